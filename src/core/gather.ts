/** Facts to evidence: every source's items in one list. A new source is a new function here and nothing else. */
import { authorshipOf } from "./authorship/authorship.ts";
import { noteEvidence } from "./authorship/notes.ts";
import { ruleSignals } from "./authorship/rules.ts";
import { commitSignals, requestSignals } from "./authorship/signals.ts";
import { declaredEvidence } from "./commands/declared.ts";
import { type AgentEvidence, distinct, type Evidence } from "./evidence.ts";
import type { PullRequestFacts } from "./facts.ts";
import type { Memory, Push } from "./memory.ts";
import { accountsByAddress, commitPeople } from "./people/commit-people.ts";
import { arrivalsOf, pusherEvidence } from "./people/pushers.ts";
import { requestPeople } from "./people/request-people.ts";
import { movesWorthComparing, withoutMoves, withoutSuggesters } from "./people/unchanged.ts";
import type { PolicyInForce } from "./policy.ts";
import { rememberedEvidence } from "./remembered.ts";

export interface Gathered {
  /** Everything that bears on the verdict. */
  readonly all: readonly Evidence[];
  /** What these facts show by themselves, and so is worth remembering: neither memories nor what only the policy says. */
  readonly found: readonly Evidence[];
  /** Pushes that would make nobody a principal if they changed nothing. */
  readonly moves: readonly Push[];
}

/** What a request's facts, and the memory of earlier ones, say about agents and people. */
export function gatherEvidence(facts: PullRequestFacts, inForce: PolicyInForce, memory: Memory): Gathered {
  const { policy } = inForce;
  const commits = [...facts.commits, ...facts.replaced];
  const pushes = [...memory.pushes, ...memory.elsewhere];
  const remembered = rememberedEvidence(facts, { evidence: memory.evidence, pushes }, policy);
  const notes = facts.notes.flatMap(({ sha, text }) => noteEvidence(text, sha));
  const declared = declaredEvidence(facts, memory, policy);
  const signals = [
    ...requestSignals(facts, policy),
    ...commits.flatMap((commit) => commitSignals(commit, policy)),
    ...notes.filter((item) => item.type === "agent"),
    ...declared.agents,
  ];
  const agents = distinct([
    ...signals,
    ...ruleSignals(facts, inForce),
    ...remembered.filter((item): item is AgentEvidence => item.type === "agent"),
  ]);
  const authorship = authorshipOf(agents, policy);
  const agentOf = new Map(
    authorship.signals.flatMap(({ where, agent }) =>
      where.kind === "commit" || where.kind === "note" ? [[where.sha, agent] as const] : [],
    ),
  );
  const arrivals = arrivalsOf(facts, memory.pushes, memory.knownCommits);
  const heads = facts.timeline.flatMap((item) =>
    item.kind === "head-force-pushed" && item.before ? [item.before] : [],
  );
  const accounts = accountsByAddress([...commits, ...heads]);
  const named = commits.flatMap((commit) => commitPeople(commit, agentOf.get(commit.sha) ?? null, policy, accounts));
  const everybody = [
    ...requestPeople(facts, memory, arrivals, authorship, policy),
    ...[...named, ...notes].filter((item) => item.type === "person"),
    ...pusherEvidence(arrivals, memory.elsewhere, policy),
    ...declared.people,
  ];
  const moved = withoutMoves(everybody, facts, memory, arrivals, policy);
  const people = [
    ...withoutSuggesters(moved, facts, arrivals, policy),
    ...[...named, ...notes].filter((item) => item.type === "stranger"),
  ];
  return {
    all: distinct([...agents, ...people, ...remembered.filter((item) => item.type !== "agent")]),
    // What came from another request goes on from this one.
    found: [...signals, ...people, ...remembered.filter((item) => item.where.kind === "store")],
    moves: movesWorthComparing(moved, facts, memory, arrivals, policy),
  };
}
