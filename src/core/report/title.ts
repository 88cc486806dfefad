/** The one line beside the check: what is missing, in under 60 characters. */
import { counting } from "../commands/effect.ts";
import type { Block, Verdict } from "../decision.ts";
import { shorten } from "./markdown.ts";

/** GitHub cuts longer ones in the list of checks. */
export const LONGEST_TITLE = 59;

/** @param prefix what stands before it, such as that the policy only observes */
export function titleOf(verdict: Verdict, prefix = ""): string {
  const titles = titlesOf(verdict).map((title) => `${prefix}${title}`);
  return titles.find((title) => title.length <= LONGEST_TITLE) ?? shorten(titles[0] ?? "", LONGEST_TITLE);
}

/** The title, and a shorter one where names can make it too long. */
function titlesOf(verdict: Verdict): readonly string[] {
  switch (verdict.kind) {
    case "not-ai":
      return verdict.authorship.ai ? clearedBy(verdict) : ["No sign of AI authorship"];
    case "satisfied":
      return approvedBy(verdict.standings.flatMap((each) => (each.kind === "counts" ? [each.reviewer.login] : [])));
    case "waiting":
      return [waitingFor(verdict)];
    case "blocked":
      return blockTitles(verdict.blocks[0]);
    case "overridden":
      return [
        ...counting(verdict.commands, "override").map(({ author }) => `Overridden by @${author.login}`),
        "Overridden",
      ];
  }
}

function clearedBy({ commands }: Verdict): readonly string[] {
  const logins = new Set(counting(commands, "not-ai").map(({ author }) => author.login));
  const [first] = logins;
  if (logins.size > 1) return [`Not written by AI, say ${logins.size} people`];
  return [`Not written by AI, says @${first ?? "somebody"}`, "Not written by AI, says who could approve it"];
}

function waitingFor({ missing, standings }: Extract<Verdict, { kind: "waiting" }>): string {
  const approvals = standings.filter((each) => each.kind === "counts").length;
  if (approvals > 0) return `Waiting for ${missing} more ${missing === 1 ? "approval" : "approvals"}`;
  return missing === 1 ? "Waiting for approval by a second person" : `Waiting for approval by ${missing} other people`;
}

function approvedBy(logins: readonly string[]): readonly string[] {
  const [first] = logins;
  if (first === undefined) return ["Approved"];
  return logins.length === 1 ? [`Approved by @${first}`, "Approved"] : [`Approved by ${logins.length} people`];
}

function blockTitles(block: Block | undefined): readonly string[] {
  switch (block?.why) {
    case "changes-requested":
      return [
        ...block.by.slice(0, 1).map(({ login }) => `@${login} requested changes`),
        "Changes were requested",
      ].slice(block.by.length > 1 ? 1 : 0);
    case "policy-would-break":
      return ["This change would break ai-review.yml"];
    case "facts-incomplete":
      return ["GitHub didn't show the whole change"];
    case "teams-missing":
      return ["A team in the policy can't be looked up"];
    case undefined:
      return ["Blocked"];
  }
}
