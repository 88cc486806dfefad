/** What a push's facts, and the memory of requests, say about agents and people. */

import { authorshipOf } from "../authorship/authorship.ts";
import { noteEvidence } from "../authorship/notes.ts";
import { rule } from "../authorship/rules.ts";
import { commitSignals } from "../authorship/signals.ts";
import { type AgentEvidence, distinct, type Evidence, type PersonEvidence } from "../evidence.ts";
import type { Account, Commit } from "../facts.ts";
import { readNoreply } from "../people/address.ts";
import { isExemptAutomation } from "../people/automation.ts";
import { commitPeople } from "../people/commit-people.ts";
import { humanness, personOf } from "../people/identity.ts";
import type { Policy } from "../policy.ts";
import { POLICY_PATH } from "../policy-path.ts";
import { rememberedEvidence } from "../remembered.ts";
import type { Accounting } from "./account.ts";
import type { PushFacts, PushMemory } from "./facts.ts";

/** The evidence about the commits that nobody answers for; nothing if there are none. */
export function gatherPushEvidence(
  facts: PushFacts,
  { left, bypassed }: Accounting,
  memory: PushMemory,
  policy: Policy,
): Evidence[] {
  if (left.length === 0) return [];
  const shas = new Set(left.map(({ sha }) => sha));
  const notes = facts.notes.filter(({ sha }) => shas.has(sha)).flatMap(({ sha, text }) => noteEvidence(text, sha));
  const ofRequests = new Set(bypassed.map(({ number }) => number));
  const remembered = [
    // A merged request's own evidence is as good as it was on the request.
    ...memory.evidence.filter((each) => ofRequests.has(each.number)).map(({ item }) => item),
    // A push has no number of its own, so whatever else is remembered comes from elsewhere and vouches for nothing.
    ...rememberedEvidence(
      { number: 0, commits: left, replaced: [], timeline: [], issues: [] },
      { pushes: [], evidence: memory.evidence.filter((each) => !ofRequests.has(each.number)) },
      policy,
    ),
  ];
  const agents = distinct([
    ...left.flatMap((commit) => commitSignals(commit, policy)),
    ...notes.filter((item) => item.type === "agent"),
    ...pushRules(facts, { left, bypassed }, policy),
    ...remembered.filter((item): item is AgentEvidence => item.type === "agent"),
  ]);
  const agentOf = new Map(
    authorshipOf(agents, policy).signals.flatMap(({ where, agent }) =>
      where.kind === "commit" || where.kind === "note" ? [[where.sha, agent] as const] : [],
    ),
  );
  return distinct([
    ...agents,
    ...left.flatMap((commit) => commitPeople(commit, agentOf.get(commit.sha) ?? null, policy)),
    ...notes.filter((item) => item.type !== "agent"),
    ...brought(facts, bypassed, policy),
    ...remembered.filter((item) => item.type !== "agent"),
  ]);
}

/** Where the policy, or that a request hadn't passed, makes commits count as AI's. */
function pushRules(
  facts: PushFacts,
  { left, bypassed }: Pick<Accounting, "left" | "bypassed">,
  { detection }: Policy,
): AgentEvidence[] {
  const here = { kind: "commit", sha: facts.after } as const;
  const held = bypassed.filter(({ verdict }) => verdict === "held");
  return [
    ...held.map(({ number }) => rule("bypass", `#${number} was merged before ai-review passed`, here)),
    ...(facts.touchesPolicy ? [rule("policy-file", POLICY_PATH, here)] : []),
    ...(detection.treatEveryChangeAsAi && !isAutomations(facts.pusher, left, detection.automation)
      ? [rule("every-change", "detection.treat_every_change_as_ai", { kind: "policy" })]
      : []),
  ];
}

/** Whether automation pushed, and GitHub vouches that it wrote every commit. */
function isAutomations(pusher: Account | null, commits: readonly Commit[], more: readonly string[]): boolean {
  if (pusher?.kind !== "Bot" || !isExemptAutomation(pusher.login, more)) return false;
  return commits.every(({ signedByGitHub, author }) => signedByGitHub && readNoreply(author.email)?.id === pusher.id);
}

/** Who pushed, or pressed the button: GitHub authenticated them. */
function brought(facts: PushFacts, bypassed: Accounting["bypassed"], policy: Policy): PersonEvidence[] {
  const merged = bypassed.filter(({ mergeCommit, mergedBy }) => mergeCommit === facts.after && mergedBy !== null);
  const item = (account: Account, role: PersonEvidence["role"]): PersonEvidence[] => {
    const kind = humanness(account, policy);
    if (kind !== "human" && kind !== "machine-user") return [];
    const where = { kind: "commit", sha: facts.after } as const;
    const person = personOf(account);
    return [{ type: "person", person, as: "contributor", role, agent: null, where, authenticated: true }];
  };
  return [
    ...merged.flatMap(({ mergedBy }) => (mergedBy ? item(mergedBy, "merged") : [])),
    ...(facts.pusher && merged.length === 0 ? item(facts.pusher, "pushed") : []),
  ];
}
