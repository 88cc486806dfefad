/**
 * What people read, as data, so that it can be reviewed as a set: plain words, no blame, and always what to do next.
 */
import type { Block, Discount, Standing } from "../decision.ts";
import type { Humanness } from "../people/identity.ts";
import { code, enumerate, list, mention } from "./markdown.ts";

const NOT_HUMAN: Readonly<Record<Exclude<Humanness, "human">, string>> = {
  bot: "is a bot; only a person's review counts",
  agent: "is an AI assistant's account; only a person's review counts",
  "machine-user": "is listed as a machine user; only a person's review counts",
  mannequin: "is a placeholder from an import, not a person",
  organization: "isn't a person's account",
};

/** Why one review doesn't count, as the end of a sentence that begins with the reviewer. */
export function discountText(discount: Discount, headSha: string): string {
  switch (discount.why) {
    case "principal":
      return discount.principal.as === "prompter"
        ? "asked the AI assistant for this change, so somebody else has to look"
        : "helped write this change, so somebody else has to look";
    case "not-human":
      return NOT_HUMAN[discount.kind];
    case "no-write-access":
      return "has no write access to this repository";
    case "older-commit":
      return `approved ${code(discount.commit.slice(0, 7))}; the change is now at ${code(headSha.slice(0, 7))}, so please look again`;
    case "commit-unknown":
      return "approved a commit that GitHub no longer shows; please look again";
    case "dismissed":
      return "approved, and the review was dismissed";
    case "only-commented":
      return "commented; only an approving review counts";
    case "retargeted":
      return `approved it for ${code(discount.from)}; it has another base branch now, so please look again`;
    case "base-rewritten":
      return "approved it before the base branch was rewritten; please look again";
    case "author-gone":
      return "no longer has an account";
  }
}

export function standingText(standing: Standing, headSha: string): string {
  const who = standing.reviewer ? mention(standing.reviewer.login) : "A reviewer";
  switch (standing.kind) {
    case "counts":
      return `${who} approved. **Counts.**`;
    case "objects":
      return `${who} requested changes. **Nothing passes until that is settled.**`;
    case "discounted":
      return `${who} ${discountText(standing.discount, headSha)}. **Doesn't count.**`;
  }
}

/** Why nothing can pass, and the way out. */
export function blockText(block: Block): string {
  switch (block.why) {
    case "changes-requested":
      return `${enumerate(block.by.map((account) => mention(account.login)))} requested changes. They approve or withdraw their review, or someone with the right to does it for them.`;
    case "policy-would-break":
      return `This change would leave ${code(".github/ai-review.yml")} broken. Mend these lines; they are also marked in the files:\n${list(block.problems.map((problem) => `line ${problem.line}, column ${problem.column}: ${code(problem.message)}`))}`;
    case "facts-incomplete":
      return `GitHub didn't show all of this change, so it can't be judged:\n${list(block.gaps.map(code))}\nSplit the change into smaller ones, or press Re-evaluate if GitHub had trouble.`;
    case "unsupported-policy":
      return `The policy asks for something that this version of Countersign can't check yet, so it holds:\n${list(block.keys.map(code))}`;
  }
}

export const TEXTS = {
  notAi: "Nothing in this change says that an AI assistant wrote it, so no second person is asked for.",
  satisfied: "A second person has approved this AI-authored change.",
  authorsPart:
    "If this is your change: ask a colleague who had no part in it for a review. Your own approval, your other accounts and bots don't count.",
  reviewersPart:
    "If you review it: approve the newest commit with **Review changes → Approve**. The check follows within seconds.",
  whoCan: "Anyone with write access to this repository who had no part in the change",
  notRequired:
    "This check isn't required yet: it stops nobody. To require it, add a ruleset for this branch that requires `ai-review` from this App, and `.github/ai-review.yml` to say how strict it is.",
  observe: "The policy's mode is `observe`: nothing is held. In mode `enforce` this check would say:",
  whatThisIs:
    "A change that an AI assistant wrote needs what its engineer's own change needs: a second person who looks at it.",
} as const;
