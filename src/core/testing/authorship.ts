/** What was found about agents, for tests of what follows from it. */
import type { Authorship } from "../decision.ts";
import type { AgentEvidence } from "../evidence.ts";

export const NO_AI: Authorship = { ai: false, signals: [], weaker: [], commits: [], agents: [] };

/** Kiro's trailer in the commit `c1`, unless a test says otherwise. */
export function aSignal(changes: Partial<AgentEvidence> = {}): AgentEvidence {
  return {
    type: "agent",
    agent: "kiro",
    name: "Kiro",
    signal: "trailer",
    value: "",
    confidence: "strong",
    where: { kind: "commit", sha: "c1" },
    authenticated: false,
    ...changes,
  };
}

/** A change that these signals say AI wrote. */
export function authorshipBy(...signals: readonly AgentEvidence[]): Authorship {
  return {
    ...NO_AI,
    ai: true,
    signals,
    commits: ["c1"],
    agents: signals.map(({ agent, name }) => ({ id: agent, name })),
  };
}

/** A change of an agent for whose work GitHub vouches; nobody can vouch for one that has no name. */
export function writtenBy(agent: string): Authorship {
  return authorshipBy(aSignal({ agent, name: agent, authenticated: agent !== "unknown" }));
}
