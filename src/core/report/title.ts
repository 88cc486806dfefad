/** The one line beside the check: what is missing, in under 60 characters. */
import type { Block, Verdict } from "../decision.ts";

/** GitHub cuts longer ones in the list of checks. */
const LONGEST = 59;

/** @param prefix what stands before it, such as that the policy only observes */
export function titleOf(verdict: Verdict, prefix = ""): string {
  const title = `${prefix}${titleText(verdict)}`;
  return title.length <= LONGEST ? title : `${title.slice(0, LONGEST - 1)}…`;
}

function titleText(verdict: Verdict): string {
  switch (verdict.kind) {
    case "not-ai":
      return "No AI authorship found";
    case "satisfied":
      return approvedBy(verdict.standings.flatMap((each) => (each.kind === "counts" ? [each.reviewer.login] : [])));
    case "waiting":
      return verdict.missing === 1
        ? "Waiting for 1 approval by a second person"
        : `Waiting for ${verdict.missing} approvals by other people`;
    case "blocked":
      return blockTitle(verdict.blocks[0]);
  }
}

function approvedBy(logins: readonly string[]): string {
  const [first] = logins;
  if (first === undefined) return "Approved";
  return logins.length === 1 ? `Approved by @${first}` : `Approved by ${logins.length} people`;
}

function blockTitle(block: Block | undefined): string {
  switch (block?.why) {
    case "changes-requested":
      return block.by.length === 1 ? `@${block.by[0]?.login} requested changes` : "Changes are requested";
    case "policy-would-break":
      return "This change would break ai-review.yml";
    case "facts-incomplete":
      return "GitHub didn't show the whole change";
    case "unsupported-policy":
      return "The policy asks for what this version can't check";
    case undefined:
      return "Blocked";
  }
}
