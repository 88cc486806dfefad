/** The people of a request itself: who opened it, and whom its agent names as the one who asked for it. */
import { readBody } from "../authorship/trailers.ts";
import type { Authorship } from "../decision.ts";
import type { PersonEvidence, PersonRole, Where } from "../evidence.ts";
import type { Account, PullRequestFacts } from "../facts.ts";
import type { Memory } from "../memory.ts";
import type { Policy } from "../policy.ts";
import { agentOfAccount, humanness, personOf, sameAccount } from "./identity.ts";
import type { Arrivals } from "./pushers.ts";
import { REQUESTER_FORMS } from "./requester-forms.ts";
import { starters } from "./starters.ts";

/** Evidence about the people of the request itself. `authorship` says whether, and which, agents wrote it. */
export function requestPeople(
  facts: PullRequestFacts,
  memory: Memory,
  arrivals: Arrivals,
  authorship: Authorship,
  policy: Policy,
): PersonEvidence[] {
  const found: PersonEvidence[] = [];
  const agent = authorship.agents[0]?.id ?? null;
  const add = (account: Account | null, role: PersonRole, by: string | null, where: Where, vouched: boolean) => {
    const item = account && personEvidence(account, role, by, where, vouched, policy);
    if (item) found.push(item);
  };
  if (!authorship.ai) {
    add(facts.author, "opened the request", null, { kind: "request", part: "author" }, true);
    return found.map((item) => ({ ...item, as: "contributor" }));
  }
  add(facts.author, "opened the request", agent, { kind: "request", part: "author" }, true);
  const opener = facts.author ? agentOfAccount(facts.author, policy) : null;
  found.push(...requesters(facts, agent, opener?.id ?? null, policy));
  if (opener) {
    for (const { account, vouched } of assignees(facts)) {
      add(account, "assigned to the agent's request", opener.id, { kind: "request", part: "assignee" }, vouched);
    }
  }
  for (const starter of starters(facts, memory, arrivals, authorship, policy)) {
    add(starter.account, starter.role, starter.agent, starter.where, starter.vouched);
  }
  return found;
}

/**
 * A machine user is kept like a person, so that the report can say what it did, but never stands for one: only a human
 * tells who is behind a change.
 */
function personEvidence(
  account: Account,
  role: PersonRole,
  agent: string | null,
  where: Where,
  vouched: boolean,
  policy: Policy,
): PersonEvidence | null {
  const kind = humanness(account, policy);
  if (kind !== "human" && kind !== "machine-user") return null;
  const authenticated = vouched && kind === "human";
  return { type: "person", person: personOf(account), as: "prompter", role, agent, where, authenticated };
}

/** Whom the body names. It is the agent's own word if that agent opened the request and nobody else edited the body. */
function requesters(
  facts: PullRequestFacts,
  agent: string | null,
  opener: string | null,
  policy: Policy,
): PersonEvidence[] {
  const unedited = !facts.bodyEdited || (facts.bodyEditor !== null && sameAccount(facts.bodyEditor, facts.author));
  const found = new Map<string, PersonEvidence>();
  for (const { login, form, evidence } of requestersIn(facts.body)) {
    const authenticated = unedited && form === opener && !isKnownMachine(login, policy);
    if (!found.get(login)?.authenticated) found.set(login, { ...evidence, agent, authenticated });
  }
  return [...found.values()];
}

/** Whom a request's text names as who asked an agent for it, by the form of which agent: as far as text can tell. */
export function requestersIn(
  body: string,
): { readonly login: string; readonly form: string; readonly evidence: PersonEvidence }[] {
  return readBody(body).flatMap((line) =>
    REQUESTER_FORMS.flatMap(({ agent, value }) => {
      const login = value.exec(line)?.[1];
      if (login === undefined) return [];
      const person = { id: null, login, email: null, name: null, isAccount: false };
      const where: Where = { kind: "request", part: "body" };
      const evidence: PersonEvidence = {
        type: "person",
        person,
        as: "prompter",
        role: "named as requester",
        agent,
        where,
        authenticated: false,
      };
      return [{ login, form: agent, evidence }];
    }),
  );
}

/** An agent or a machine that another agent names as its requester is no person to answer for the change. */
function isKnownMachine(login: string, policy: Policy): boolean {
  return [login, `${login}[bot]`].some(
    (each) => humanness({ id: null, login: each, kind: "User" }, policy) !== "human",
  );
}

/**
 * Everybody who is or was assigned to an agent's request: people whom the agent works for. Only an assignment that the
 * agent made itself is its own word; anybody with write access can assign a colleague.
 */
function assignees(facts: PullRequestFacts): { readonly account: Account; readonly vouched: boolean }[] {
  const events = facts.timeline.flatMap((event) =>
    event.kind === "assigned" && event.assignee
      ? [{ account: event.assignee, vouched: event.actor !== null && sameAccount(event.actor, facts.author) }]
      : [],
  );
  const others = facts.assignees.filter((account) => !events.some((event) => sameAccount(event.account, account)));
  return [...events, ...others.map((account) => ({ account, vouched: false }))];
}
