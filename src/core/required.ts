/** What is known of whether GitHub requires the check here: the report says it, `enforcement/` finds it out. */

/** Why a branch isn't held by the check. */
export type Looseness =
  | { readonly why: "not-required"; readonly branch: string }
  /** Any App or workflow could report it. */
  | { readonly why: "any-source"; readonly branch: string }
  /** Another App's is asked for. */
  | { readonly why: "other-source"; readonly branch: string }
  /** Every rule that requires it lets somebody past. */
  | { readonly why: "bypass"; readonly branch: string };

/** Why Countersign can't keep its ruleset. */
export type Hindrance =
  | { readonly why: "plan" | "permission" }
  /** Anything else that GitHub said. */
  | { readonly why: "refused"; readonly said: string };

export type RequiredCheck =
  /** Nobody looked yet, or nobody is to look. */
  | { readonly kind: "unknown" }
  /** Countersign's own ruleset is in place. */
  | { readonly kind: "kept" }
  /** Rules of others require it from this App. */
  | { readonly kind: "required" }
  | {
      readonly kind: "loose";
      readonly where: readonly Looseness[];
      readonly hindrance: Hindrance | null;
      /** Who last changed the rules before this was found; null where GitHub didn't say. */
      readonly by: string | null;
    };

/** Somebody who could merge past the check when the doctor looked last. */
export interface Bypass {
  readonly accountId: number;
  readonly login: string;
  /** The end of a sentence: "as an administrator of the repository". */
  readonly why: string;
}

export const UNKNOWN: RequiredCheck = { kind: "unknown" };

/** Whether the check stops nobody: what its report then says. Who may go past it is for the log. */
export function stopsNobody(required: RequiredCheck): required is Extract<RequiredCheck, { readonly kind: "loose" }> {
  return (
    required.kind === "loose" && (required.hindrance !== null || required.where.some(({ why }) => why !== "bypass"))
  );
}
