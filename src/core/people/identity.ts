/** Who is who: accounts to people, and people to each other. */
import { AGENTS } from "../authorship/agents/index.ts";
import type { PersonRef } from "../evidence.ts";
import type { Account } from "../facts.ts";
import type { KnownPerson, Policy } from "../policy.ts";
import { readNoreply } from "./address.ts";

export function personOf(account: Account): PersonRef {
  return { id: account.id, login: account.login, email: null, name: null };
}

/** A person as far as a git address tells; the account that GitHub found for it comes first. */
export function personOfGit(name: string, email: string, account: Account | null): PersonRef {
  if (account) return { ...personOf(account), email, name };
  const noreply = readNoreply(email);
  return { id: noreply?.id ?? null, login: noreply?.login ?? null, email, name };
}

export function sameLogin(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** The entry of `identities.people` that a person belongs to. */
export function knownPerson(person: PersonRef, policy: Policy): KnownPerson | null {
  const { login, email } = person;
  return (
    policy.identities.people.find(
      (known) =>
        (login !== null && [known.login, ...known.accounts].some((other) => sameLogin(other, login))) ||
        (email !== null && known.emails.some((other) => sameLogin(other, email))),
    ) ?? null
  );
}

/**
 * Whether two references mean one person: by numeric id where both have one, which survives renames; else by login or
 * address; and always where `identities` joins them.
 */
export function samePerson(a: PersonRef, b: PersonRef, policy: Policy): boolean {
  const known = knownPerson(a, policy);
  if (known !== null && known === knownPerson(b, policy)) return true;
  if (a.id !== null && b.id !== null) return a.id === b.id;
  if (a.login !== null && b.login !== null) return sameLogin(a.login, b.login);
  return a.email !== null && b.email !== null && sameLogin(a.email, b.email);
}

export type Humanness = "human" | "bot" | "agent" | "machine-user" | "mannequin" | "organization";

/** Whether an account is an agent's: by number, or by login where the policy names its own agents. */
export function agentOfAccount(
  account: Account,
  policy: Policy,
): { readonly id: string; readonly name: string } | null {
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
  if (agentOfAccount(account, policy)) return "agent";
  switch (account.kind) {
    case "Bot":
      return "bot";
    case "Mannequin":
      return "mannequin";
    case "Organization":
    case "EnterpriseUserAccount":
      return "organization";
    case "User":
      return policy.identities.machineUsers.some((login) => sameLogin(login, account.login)) ? "machine-user" : "human";
  }
}
