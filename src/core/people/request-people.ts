/** The people of a request: who opened it, whom its agent names, and who set the agent to work on it. */
import { readBody } from "../authorship/trailers.ts";
import type { Authorship } from "../decision.ts";
import type { PersonEvidence, PersonRole, Where } from "../evidence.ts";
import type { Account, PullRequestFacts, TimelineItem } from "../facts.ts";
import type { Policy } from "../policy.ts";
import { addressedAgents, labelledAgents } from "./commands.ts";
import { agentOfAccount, humanness, personOf, sameLogin } from "./identity.ts";

type As = PersonEvidence["as"];

function item(
  account: Account,
  as: As,
  role: PersonRole,
  agent: string | null,
  where: Where,
  authenticated = true,
): PersonEvidence {
  return { type: "person", person: personOf(account), as, role, agent, where, authenticated };
}

function isPerson(account: Account | null, policy: Policy): account is Account {
  return account !== null && (humanness(account, policy) === "human" || humanness(account, policy) === "machine-user");
}

/** Evidence about the people of the request itself. `authorship` says whether, and which, agents wrote it. */
export function requestPeople(facts: PullRequestFacts, authorship: Authorship, policy: Policy): PersonEvidence[] {
  const found: PersonEvidence[] = [];
  const agent = authorship.agents[0]?.id ?? null;
  if (isPerson(facts.author, policy)) {
    const as = authorship.ai ? "prompter" : "contributor";
    found.push(item(facts.author, as, "opened the request", agent, { kind: "request", part: "author" }));
  }
  if (!authorship.ai) return found;
  const opener = facts.author ? agentOfAccount(facts.author, policy) : null;
  found.push(...requesters(facts, agent, opener !== null));
  if (opener) found.push(...assignees(facts, opener.id, policy));
  const agents = new Set(authorship.agents.map((each) => each.id));
  for (const event of facts.timeline) {
    const starter = startedBy(event, agents, policy);
    if (starter && isPerson(starter.account, policy)) {
      found.push(item(starter.account, "prompter", starter.role, starter.agent, starter.where));
    }
  }
  return found;
}

/** How agents name who asked them, each as a line of the body; seen at Kiro, Devin and Jules. */
const REQUESTER_LINES = [
  /^This pull request was created by @[\w-]+ on behalf of @([\w-]{1,39})/i,
  /^\**Requested by:?\**:?\s*@([\w-]{1,39})/i,
  /\bstarted by @([\w-]{1,39})/i,
];

/** Who the body says asked for it. The agent's own word if the agent opened the request and nobody else edited the body. */
function requesters(facts: PullRequestFacts, agent: string | null, byAgent: boolean): PersonEvidence[] {
  const unedited = !facts.bodyEdited || (facts.bodyEditor !== null && sameAccount(facts.bodyEditor, facts.author));
  const logins = readBody(facts.body).flatMap((line) => REQUESTER_LINES.map((form) => form.exec(line)?.[1]));
  return [...new Set(logins.filter((login) => login !== undefined))].map((login) => ({
    type: "person",
    person: { id: null, login, email: null, name: null },
    as: "prompter",
    role: "named as requester",
    agent,
    where: { kind: "request", part: "body" },
    authenticated: byAgent && unedited,
  }));
}

function sameAccount(a: Account, b: Account | null): boolean {
  return b !== null && (a.id !== null && b.id !== null ? a.id === b.id : sameLogin(a.login, b.login));
}

/**
 * The assignees of an agent's request: people whom the agent works for. Only an assignment that the agent made itself is
 * its own word; anybody with write access can assign a colleague.
 */
function assignees(facts: PullRequestFacts, agent: string, policy: Policy): PersonEvidence[] {
  const ownWord = facts.timeline.flatMap((event) =>
    event.kind === "assigned" && event.actor && event.assignee && sameAccount(event.actor, facts.author)
      ? [event.assignee]
      : [],
  );
  return facts.assignees
    .filter((assignee) => isPerson(assignee, policy))
    .map((assignee) =>
      item(
        assignee,
        "prompter",
        "assigned to the agent's request",
        agent,
        { kind: "request", part: "assignee" },
        ownWord.some((account) => sameAccount(account, assignee)),
      ),
    );
}

interface Starter {
  readonly account: Account | null;
  readonly role: PersonRole;
  readonly agent: string;
  readonly where: Where;
}

/**
 * Who set one of this request's agents to work by this event. When each commit was pushed isn't known here, so every one of
 * the agent's counts as following. A deleted comment's text is gone: its author may have given the command.
 */
function startedBy(event: TimelineItem, agents: ReadonlySet<string>, policy: Policy): Starter | null {
  const known = (ids: readonly string[]) => ids.find((id) => agents.has(id));
  switch (event.kind) {
    case "comment":
    case "review-comment": {
      const agent = known(addressedAgents(event.body));
      const where: Where = { kind: "comment", id: event.id, url: event.url, at: event.at };
      return agent ? { account: event.author, role: "asked the agent in a comment", agent, where } : null;
    }
    case "comment-deleted": {
      const agent = [...agents].find((id) => id !== "unknown");
      const where: Where = { kind: "timeline", id: event.id, at: event.at };
      return agent ? { account: event.author, role: "asked the agent in a comment", agent, where } : null;
    }
    case "labeled": {
      const agent = known(labelledAgents(event.label));
      const where: Where = { kind: "timeline", id: event.id, at: event.at };
      return agent ? { account: event.actor, role: "set the agent to work by a label", agent, where } : null;
    }
    case "assigned": {
      const agent = known([event.assignee ? (agentOfAccount(event.assignee, policy)?.id ?? "") : ""]);
      const where: Where = { kind: "timeline", id: event.id, at: event.at };
      return agent ? { account: event.actor, role: "set the agent to work by an assignment", agent, where } : null;
    }
    case "unlabeled":
    case "unassigned":
    case "head-force-pushed":
    case "base-force-pushed":
    case "base-changed":
      return null;
  }
}
