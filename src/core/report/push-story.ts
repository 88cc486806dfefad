/** What a push was, in words: its title, who did what, and the commits. */
import type { Verdict } from "../decision.ts";
import type { Account } from "../facts.ts";
import { personOf } from "../people/identity.ts";
import type { PushFacts } from "../push/facts.ts";
import type { PushJudgement } from "../push/judge.ts";
import { commitLines } from "./commits.ts";
import { code, enumerate, list } from "./markdown.ts";
import { nameOf } from "./people.ts";

/** Why a second person was needed: AI wrote it, or the policy asks for one all the same. */
export type Ground = "ai" | "policy-file" | "every-change" | "unknown";

export function groundOf({ authorship: { ai, signals } }: Verdict): Ground {
  const kinds = new Set(signals.map(({ signal }) => signal));
  const own = kinds.has("policy-file") ? "policy-file" : "every-change";
  kinds.delete("policy-file");
  kinds.delete("every-change");
  if (!ai) return "unknown";
  return kinds.size > 0 ? "ai" : own;
}

const TITLES: Readonly<Record<Ground, string>> = {
  ai: "Unreviewed AI-authored push",
  "policy-file": "Unreviewed change of the policy",
  "every-change": "Unreviewed push",
  unknown: "A push that can't be judged",
};

export function titleOf({ accounting, verdict }: PushJudgement): string {
  if (verdict.kind === "satisfied") {
    const by = verdict.standings.flatMap((each) => (each.kind === "counts" ? [`@${each.reviewer.login}`] : []));
    return by.length === 1 ? `Countersigned by ${by[0]}` : `Countersigned by ${by.length} people`;
  }
  if (verdict.kind === "not-ai") return "Nothing unreviewed";
  const numbers = accounting.bypassed.map(({ number }) => `#${number}`);
  const ground = groundOf(verdict);
  return ground !== "unknown" && numbers.length > 0 ? `Merged without approval: ${enumerate(numbers)}` : TITLES[ground];
}

/** One sentence: who did what. */
export function happened(facts: PushFacts, { accounting, verdict }: PushJudgement): string {
  const branch = code(facts.branch);
  const [merged, ...others] = accounting.bypassed;
  if (merged && others.length === 0 && merged.mergeCommit !== null) {
    const state = merged.verdict === "held" ? "before `ai-review` had passed" : "without `ai-review`";
    return `${someone(merged.mergedBy ?? facts.pusher)} merged #${merged.number} into ${branch} ${state}.`;
  }
  if (accounting.bypassed.length > 1) {
    const numbers = enumerate(accounting.bypassed.map(({ number }) => `#${number}`));
    const held = accounting.bypassed.some((request) => request.verdict === "held");
    const state = held ? "before `ai-review` had passed on all of them" : "without `ai-review`";
    return `${someone(facts.pusher)} brought ${numbers} into ${branch} ${state}.`;
  }
  const count = accounting.left.length;
  const commits = count === 1 ? "a commit" : `${count} commits`;
  const did = facts.before === null ? `created ${branch} with` : `${facts.forced ? "force-pushed" : "pushed"}`;
  const to = facts.before === null ? "" : ` to ${branch}`;
  const reviewed = verdict.authorship.ai ? ", past review" : "";
  return `${someone(facts.pusher)} ${did} ${count === 0 ? "something" : commits}${to}${reviewed}.`;
}

function someone(account: Account | null): string {
  return account === null ? "Somebody" : nameOf(personOf(account));
}

const MOST_COMMITS = 20;

/** The commits, newest last, with what says that AI wrote them. */
export function arrived(facts: PushFacts, { accounting, verdict }: PushJudgement): string | null {
  if (accounting.left.length === 0) return null;
  const lines = commitLines(accounting.left, verdict.authorship.signals, facts.url);
  const range = facts.before === null ? facts.after : `${facts.before}...${facts.after}`;
  const all = `[Everything that arrived](${facts.url}/${facts.before === null ? "commits" : "compare"}/${range})`;
  return `${list(lines, MOST_COMMITS)}\n\n${all}`;
}

export const short = (sha: string) => sha.slice(0, 7);
