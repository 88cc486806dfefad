/** Facts to evidence: every source's items in one list. A new source is a new function here and nothing else. */
import { authorshipOf } from "./authorship/authorship.ts";
import { ruleSignals } from "./authorship/rules.ts";
import { commitSignals, requestSignals } from "./authorship/signals.ts";
import type { Evidence } from "./evidence.ts";
import type { Commit, PullRequestFacts } from "./facts.ts";
import { commitPeople } from "./people/commit-people.ts";
import { requestPeople } from "./people/request-people.ts";
import type { PolicyInForce } from "./policy.ts";

/** What a request's facts say about agents and people. */
export function gatherEvidence(facts: PullRequestFacts, inForce: PolicyInForce): Evidence[] {
  const { policy } = inForce;
  const commits = [...facts.commits, ...replacedHeads(facts)];
  const agents = [
    ...requestSignals(facts, policy),
    ...ruleSignals(facts, inForce),
    ...commits.flatMap((commit) => commitSignals(commit, policy)),
  ];
  const authorship = authorshipOf(agents, policy);
  const agentOf = new Map(
    authorship.signals.flatMap(({ where, agent }) =>
      where.kind === "commit" || where.kind === "note" ? [[where.sha, agent] as const] : [],
    ),
  );
  return [
    ...agents,
    ...requestPeople(facts, authorship, policy),
    ...commits.flatMap((commit) => commitPeople(commit, agentOf.get(commit.sha) ?? null, policy)),
  ];
}

/**
 * Heads that a force push replaced: what was once on the request stays on it. A parent of the request's commits that isn't
 * one of them itself is the base's, and no part of the change.
 */
function replacedHeads(facts: PullRequestFacts): Commit[] {
  const known = new Set([facts.base.sha, ...facts.commits.flatMap((commit) => [commit.sha, ...commit.parents])]);
  const replaced = new Map<string, Commit>();
  for (const item of facts.timeline) {
    if (item.kind !== "head-force-pushed" || !item.before || known.has(item.before.sha)) continue;
    replaced.set(item.before.sha, item.before);
  }
  return [...replaced.values()];
}
