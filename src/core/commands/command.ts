/** `/ai-review …`: what a comment tells this App to do, and what becomes of it. Types only. */
import type { Discount } from "../decision.ts";
import type { Account } from "../facts.ts";

/** Which part of a command isn't as expected: its name, what follows the name, or that there is only one. */
export type Mistake = "name" | "override" | "not-ai" | "ai" | "several";

export type ReviewCommand =
  | {
      readonly name: "override";
      /** In small letters; at least seven digits. */
      readonly sha: string;
      readonly reason: string;
    }
  | {
      readonly name: "not-ai";
      /** In full, where the comment names the commit that it is about. */
      readonly sha: string | null;
      readonly reason: string;
    }
  | { readonly name: "ai" /** Who asked the agent, as the comment says. */; readonly login: string }
  | { readonly name: "recheck" }
  | { readonly name: "malformed"; readonly mistake: Mistake };

/** A comment that holds a command, as it stands on the request now. */
export interface CommandComment {
  /** The comment's node id. */
  readonly id: string;
  readonly url: string;
  /** ISO 8601, GitHub's clock. */
  readonly at: string;
  readonly author: Account | null;
  /** Somebody edited it since, or a delivery told so, or that it was deleted. */
  readonly edited: boolean;
  /** In the request's conversation, and not in a review or on a line. */
  readonly here: boolean;
  readonly command: ReviewCommand;
}

/** Why a command has no effect. Where the reason is the same as for a review, so is the word for it. */
export type CommandDiscount =
  | Extract<
      Discount,
      {
        readonly why: "author-gone" | "not-human" | "principal" | "no-write-access" | "retargeted" | "base-rewritten";
      }
    >
  | { readonly why: "malformed"; readonly mistake: Mistake }
  | { readonly why: "not-here" }
  | { readonly why: "edited" }
  /** GitHub doesn't say whether they may push. */
  | { readonly why: "access-unknown" }
  /** The policy lets nobody override. */
  | { readonly why: "no-override-teams" }
  | { readonly why: "not-in-team"; readonly teams: readonly string[] }
  | { readonly why: "team-unreadable"; readonly teams: readonly string[] }
  | { readonly why: "other-commit"; readonly sha: string }
  | { readonly why: "ambiguous-commit"; readonly sha: string }
  /** The head moved since it was written. */
  | { readonly why: "earlier-head" }
  /** Nobody saw the head arrive, so it may have moved since. */
  | { readonly why: "arrival-unknown" }
  /** Nothing was found that it could clear or override. */
  | { readonly why: "not-needed" }
  /** It isn't detection that makes the request wait. */
  | { readonly why: "policy-file" }
  | { readonly why: "every-change" };

export interface CommandStanding extends CommandComment {
  readonly state:
    | { readonly kind: "counts" }
    /** It would count, if GitHub says that its author may give it; that wasn't asked. */
    | { readonly kind: "unasked" }
    | { readonly kind: "discounted"; readonly discount: CommandDiscount };
}

/** How a command was answered when it was first judged. */
export interface CommandAnswer {
  readonly accepted: boolean;
  readonly why: CommandDiscount["why"] | null;
}
