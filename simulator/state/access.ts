/** Who may do what in a repository. */
import type { Account, Repository, Role } from "./model.ts";
import { Refused } from "./refused.ts";

const RANKS: readonly Role[] = ["read", "triage", "write", "maintain", "admin"];

/**
 * An account's role now. An App's account has what its permissions give, which for Apps other than the one under test
 * nobody says: they count as installed everywhere with write access, unless the repository's `access` names them.
 */
export function roleOf(repository: Repository, account: Account): Role | null {
  if (account.deleted) return null;
  if (repository.owner === account || repository.owner.owners.has(account)) return "admin";
  const given = repository.access.get(account.id);
  if (given) return given;
  if (account.app) return account.app.permissions.contents === "read" ? "read" : "write";
  return null;
}

/** Whether the account has at least this role. */
export function hasRole(repository: Repository, account: Account, role: Role): boolean {
  const actual = roleOf(repository, account);
  return actual !== null && RANKS.indexOf(actual) >= RANKS.indexOf(role);
}

/** @throws Refused (404 if the account can't even see the repository, 403 if it can) */
export function requireRole(repository: Repository, account: Account, role: Role, to: string): void {
  if (!hasRole(repository, account, "read")) throw new Refused(404, "Not Found");
  if (!hasRole(repository, account, role)) {
    throw new Refused(403, `${account.login} needs the role ${role} in ${repository.name} to ${to}`);
  }
}
