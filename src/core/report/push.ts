/** A push to a protected branch as people see it: the check on its head, and the issue that tells of it. */
import type { Conclusion, Report, Verdict } from "../decision.ts";
import type { PolicyInForce } from "../policy.ts";
import type { PushFacts } from "../push/facts.ts";
import type { PushJudgement } from "../push/judge.ts";
import { detailsOf } from "./details.ts";
import { cut, cutToFit, shorten } from "./markdown.ts";
import { type Announcement, blockedBy, inCheck, inReport } from "./push-steps.ts";
import { arrived, groundOf, happened, short, titleOf } from "./push-story.ts";
import { PUSH_TEXTS } from "./push-texts.ts";
import { brokenPolicy, lookClosely, missing, reviews, who, why } from "./summary.ts";
import { TEXTS } from "./texts.ts";
import { LONGEST_TITLE } from "./title.ts";

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
  const summary = summaryOf(facts, judgement, inForce, inCheck(facts, verdict, announcement));
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
    body: bodyOf(facts, judgement, inForce, inReport(facts, judgement.verdict, "issue")),
  };
}

/** The comment on the commit, where issues are switched off. */
export function pushComment(facts: PushFacts, judgement: PushJudgement, inForce: PolicyInForce): string {
  return bodyOf(facts, judgement, inForce, inReport(facts, judgement.verdict, "comment"));
}

/** The issue's text once it's settled. */
export function settledIssue(facts: PushFacts, judgement: PushJudgement, inForce: PolicyInForce): string {
  return bodyOf(facts, judgement, inForce, "");
}

function bodyOf(facts: PushFacts, judgement: PushJudgement, inForce: PolicyInForce, toDo: string): string {
  return cut(
    [
      markOf(facts),
      summaryOf(facts, judgement, inForce, toDo),
      "---",
      PUSH_TEXTS.whyThis[groundOf(judgement.verdict)],
    ].join("\n\n"),
    LONGEST_ISSUE,
  );
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
      return blockedBy(verdict);
  }
}
