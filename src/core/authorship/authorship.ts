/** Which commits of a change an agent wrote: a question to the evidence. */
import type { Authorship } from "../decision.ts";
import type { AgentEvidence, Evidence } from "../evidence.ts";
import type { Confidence, Policy } from "../policy.ts";

const RANK: Readonly<Record<Confidence, number>> = { weak: 0, strong: 1, definitive: 2 };

/** An agent's signals that the policy lets count, and those that it doesn't. */
export function authorshipOf(evidence: readonly Evidence[], policy: Policy): Authorship {
  const items = evidence.filter((item): item is AgentEvidence => item.type === "agent" && !isIgnored(item, policy));
  const least = RANK[policy.detection.minimumConfidence];
  const signals = items.filter((item) => RANK[item.confidence] >= least);
  const shas = signals.flatMap((item) => (item.where.kind === "commit" ? [item.where.sha] : []));
  return {
    ai: signals.length > 0,
    signals,
    weaker: items.filter((item) => RANK[item.confidence] < least),
    commits: [...new Set(shas)],
    agents: agentsOf(signals),
  };
}

/** Only a named agent can be ignored: what a rule says, or what nobody can name, stays. */
function isIgnored(item: AgentEvidence, policy: Policy): boolean {
  return item.agent !== "unknown" && policy.detection.ignoreAgents.includes(item.agent);
}

/** Distinct agents: the surest first, `unknown` last, else in the order of the evidence. */
function agentsOf(signals: readonly AgentEvidence[]): { id: string; name: string }[] {
  const best = new Map<string, AgentEvidence>();
  for (const signal of signals) {
    const known = best.get(signal.agent);
    if (!known || RANK[signal.confidence] > RANK[known.confidence]) best.set(signal.agent, signal);
  }
  const weight = (signal: AgentEvidence) => (signal.agent === "unknown" ? -1 : RANK[signal.confidence]);
  return [...best.values()].sort((a, b) => weight(b) - weight(a)).map(({ agent, name }) => ({ id: agent, name }));
}
