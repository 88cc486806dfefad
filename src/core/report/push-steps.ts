/** What people can do about a push, wherever they read of it. */
import type { Verdict } from "../decision.ts";
import type { PushFacts } from "../push/facts.ts";
import { code, list } from "./markdown.ts";
import { PUSH_TEXTS } from "./push-texts.ts";
import { blockText } from "./texts.ts";

/** Where a push is told of besides its check. */
export type Announcement =
  | { readonly kind: "issue"; readonly number: number }
  | { readonly kind: "comment" | "refused" | "check" | "no-file" | "observed" };

/** How to countersign, in the check. */
export function inCheck(facts: PushFacts, { kind }: Verdict, announcement: Announcement): string {
  if (kind !== "waiting") return "";
  const why = PUSH_TEXTS.told[announcement.kind];
  const where =
    announcement.kind === "issue"
      ? `${PUSH_TEXTS.how} #${announcement.number} ${PUSH_TEXTS.byIssue}`
      : `${PUSH_TEXTS.how} ${PUSH_TEXTS.byComment} [${code(facts.after.slice(0, 7))}](${facts.url}/commit/${facts.after}):`;
  const how = `${where}\n${commandFor(facts)}`;
  return why === null ? how : `${why}\n\n${how}`;
}

/** What to do, in the issue or the comment that tells of the push. Where it's blocked, that says the way out. */
export function inReport(facts: PushFacts, { kind }: Verdict, report: "issue" | "comment"): string {
  if (kind !== "waiting") return "";
  return [
    PUSH_TEXTS.whatToDo,
    `- ${PUSH_TEXTS.looksFine[report]}\n${commandFor(facts).replace(/^/gm, "  ")}`,
    `- ${PUSH_TEXTS.isNotFine[report]}`,
  ].join("\n");
}

/** Why nothing can pass, and the way out: of what has arrived already nothing can be split any more. */
export function blockedBy({ blocks }: Extract<Verdict, { kind: "blocked" }>): string[] {
  return blocks.map((block) =>
    block.why === "facts-incomplete" ? `${PUSH_TEXTS.incomplete}\n${list(block.gaps.map(code))}` : blockText(block),
  );
}

/** A fenced block, so that GitHub offers to copy it. */
function commandFor({ after }: PushFacts): string {
  return `\`\`\`\n/ai-review approve ${after.slice(0, 12)}\n\`\`\``;
}
