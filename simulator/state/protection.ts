/** Branch protection of the older kind. */
import type { Account, App, Team } from "./model.ts";
import type { RequiredCheck } from "./ruleset.ts";

/** Who is let through, by kind. */
interface Actors {
  readonly users: readonly Account[];
  readonly teams: readonly Team[];
  readonly apps: readonly App[];
}

/** https://docs.github.com/rest/branches/branch-protection#get-branch-protection */
export interface Protection {
  readonly checks: readonly RequiredCheck[];
  readonly enforceAdmins: boolean;
  /** Who needs no pull request; null where none is required at all. Shown, and holds nobody. */
  readonly bypassPullRequests: Actors | null;
  /** Who may push; null for everybody with write access. Shown, and holds nobody. */
  readonly restrictions: Actors | null;
}

export interface ProtectionInput {
  readonly enforceAdmins?: boolean;
  readonly bypassPullRequests?: Partial<Actors> | null;
  readonly restrictions?: Partial<Actors> | null;
}

const actors = (given: Partial<Actors> | null | undefined) =>
  given ? { users: [], teams: [], apps: [], ...given } : null;

/** As GitHub's settings begin: administrators are let through. */
export function protectionOf(
  checks: readonly RequiredCheck[],
  { enforceAdmins, bypassPullRequests, restrictions }: ProtectionInput,
): Protection {
  return {
    checks,
    enforceAdmins: enforceAdmins ?? false,
    bypassPullRequests: actors(bypassPullRequests),
    restrictions: actors(restrictions),
  };
}
