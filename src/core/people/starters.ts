/** Who set an agent to work on a request: by a comment, a label or an assignment. */
import type { Authorship } from "../decision.ts";
import type { PersonRole, SignalKind, Where } from "../evidence.ts";
import type { Account, TimelineItem } from "../facts.ts";
import type { Policy } from "../policy.ts";
import { addressedAgents, labelledAgents } from "./commands.ts";
import { agentOfAccount } from "./identity.ts";

export interface Starter {
  readonly account: Account | null;
  readonly role: PersonRole;
  readonly agent: string;
  readonly where: Where;
  /**
   * GitHub vouches that this person did it, and that this agent worked here. Who may write can edit anybody's comment, and
   * so put words in their mouth.
   */
  readonly vouched: boolean;
}

/**
 * Everybody who set one of the request's agents to work. When each commit was pushed isn't known here, so every one of the
 * agent's counts as following. A trailer that anyone can write may exclude whom it makes a starter of, but only an agent
 * whose work GitHub vouches for makes a starter somebody who answers for the change.
 */
export function starters(timeline: readonly TimelineItem[], authorship: Authorship, policy: Policy): Starter[] {
  const signals = authorship.signals.filter((item) => !POLICY_SAYS.has(item.signal));
  const agents = new Set(signals.map((item) => item.agent));
  const certain = new Set(signals.filter((item) => item.authenticated).map((item) => item.agent));
  return timeline
    .flatMap((event) => startedBy(event, agents, policy) ?? [])
    .map((starter) => ({ ...starter, vouched: starter.vouched && certain.has(starter.agent) }));
}

/** Signals by which the policy treats a request as AI-written without anything that points to an agent's work. */
const POLICY_SAYS: ReadonlySet<SignalKind> = new Set(["policy-file", "every-change"]);

function startedBy(event: TimelineItem, agents: ReadonlySet<string>, policy: Policy): Starter | null {
  // An agent that nobody can name may be any of them.
  const atWork = (ids: readonly string[]) => ids.find((id) => agents.has(id) || agents.has("unknown"));
  const where: Where = { kind: "timeline", id: event.id, at: event.at };
  switch (event.kind) {
    case "comment":
    case "review-comment": {
      const agent = atWork(addressedAgents(event.body));
      if (agent === undefined) return null;
      return {
        account: event.author,
        role: "asked the agent in a comment",
        agent,
        where: { kind: "comment", id: event.id, url: event.url, at: event.at },
        vouched: !event.edited,
      };
    }
    case "comment-deleted": {
      // Its text is gone: it may have been the command, and may have been anything else.
      const agent = [...agents].find((id) => id !== "unknown") ?? [...agents][0];
      if (agent === undefined) return null;
      return { account: event.author, role: "asked the agent in a comment", agent, where, vouched: false };
    }
    case "labeled": {
      const agent = atWork(labelledAgents(event.label));
      if (agent === undefined) return null;
      return { account: event.actor, role: "set the agent to work by a label", agent, where, vouched: true };
    }
    case "assigned": {
      const assigned = event.assignee && agentOfAccount(event.assignee, policy);
      const agent = atWork(assigned ? [assigned.id] : []);
      if (agent === undefined) return null;
      return { account: event.actor, role: "set the agent to work by an assignment", agent, where, vouched: true };
    }
    case "unlabeled":
    case "unassigned":
    case "head-force-pushed":
    case "base-force-pushed":
    case "base-changed":
      return null;
  }
}
