/** From the evidence about commits that nobody answers for to a verdict, by what people said of them afterwards. */
import { authorshipOf } from "../authorship/authorship.ts";
import type { Standing, Verdict } from "../decision.ts";
import type { Evidence } from "../evidence.ts";
import type { Commit, FileChange, Gap, Review, Team } from "../facts.ts";
import { NO_MEMORY } from "../memory.ts";
import { standingsOf } from "../people/approvals.ts";
import { principalsOf } from "../people/principals.ts";
import type { PolicyInForce } from "../policy.ts";
import { meet, requirementsOf, teamsMissing } from "../requirements.ts";
import { applicableRules, findRisks } from "../risk/rules.ts";
import { decide } from "../verdict.ts";

/** Commits that are somewhere already, and what is said of them. */
export interface Arrived {
  /** Where they are: a branch's name. */
  readonly ref: string;
  /** The newest of what is approved: an approval names it. */
  readonly sha: string;
  readonly commits: readonly Commit[];
  readonly files: readonly FileChange[];
  readonly approvals: readonly Review[];
  readonly teams: readonly Team[];
  readonly gaps: readonly Gap[];
}

/** @param heed what becomes of somebody's approval for a reason of its own */
export function conclude(
  evidence: readonly Evidence[],
  arrived: Arrived,
  inForce: PolicyInForce,
  heed: (standing: Standing) => Standing = (standing) => standing,
): Verdict {
  const { policy } = inForce;
  const authorship = authorshipOf(evidence, policy);
  const principals = principalsOf(evidence, policy);
  const asRequest = {
    reviews: arrived.approvals,
    timeline: [],
    head: { ref: arrived.ref, sha: arrived.sha, repository: null, repositoryId: null },
    commits: arrived.commits,
  };
  const standings = standingsOf(asRequest, NO_MEMORY, principals, policy).map(heed);
  const risks = authorship.ai ? findRisks(arrived.files, policy) : [];
  const required = authorship.ai
    ? requirementsOf(authorship, principals, applicableRules(arrived, risks, policy), arrived.teams, policy)
    : [];
  return decide(
    {
      authorship,
      principals,
      standings,
      requirements: meet(required, standings, arrived.teams),
      risks,
      commands: [],
    },
    arrived.gaps,
    teamsMissing(required, arrived.teams, policy),
    { ...inForce, proposed: null },
  );
}
