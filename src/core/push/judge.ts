/** Judges a push to a protected branch. Pure: the same facts, policy and memory always give the same judgement. */
import type { Verdict } from "../decision.ts";
import type { PolicyInForce } from "../policy.ts";
import { type Accounting, accountFor } from "./account.ts";
import { conclude } from "./conclude.ts";
import type { PushFacts, PushMemory } from "./facts.ts";
import { gatherPushEvidence } from "./gather.ts";

export interface PushJudgement {
  readonly accounting: Accounting;
  /** Of what nobody answers for: `not-ai` where that is nothing. */
  readonly verdict: Verdict;
}

/** What arrived without a request that passed is judged as a request of just those commits would be. */
export function judgePush(facts: PushFacts, inForce: PolicyInForce, memory: PushMemory): PushJudgement {
  const accounting = accountFor(facts);
  const evidence = gatherPushEvidence(facts, accounting, memory, inForce.policy);
  const { branch: ref, after: sha } = facts;
  return { accounting, verdict: conclude(evidence, { ...facts, ref, sha, commits: accounting.left }, inForce) };
}
