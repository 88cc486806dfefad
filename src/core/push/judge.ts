/** Judges a push to a protected branch. Pure: the same facts, policy and memory always give the same judgement. */
import { authorshipOf } from "../authorship/authorship.ts";
import type { Verdict } from "../decision.ts";
import { NO_MEMORY } from "../memory.ts";
import { standingsOf } from "../people/approvals.ts";
import { principalsOf } from "../people/principals.ts";
import type { PolicyInForce } from "../policy.ts";
import { meet, requirementsOf, teamsMissing } from "../requirements.ts";
import { applicableRules, findRisks } from "../risk/rules.ts";
import { decide } from "../verdict.ts";
import { type Accounting, accountFor } from "./account.ts";
import type { PushFacts, PushMemory } from "./facts.ts";
import { gatherPushEvidence } from "./gather.ts";

export interface PushJudgement {
  readonly accounting: Accounting;
  /** Of what nobody answers for: `not-ai` where that is nothing. */
  readonly verdict: Verdict;
}

/** What arrived without a request that passed is judged as a request of just those commits would be. */
export function judgePush(facts: PushFacts, inForce: PolicyInForce, memory: PushMemory): PushJudgement {
  const { policy } = inForce;
  const accounting = accountFor(facts);
  const evidence = gatherPushEvidence(facts, accounting, memory, policy);
  const authorship = authorshipOf(evidence, policy);
  const principals = principalsOf(evidence, policy);
  const asRequest = {
    reviews: facts.approvals,
    timeline: [],
    head: { ref: facts.branch, sha: facts.after, repository: null, repositoryId: null },
    commits: accounting.left,
  };
  const standings = standingsOf(asRequest, NO_MEMORY, principals, policy);
  const risks = authorship.ai ? findRisks(facts.files, policy) : [];
  const required = authorship.ai
    ? requirementsOf(authorship, principals, applicableRules(facts, risks, policy), facts.teams, policy)
    : [];
  const verdict = decide(
    {
      authorship,
      principals,
      standings,
      requirements: meet(required, standings, facts.teams),
      risks,
      commands: [],
    },
    facts.gaps,
    teamsMissing(required, facts.teams, policy),
    { ...inForce, proposed: null },
  );
  return { accounting, verdict };
}
