/** Reports that no verdict stands behind, or that more than one does. */
import type { Report } from "../decision.ts";
import type { PolicyInForce } from "../policy.ts";
import { code, cutToFit, enumerate, shorten } from "./markdown.ts";
import { LONGEST_TITLE } from "./title.ts";

/** The change couldn't be read or judged: never a pass, always a cause. */
export function couldNotEvaluate(cause: string): Report {
  return {
    conclusion: "failure",
    title: "Could not be evaluated yet; trying again",
    summary: `Countersign couldn't read this change, so it can't say whether a second person has approved it:\n\n${code(cause)}\n\nIt goes on trying. If this stays, look at GitHub's status page and the App's log, then press **Re-evaluate**.`,
    text: "",
    annotations: [],
    mode: "enforce",
  };
}

/** The policy switched Countersign off here. */
export function switchedOff({ policy }: PolicyInForce): Report {
  return {
    conclusion: "neutral",
    title: "Switched off by the policy",
    summary: "The policy's mode is `off`: nothing is judged here.",
    text: "",
    annotations: [],
    mode: policy.mode,
  };
}

/** @param waiting numbers of other requests with the same head that don't pass yet */
export function sharedHead(report: Report, waiting: readonly number[]): Report {
  if (waiting.length === 0 || report.conclusion === "failure" || report.conclusion === "action_required") return report;
  if (report.conclusion === "neutral") return report;
  const names = enumerate(waiting.map((number) => `#${number}`));
  return {
    ...report,
    conclusion: "action_required",
    title:
      waiting.length === 1
        ? `Waiting for ${names}, which has the same head`
        : "Waiting for requests with the same head",
    summary: cutToFit(
      `This request passes. Its head commit is also the head of ${names}, and a commit has one check: it passes when all of its requests do.\n\n${report.summary}`,
    ),
  };
}

/** @param branches to which the request's head was pushed past review */
export function pushedPast(report: Report, branches: readonly string[]): Report {
  if (branches.length === 0 || report.conclusion === "failure" || report.conclusion === "neutral") return report;
  const names = enumerate(branches.map(code));
  return {
    ...report,
    conclusion: "failure",
    title: shorten(`Pushed to ${enumerate(branches)} past review`, LONGEST_TITLE),
    summary: cutToFit(
      `The head commit of this request was also pushed to ${names} past review, and a commit has one check: it passes once that has been countersigned too, by \`/ai-review approve\` in the issue that tells of the push, or in a comment on the commit where there is none. Of the request itself it would say:\n\n${report.summary}`,
    ),
  };
}
