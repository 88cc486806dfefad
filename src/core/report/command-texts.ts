/** What people read about commands (`/ai-review …`), as data: the other part of `texts.ts`. */
import type { CommandDiscount, Mistake, ReviewCommand } from "../commands/command.ts";
import { code, enumerate } from "./markdown.ts";
import { discountText } from "./texts.ts";

/** What the author of a command did. */
export const SAID: Readonly<Record<ReviewCommand["name"], string>> = {
  override: "overrode this check",
  "not-ai": "said that AI didn't write this",
  ai: "said that AI wrote this and that",
  recheck: "asked for another look",
  malformed: "wrote a command",
};

const EXPECTED: Readonly<Record<Mistake, string>> = {
  name: "the commands are `/ai-review not-ai`, `/ai-review ai`, `/ai-review override` and `/ai-review recheck`",
  override: "it takes the newest commit and a reason: `/ai-review override 3f2c1d9 The shop is down`",
  "not-ai": "it takes a reason: `/ai-review not-ai I typed it all, the branch only has a misleading name`",
  ai: "it takes the account of who asked the AI assistant: `/ai-review ai @octocat`",
  several: "a comment takes one command",
};

/**
 * Why a command doesn't count, as a sentence without its stop.
 *
 * @param part what a principal did, as `reasonsOf` tells it
 */
export function commandDiscountText(discount: CommandDiscount, headSha: string, part: string): string {
  const newest = code(headSha.slice(0, 7));
  switch (discount.why) {
    case "malformed":
      return `${EXPECTED[discount.mistake]}. Write it again in a new comment`;
    case "not-here":
      return "commands count in the request's own conversation, not in reviews and on lines";
    case "edited":
      return "the comment was edited or deleted. Write it again in a new comment";
    case "not-human":
      return "only people can give this command";
    case "access-unknown":
      return "GitHub doesn't say whether they have write access to this repository";
    case "no-override-teams":
      return `the policy names nobody who may override (${code("override.teams")})`;
    case "not-in-team":
      return `only members of ${enumerate(discount.teams.map(code), "or")} may override`;
    case "team-unreadable":
      return `it can't be looked up who is in ${enumerate(discount.teams.map(code), "or")}`;
    case "other-commit":
      return `it names ${code(discount.sha.slice(0, 7))}, and the newest commit is ${newest}`;
    case "ambiguous-commit":
      return `${code(discount.sha)} could be more than one commit. Write it in full`;
    case "earlier-head":
      return `it was for an earlier commit, and the newest is ${newest}. Please look again`;
    case "arrival-unknown":
      return `it can't be told whether it came before the newest commit. Write it again, with that commit in full: ${code(headSha)}`;
    case "not-needed":
      return "nothing here says that AI wrote this, so there is nothing to set aside";
    case "policy-file":
      return `who changes ${code(".github/ai-review.yml")} needs a second person, whether AI wrote it or not`;
    case "every-change":
      return "the policy asks for a second person for every change, whether AI wrote it or not";
    default:
      return discountText(discount, headSha, part);
  }
}
