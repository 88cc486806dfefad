/** Facts and policy to verdict and report: the whole of the pure part, in one call. */
import { askedFor, type Courtesies, courtesiesFor } from "./around/courtesies.ts";
import { authorshipOf } from "./authorship/authorship.ts";
import { withCommands } from "./commands/effect.ts";
import { commandStandings } from "./commands/standings.ts";
import type { Met, Report, Verdict } from "./decision.ts";
import type { Evidence } from "./evidence.ts";
import type { PullRequestFacts } from "./facts.ts";
import { gapsOf } from "./gaps.ts";
import { gatherEvidence } from "./gather.ts";
import { type Memory, NO_MEMORY, type Push } from "./memory.ts";
import { standingsOf } from "./people/approvals.ts";
import { principalsOf } from "./people/principals.ts";
import type { PolicyInForce } from "./policy.ts";
import { reportOf } from "./report/report.ts";
import { meet, meetBy, requirementsOf, teamsMissing } from "./requirements.ts";
import { applicableRules, findRisks } from "./risk/rules.ts";
import { decide } from "./verdict.ts";

export interface Judgement {
  readonly verdict: Verdict;
  readonly report: Report;
  /** What these facts show, worth remembering. */
  readonly found: readonly Evidence[];
  /** Pushes that would make nobody a principal if they changed nothing. */
  readonly moves: readonly Push[];
  /** What is still to be done around the request. */
  readonly courtesies: Courtesies;
}

/** Judges a pull request. The same facts, policy and memory always give the same judgement. */
export function judge(facts: PullRequestFacts, inForce: PolicyInForce, memory: Memory = NO_MEMORY): Judgement {
  const { policy } = inForce;
  const { all, found, moves } = gatherEvidence(facts, inForce, memory);
  const authorship = authorshipOf(all, policy);
  const principals = principalsOf(all, policy);
  const standings = standingsOf(facts, memory, principals, policy);
  const risks = authorship.ai ? findRisks(facts.files, policy) : [];
  const required = authorship.ai
    ? requirementsOf(authorship, principals, applicableRules(facts, risks, policy), facts.teams, policy)
    : [];
  const commands = commandStandings(facts, memory, { authorship, principals }, policy);
  const judgedBy = (requirements: readonly Met[]) =>
    decide(
      { authorship, principals, standings, requirements, risks, commands },
      gapsOf(facts),
      teamsMissing(required, facts.teams, policy),
      inForce,
    );
  const verdict = withCommands(
    judgedBy(meet(required, standings, facts.teams)),
    policy,
    (people) => meetBy(required, people, facts.teams),
    judgedBy,
  );
  const courtesies = courtesiesFor(verdict, facts, inForce, memory.done);
  const asked = askedFor(verdict, facts, inForce, courtesies);
  return { verdict, report: reportOf(verdict, facts, inForce, asked), found, moves, courtesies };
}
