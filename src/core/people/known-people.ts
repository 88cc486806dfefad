/** `identities.people` as an index: which accounts and addresses belong to one person. */
import type { PersonRef } from "../evidence.ts";
import type { KnownPerson, Policy } from "../policy.ts";

interface Index {
  /** A login's or an address's group. Entries that share one are one person. */
  readonly groups: ReadonlyMap<string, number>;
  /** Logins and addresses of entries that may say who somebody is, and don't only exclude. */
  readonly identifying: ReadonlySet<string>;
}

/** Built once a policy: a request can name thousands of people, and a policy hundreds. */
const indexes = new WeakMap<readonly KnownPerson[], Index>();

function indexOf({ identities }: Policy): Index {
  const known = indexes.get(identities.people);
  if (known) return known;
  const index = buildIndex(identities.people);
  indexes.set(identities.people, index);
  return index;
}

function buildIndex(people: readonly KnownPerson[]): Index {
  const groups = new Map<string, number>();
  const identifying = new Set<string>();
  for (const [own, { login, accounts, emails, onlyExcludes }] of people.entries()) {
    const keys = [...[login, ...accounts].map(loginKey), ...emails.map(emailKey)];
    const overlapping = new Set(keys.map((key) => groups.get(key)));
    for (const [key, group] of groups) if (overlapping.has(group)) groups.set(key, own);
    for (const key of keys) groups.set(key, own);
    if (!onlyExcludes) for (const key of keys) identifying.add(key);
  }
  return { groups, identifying };
}

function loginKey(login: string): string {
  return `login ${login.toLowerCase()}`;
}

function emailKey(email: string): string {
  return `email ${email.trim().toLowerCase()}`;
}

function keysOf({ login, email }: PersonRef): string[] {
  return [...(login === null ? [] : [loginKey(login)]), ...(email === null ? [] : [emailKey(email)])];
}

/** The people of the policy that a reference belongs to: one, or two where its login and its address disagree. */
export function knownGroups(person: PersonRef, policy: Policy): number[] {
  const { groups } = indexOf(policy);
  return keysOf(person).flatMap((key) => groups.get(key) ?? []);
}

/** Whether the policy says who this is. A repository's entry under an organisation's file doesn't: it only excludes. */
export function isIdentifiedByPolicy(person: PersonRef, policy: Policy): boolean {
  const { identifying } = indexOf(policy);
  return keysOf(person).some((key) => identifying.has(key));
}
