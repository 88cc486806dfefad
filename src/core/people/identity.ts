/** Who is who: accounts to people, and people to each other. */
import { AGENTS } from "../authorship/agents/index.ts";
import type { PersonRef } from "../evidence.ts";
import type { Account } from "../facts.ts";
import type { Policy } from "../policy.ts";
import { readNoreply } from "./address.ts";
import { knownGroups } from "./known-people.ts";

export function personOf(account: Account): PersonRef {
  return { id: account.id, login: account.login, email: null, name: null, isAccount: true };
}

/** A person as far as a git address tells; the account that GitHub found for it comes first. */
export function personOfGit(name: string, email: string, account: Account | null): PersonRef {
  if (account) return { ...personOf(account), email, name };
  const noreply = readNoreply(email);
  return { id: noreply?.id ?? null, login: noreply?.login ?? null, email, name, isAccount: false };
}

function sameLogin(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** Whether two accounts are one, by number where GitHub gave both. */
export function sameAccount(a: Account, b: Account | null): boolean {
  return b !== null && (a.id !== null && b.id !== null ? a.id === b.id : sameLogin(a.login, b.login));
}

/**
 * Whether two references mean one person: by numeric id where both have one, which survives renames; else by login or
 * address; and always where `identities` joins them.
 */
export function samePerson(a: PersonRef, b: PersonRef, policy: Policy): boolean {
  const groups = knownGroups(a, policy);
  if (groups.length > 0 && knownGroups(b, policy).some((group) => groups.includes(group))) return true;
  if (a.id !== null && b.id !== null) return a.id === b.id;
  if (a.login !== null && b.login !== null) return sameLogin(a.login, b.login);
  return a.email !== null && a.email !== "" && b.email !== null && sameLogin(a.email, b.email);
}

export type Humanness = "human" | "bot" | "agent" | "machine-user" | "mannequin" | "organization";

/** Whether an account is an agent's: by number, or by login where the policy names its own agents. */
export function agentOfAccount(
  account: Account,
  policy: Policy,
): { readonly id: string; readonly name: string; readonly onlyDetects?: boolean } | null {
  for (const agent of AGENTS) {
    const own = agent.accounts.some((mark) => mark.onlyNamed === undefined && isAccount(mark, account));
    if (own) return agent;
  }
  return (
    policy.detection.customAgents.find((agent) => agent.logins.some((login) => sameLogin(login, account.login))) ?? null
  );
}

/** The number decides where GitHub gave one: logins are renamed and taken over. */
function isAccount(mark: { readonly id: number | null; readonly login: string }, account: Account): boolean {
  return account.id === null || mark.id === null ? sameLogin(mark.login, account.login) : mark.id === account.id;
}

/** What an account is: only a human's review counts, and only a human can be a principal. */
export function humanness(account: Account, policy: Policy): Humanness {
  const agent = agentOfAccount(account, policy);
  if (agent && !agent.onlyDetects) return "agent";
  switch (account.kind) {
    case "Bot":
      return "bot";
    case "Mannequin":
      return "mannequin";
    case "Organization":
    case "EnterpriseUserAccount":
      return "organization";
    case "User":
      return agent || isMachine(account, policy) ? "machine-user" : "human";
  }
}

/** The policy's lists of accounts that are no people, whichever of the two it stands in. */
function isMachine({ login }: Account, { identities, detection }: Policy): boolean {
  return [...identities.machineUsers, ...detection.automation].some((other) => sameLogin(other, login));
}
