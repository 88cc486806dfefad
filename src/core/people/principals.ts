/** Who may not countersign: a question to the evidence. */
import type { Principal, Principals } from "../decision.ts";
import type { Evidence, PersonEvidence, PersonRef, StrangerEvidence } from "../evidence.ts";
import type { Policy } from "../policy.ts";
import { samePerson } from "./identity.ts";
import { knownGroups } from "./known-people.ts";

/** People with everything that makes them principals; a person who is both prompter and contributor is a prompter. */
export function principalsOf(evidence: readonly Evidence[], policy: Policy): Principals {
  const items = evidence.filter((item): item is PersonEvidence => item.type === "person");
  return {
    people: groupByPerson(items, policy).map(toPrincipal),
    unattributed: !items.some((item) => item.authenticated && isIdentified(item)),
    strangers: distinct(evidence.filter((item): item is StrangerEvidence => item.type === "stranger")),
  };
}

/**
 * The principal that a person is, if the policy lets that stand in the way: with `exclude: prompters` somebody who merely
 * helped may approve. Who opened the request never may; GitHub has the same rule.
 */
export function principalInTheWay(person: PersonRef, principals: Principals, policy: Policy): Principal | null {
  const own = principals.people.filter((principal) =>
    principal.evidence.some((item) => samePerson(item.person, person, policy)),
  );
  return own.find((principal) => mayNotApprove(principal, policy)) ?? null;
}

/** Whether this person is a principal at all, whatever the policy makes of it. */
export function isPrincipal(person: PersonRef, principals: Principals, policy: Policy): boolean {
  return principals.people.some(({ evidence }) => evidence.some((item) => samePerson(item.person, person, policy)));
}

/** Whether the policy keeps this principal from approving. */
export function mayNotApprove(principal: Principal, policy: Policy): boolean {
  if (policy.approvals.exclude === "principals" || principal.as === "prompter") return true;
  return principal.evidence.some((item) => item.role === "opened the request");
}

interface Group {
  readonly items: PersonEvidence[];
  readonly ids: Set<number>;
}

/** Puts each person's items together, in one pass: a commit can name thousands of people. */
function groupByPerson(items: readonly PersonEvidence[], policy: Policy): PersonEvidence[][] {
  const groups = new Map<string, Group>();
  for (const item of items) {
    const { id, login } = item.person;
    const certain = certainKeys(item.person, policy);
    const byLogin = login === null ? [] : [`login ${login.toLowerCase()}`];
    const found = new Set(certain.flatMap((key) => groups.get(key) ?? []));
    for (const key of byLogin) {
      const namesake = groups.get(key);
      // Where both have a number it decides, as in `samePerson`.
      if (namesake && (id === null || namesake.ids.size === 0 || namesake.ids.has(id))) found.add(namesake);
    }
    const [group = { items: [], ids: new Set<number>() }, ...others] = found;
    for (const other of others) {
      group.items.push(...other.items);
      for (const otherId of other.ids) group.ids.add(otherId);
      for (const [key, value] of groups) if (value === other) groups.set(key, group);
    }
    group.items.push(item);
    if (id !== null) group.ids.add(id);
    const free = byLogin.filter((key) => !groups.has(key));
    for (const key of [...certain, ...free]) groups.set(key, group);
    if (certain.length + byLogin.length === 0) groups.set(`nameless ${groups.size}`, group);
  }
  return [...new Set(groups.values())].map((group) => group.items);
}

function certainKeys(person: PersonRef, policy: Policy): string[] {
  return [
    ...knownGroups(person, policy).map((group) => `known ${group}`),
    ...(person.id === null ? [] : [`id ${person.id}`]),
    ...(person.email ? [`email ${person.email.toLowerCase()}`] : []),
  ];
}

function isIdentified({ person }: PersonEvidence): boolean {
  return person.id !== null || person.login !== null;
}

function toPrincipal(evidence: readonly PersonEvidence[]): Principal {
  const account = evidence.find((item) => item.person.isAccount);
  const named = account ?? evidence.find((item) => item.person.login !== null) ?? evidence[0];
  if (!named) throw new Error("expected a principal to have evidence, got none");
  return {
    person: named.person,
    as: evidence.some((item) => item.as === "prompter") ? "prompter" : "contributor",
    evidence,
  };
}

function distinct(strangers: readonly StrangerEvidence[]): StrangerEvidence[] {
  const first = new Map<string, StrangerEvidence>();
  for (const item of strangers) if (!first.has(item.email.toLowerCase())) first.set(item.email.toLowerCase(), item);
  return [...first.values()];
}
