/** Branch protection of the older kind. It is shown, and holds nobody: rulesets do that here. */
import type { Account, App, Team } from "./model.ts";

/** Who is let through, by kind. */
interface Actors {
  readonly users: readonly Account[];
  readonly teams: readonly Team[];
  readonly apps: readonly App[];
}

/** https://docs.github.com/rest/branches/branch-protection#get-branch-protection */
export interface Protection {
  readonly checks: readonly { readonly context: string; readonly app_id: number | null }[] | null;
  readonly enforceAdmins: boolean;
  /** Who needs no pull request; null where none is required at all. */
  readonly bypassPullRequests: Actors | null;
  /** Who may push; null for everybody with write access. */
  readonly restrictions: Actors | null;
}

export interface ProtectionInput {
  readonly checks?: Protection["checks"];
  readonly enforceAdmins?: boolean;
  readonly bypassPullRequests?: Partial<Actors> | null;
  readonly restrictions?: Partial<Actors> | null;
}

const actors = (given: Partial<Actors> | null | undefined) =>
  given ? { users: [], teams: [], apps: [], ...given } : null;

/** As GitHub's settings begin: administrators are let through. */
export function protectionOf({ checks, enforceAdmins, bypassPullRequests, restrictions }: ProtectionInput): Protection {
  return {
    checks: checks ?? null,
    enforceAdmins: enforceAdmins ?? false,
    bypassPullRequests: actors(bypassPullRequests),
    restrictions: actors(restrictions),
  };
}
