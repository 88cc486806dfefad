/** Who set an agent to work: by a comment, a label or an assignment, on the request or on its issue. */
import type { Authorship } from "../decision.ts";
import type { PersonRole, SignalKind, Where } from "../evidence.ts";
import type { Account, LinkedIssue, PullRequestFacts, TimelineItem } from "../facts.ts";
import type { Command, HarmlessDeletion, Memory } from "../memory.ts";
import type { Policy } from "../policy.ts";
import { addressedAgents, labelledAgents } from "./commands.ts";
import { following } from "./following.ts";
import { agentOfAccount, sameAccount } from "./identity.ts";
import type { Arrivals } from "./pushers.ts";

export interface Starter {
  readonly account: Account | null;
  readonly role: PersonRole;
  readonly agent: string;
  readonly where: Where;
  /**
   * GitHub vouches that this person did it, and that this agent worked here. Who may write can edit anybody's comment, and
   * so put words in their mouth. On an issue, it tells only of the agent's first request after it.
   */
  readonly vouched: boolean;
}

/** What a place's event would say if an agent followed it. */
interface Ask {
  readonly account: Account | null;
  readonly role: PersonRole;
  /** Catalogue ids; null means whichever agent there is. */
  readonly agents: readonly string[] | null;
  /** When it set the agent to work, at the earliest. */
  readonly since: string;
  readonly where: Where;
  readonly vouched: boolean;
}

/** Signals by which the policy treats a request as AI-written without anything that points to an agent's work. */
const POLICY_SAYS: ReadonlySet<SignalKind> = new Set(["policy-file", "every-change"]);

/**
 * Everybody who set one of the request's agents to work, where a commit or request of that agent followed. A trailer that
 * anyone can write may exclude whom it makes a starter of, but only an agent whose work GitHub vouches for makes a starter
 * somebody who answers for the change.
 */
export function starters(
  facts: PullRequestFacts,
  memory: Memory,
  arrivals: Arrivals,
  authorship: Authorship,
  policy: Policy,
): Starter[] {
  const own = { ...authorship, signals: authorship.signals.filter((item) => !POLICY_SAYS.has(item.signal)) };
  const agents = [...new Set(own.signals.map((item) => item.agent))];
  const certain = new Set(own.signals.filter((item) => item.authenticated).map((item) => item.agent));
  const followed = following(facts, arrivals, own);

  const startersOf = (asks: readonly Ask[], issue: LinkedIssue | null) =>
    asks.flatMap(({ account, role, since, where, vouched, ...ask }): Starter[] => {
      // An agent that nobody can name may be any of them.
      const able = (ask.agents ?? agents).filter((id) => agents.includes(id) || agents.includes("unknown"));
      const agent = able.find((id) => followed(id, since));
      if (agent === undefined) return [];
      const first = issue === null || (!isAnswered(where) && isFirstRequestAfter(issue, facts, agent, since, policy));
      return [{ account, role, agent, where, vouched: vouched && first && certain.has(agent) }];
    });

  const { commands, harmlessDeletions } = memory;
  /** An earlier request came of it, even if that one's link to the issue is gone by now. */
  const isAnswered = (where: Where) =>
    (where.kind === "timeline" && memory.answered.has(where.id)) ||
    (where.kind === "comment" && memory.answered.has(where.url));
  const sources = [
    { number: facts.number, timeline: facts.timeline, since: facts.createdAt, issue: null },
    ...facts.issues.map((issue) => ({
      number: isOwn(issue, facts) ? issue.number : null,
      timeline: issue.timeline,
      since: new Date(0).toISOString(),
      issue,
    })),
  ];
  return sources.flatMap(({ number, timeline, since, issue }) => {
    const kept = commands.filter((command) => command.number === number && !isShown(command, timeline));
    const deletions = harmlessDeletions.filter((deletion) => deletion.number === number);
    const asks = [
      ...withoutHarmless(timeline, deletions).flatMap((event) => asksOf(event, since, policy)),
      ...kept.map(askOfCommand),
    ];
    return startersOf(asks, issue);
  });
}

/** @param since before this, nothing can have been said here */
function asksOf(event: TimelineItem, since: string, policy: Policy): Ask[] {
  const where: Where = { kind: "timeline", id: event.id, at: event.at };
  switch (event.kind) {
    case "comment":
    case "review-comment": {
      const place: Where = { kind: "comment", id: event.id, url: event.url, at: event.at };
      const ask = { role: "asked the agent in a comment", agents: addressedAgents(event.body), where: place } as const;
      const { lastEdit } = event;
      if (lastEdit === null) return [{ ...ask, account: event.author, since: event.at, vouched: true }];
      return [
        { ...ask, account: event.author, since: event.at, vouched: false },
        { ...ask, account: lastEdit.by, since: lastEdit.at, vouched: false },
      ];
    }
    case "comment-deleted":
      // Its text is gone: it may have been the command, and may have been anything else.
      return [
        { account: event.author, role: "asked the agent in a comment", agents: null, since, where, vouched: false },
      ];
    case "labeled": {
      const agents = labelledAgents(event.label);
      return [
        {
          account: event.actor,
          role: "set the agent to work by a label",
          agents,
          since: event.at,
          where,
          vouched: true,
        },
      ];
    }
    case "assigned": {
      const assigned = event.assignee && agentOfAccount(event.assignee, policy);
      return [
        {
          account: event.actor,
          role: "set the agent to work by an assignment",
          agents: assigned ? [assigned.id] : [],
          since: event.at,
          where,
          vouched: true,
        },
      ];
    }
    case "unlabeled":
    case "unassigned":
    case "head-force-pushed":
    case "base-force-pushed":
    case "base-changed":
      return [];
  }
}

/** A command as it came by a delivery: what became of the comment since then changes nothing. */
function askOfCommand({ id, author, agents, at, url, asWritten }: Command): Ask {
  const where: Where = { kind: "comment", id, url, at };
  return { account: author, role: "asked the agent in a comment", agents, since: at, where, vouched: asWritten };
}

function isShown(command: Command, timeline: readonly TimelineItem[]): boolean {
  return timeline.some(
    (event) =>
      (event.kind === "comment" || event.kind === "review-comment") &&
      event.url === command.url &&
      event.lastEdit === null,
  );
}

/** Leaves out deletions of comments whose text was seen to address nobody, as many as were seen of each author. */
function withoutHarmless(
  timeline: readonly TimelineItem[],
  deletions: readonly HarmlessDeletion[],
): readonly TimelineItem[] {
  const left = [...deletions];
  return timeline.filter((event) => {
    if (event.kind !== "comment-deleted" || event.author === null) return true;
    const author = event.author;
    const index = left.findIndex((deletion) => deletion.author !== null && sameAccount(deletion.author, author));
    if (index < 0) return true;
    left.splice(index, 1);
    return false;
  });
}

function isOwn(issue: LinkedIssue, { repository }: PullRequestFacts): boolean {
  return issue.repository.toLowerCase() === `${repository.owner}/${repository.name}`.toLowerCase();
}

function isFirstRequestAfter(
  issue: LinkedIssue,
  facts: PullRequestFacts,
  agent: string,
  since: string,
  policy: Policy,
): boolean {
  // An earlier one may be among those that aren't shown.
  if (issue.requests === null) return false;
  const { number, createdAt, author } = facts;
  const others = issue.requests.filter((request) => request.number !== number);
  const [first] = [...others, { number, createdAt, author }]
    .filter((request) => request.author !== null && agentOfAccount(request.author, policy)?.id === agent)
    .filter((request) => Date.parse(request.createdAt) >= Date.parse(since))
    .sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt));
  return first?.number === number;
}
