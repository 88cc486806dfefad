/** Who may not countersign: a question to the evidence. */
import type { Principal, Principals } from "../decision.ts";
import type { Evidence, PersonEvidence, StrangerEvidence } from "../evidence.ts";
import type { Policy } from "../policy.ts";
import { samePerson } from "./identity.ts";

/** People with everything that makes them principals; a person who is both prompter and contributor is a prompter. */
export function principalsOf(evidence: readonly Evidence[], policy: Policy): Principals {
  const people: { person: PersonEvidence["person"]; evidence: PersonEvidence[] }[] = [];
  for (const item of evidence) {
    if (item.type !== "person") continue;
    const known = people.find((other) => other.evidence.some((their) => samePerson(their.person, item.person, policy)));
    if (known) known.evidence.push(item);
    else people.push({ person: item.person, evidence: [item] });
  }
  return {
    people: people.map(toPrincipal),
    unattributed: !evidence.some((item) => item.type === "person" && item.authenticated && isIdentified(item)),
    strangers: distinct(evidence.filter((item): item is StrangerEvidence => item.type === "stranger")),
  };
}

function isIdentified(item: PersonEvidence): boolean {
  return item.person.id !== null || item.person.login !== null;
}

function toPrincipal({ evidence }: { evidence: readonly PersonEvidence[] }): Principal {
  const best = evidence.find((item) => item.person.login !== null && item.person.id !== null);
  const named = best ?? evidence.find((item) => item.person.login !== null) ?? evidence[0];
  if (!named) throw new Error("expected a principal to have evidence, got none");
  return {
    person: named.person,
    as: evidence.some((item) => item.as === "prompter") ? "prompter" : "contributor",
    evidence,
  };
}

function distinct(strangers: readonly StrangerEvidence[]): StrangerEvidence[] {
  return [...new Map(strangers.map((item) => [item.email.toLowerCase(), item])).values()];
}
