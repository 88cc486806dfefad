/** A push to a protected branch as people see it: the check on its head, and the issue that tells of it. */
import type { Conclusion, Report, Verdict } from "../decision.ts";
import type { Account } from "../facts.ts";
import { personOf } from "../people/identity.ts";
import type { PolicyInForce } from "../policy.ts";
import type { PushFacts } from "../push/facts.ts";
import type { PushJudgement } from "../push/judge.ts";
import { commitLines } from "./commits.ts";
import { detailsOf } from "./details.ts";
import { code, cut, cutToFit, enumerate, list, shorten } from "./markdown.ts";
import { nameOf } from "./people.ts";
import { PUSH_TEXTS } from "./push-texts.ts";
import { brokenPolicy, lookClosely, missing, reviews, who, why } from "./summary.ts";
import { blockText, TEXTS } from "./texts.ts";
import { LONGEST_TITLE } from "./title.ts";

/** Where a push is told of besides its check. */
export type Announcement =
  | { readonly kind: "issue"; readonly number: number }
  | { readonly kind: "comment" | "check" | "no-file" };

const CONCLUSIONS: Readonly<Record<Verdict["kind"], Conclusion>> = {
  "not-ai": "success",
  satisfied: "success",
  overridden: "success",
  // Nobody can act on a commit that is there already by approving it, so it doesn't wait: it failed.
  waiting: "failure",
  blocked: "failure",
};

/** The check on the push's head. */
export function pushReport(
  facts: PushFacts,
  judgement: PushJudgement,
  inForce: PolicyInForce,
  announcement: Announcement,
): Report {
  const { mode } = inForce.policy;
  const { verdict } = judgement;
  const observed = mode !== "enforce";
  const summary = summaryOf(facts, judgement, inForce, howToCountersign(facts, verdict, announcement));
  return {
    conclusion: observed ? "neutral" : CONCLUSIONS[verdict.kind],
    title: shorten(`${observed ? "Observing: " : ""}${titleOf(judgement)}`, LONGEST_TITLE),
    summary: cutToFit(observed ? `${TEXTS.observe}\n\n${summary}` : summary),
    text: cutToFit(detailsOf(verdict)),
    annotations: [],
    mode,
  };
}

/** What an issue's text begins with: by it the App knows its own issue again. */
export function markOf({ branch, after }: Pick<PushFacts, "branch" | "after">): string {
  return `<!-- countersign push ${after} ${encodeURIComponent(branch)} -->`;
}

/** GitHub's bounds: 256 characters, and 65,536. */
const LONGEST_ISSUE_TITLE = 200;
const LONGEST_ISSUE = 60_000;

/** The issue that tells of the push: what arrived, by whom, who can countersign, and how. */
export function pushIssue(facts: PushFacts, judgement: PushJudgement, inForce: PolicyInForce) {
  const title = `${titleOf(judgement)} on ${facts.branch} (${short(facts.after)})`;
  return {
    title: shorten(title, LONGEST_ISSUE_TITLE),
    body: bodyOf(facts, judgement, inForce, countersignHere(facts)),
  };
}

/** The comment on the commit, where issues are switched off. */
export function pushComment(facts: PushFacts, judgement: PushJudgement, inForce: PolicyInForce): string {
  return bodyOf(facts, judgement, inForce, [PUSH_TEXTS.whatToDo, PUSH_TEXTS.byComment].join("\n"));
}

/** The issue's text once it's settled. */
export function settledIssue(facts: PushFacts, judgement: PushJudgement, inForce: PolicyInForce): string {
  return bodyOf(facts, judgement, inForce, "");
}

function bodyOf(facts: PushFacts, judgement: PushJudgement, inForce: PolicyInForce, toDo: string): string {
  return cut(
    [markOf(facts), summaryOf(facts, judgement, inForce, toDo), "---", PUSH_TEXTS.whyThis].join("\n\n"),
    LONGEST_ISSUE,
  );
}

function titleOf({ accounting, verdict }: PushJudgement): string {
  if (verdict.kind === "satisfied") {
    const by = verdict.standings.flatMap((each) => (each.kind === "counts" ? [`@${each.reviewer.login}`] : []));
    return by.length === 1 ? `Countersigned by ${by[0]}` : `Countersigned by ${by.length} people`;
  }
  if (verdict.kind === "not-ai") return "Nothing unreviewed";
  if (verdict.kind === "blocked" && !verdict.authorship.ai) return "A push that can't be judged";
  const numbers = accounting.bypassed.map(({ number }) => `#${number}`);
  if (numbers.length > 0) return `Merged without approval: ${enumerate(numbers)}`;
  return "Unreviewed AI-authored push";
}

function summaryOf(facts: PushFacts, judgement: PushJudgement, inForce: PolicyInForce, toDo: string): string {
  const { verdict } = judgement;
  const sections = [
    `**${happened(facts, judgement)}**`,
    arrived(facts, judgement),
    ...answer(verdict, inForce),
    verdict.standings.length > 0 ? reviews(verdict, { head: { sha: facts.after } }) : null,
    lookClosely(verdict),
    toDo === "" ? null : toDo,
    brokenPolicy(inForce),
  ];
  return sections.filter((section) => section !== null).join("\n\n");
}

/** One sentence: who did what. */
function happened(facts: PushFacts, { accounting, verdict }: PushJudgement): string {
  const branch = code(facts.branch);
  const [merged, ...others] = accounting.bypassed;
  if (merged && others.length === 0 && merged.mergeCommit !== null) {
    const state = merged.verdict === "held" ? "before `ai-review` had passed" : "without `ai-review`";
    return `${someone(merged.mergedBy ?? facts.pusher)} merged #${merged.number} into ${branch} ${state}.`;
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
function arrived(facts: PushFacts, { accounting, verdict }: PushJudgement): string | null {
  if (accounting.left.length === 0) return null;
  const lines = commitLines(accounting.left, verdict.authorship.signals, facts.url);
  const range = facts.before === null ? facts.after : `${facts.before}...${facts.after}`;
  const all = `[Everything that arrived](${facts.url}/${facts.before === null ? "commits" : "compare"}/${range})`;
  return `${list(lines, MOST_COMMITS)}\n\n${all}`;
}

function answer(verdict: Verdict, inForce: PolicyInForce): string[] {
  switch (verdict.kind) {
    case "not-ai":
      return [PUSH_TEXTS.nothingLeft];
    case "satisfied":
    case "overridden":
      return [PUSH_TEXTS.countersigned];
    case "waiting":
      return [`**Missing: ${missing(verdict)}**, because ${why(verdict)}.`, who(verdict, inForce, [])];
    case "blocked":
      return verdict.blocks.map(blockText);
  }
}

function howToCountersign(facts: PushFacts, verdict: Verdict, announcement: Announcement): string {
  if (verdict.kind !== "waiting") return "";
  switch (announcement.kind) {
    case "issue":
      return `**How:** #${announcement.number} tells of it. ${PUSH_TEXTS.byIssue}\n${commandFor(facts)}`;
    case "comment":
      return PUSH_TEXTS.byComment;
    case "check":
      return PUSH_TEXTS.byCheck;
    case "no-file":
      return PUSH_TEXTS.withoutFile;
  }
}

function countersignHere(facts: PushFacts): string {
  return [
    PUSH_TEXTS.whatToDo,
    `- ${PUSH_TEXTS.looksFine}\n${commandFor(facts).replace(/^/gm, "  ")}`,
    `- ${PUSH_TEXTS.isNotFine}`,
  ].join("\n");
}

/** A fenced block, so that GitHub offers to copy it. */
function commandFor({ after }: PushFacts): string {
  return `\`\`\`\n/ai-review approve ${after.slice(0, 12)}\n\`\`\``;
}

const short = (sha: string) => sha.slice(0, 7);
