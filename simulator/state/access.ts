/** Who may do what in a repository. */
import { accountJson } from "../render/account.ts";
import type { Account, App, Repository, Role, World } from "./model.ts";
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
  if (account.app) return roleOfApp(account.app);
  return null;
}

/** Writing to requests or issues alone is what triage is for people: labels, review requests. */
function roleOfApp({ permissions }: App): Role {
  if (permissions.contents !== "read") return "write";
  return permissions.pull_requests === "write" || permissions.issues === "write" ? "triage" : "read";
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

/** Gives a person a role, changes it, or takes it away. https://docs.github.com/webhooks/webhook-events-and-payloads#member */
export function setAccess(world: World, repository: Repository, by: Account, who: Account, role: Role | null): void {
  const before = repository.access.get(who.id) ?? null;
  if (before === role) return;
  if (role === null) repository.access.delete(who.id);
  else repository.access.set(who.id, role);
  const action = () => {
    if (role === null) return "removed";
    return before === null ? "added" : "edited";
  };
  const permission = { ...(before !== null && { from: before }), ...(role !== null && { to: role }) };
  world.emit({
    event: "member",
    action: action(),
    sender: by,
    repository,
    payload: { member: accountJson(world, who), ...(role !== null && { changes: { permission } }) },
  });
}
