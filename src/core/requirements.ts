/** What must be present: every rule yields requirements, and each is asked whether the approvals meet it. */
import type { Authorship, Met, Principals, Reason, Requirement, Standing } from "./decision.ts";
import type { Policy, RiskRule } from "./policy.ts";

/** Requirements of an AI-authored change, each naming its rule. */
export function requirementsOf(
  authorship: Authorship,
  principals: Principals,
  rules: readonly RiskRule[],
  policy: Policy,
): Requirement[] {
  const { teams, furtherTeams, required } = policy.approvals;
  const why = whyAi(authorship);
  // Organisation and repository may each name teams: every one of the lists must be met.
  const demands = [teams, ...furtherTeams];
  return [
    ...demands.map((each) => ({ rule: "approvals.required", approvals: required, teams: each, why })),
    ...demands.flatMap((each) => unattributed(principals, policy.approvals.unattributed, each)),
    ...rules.filter((rule) => rule.approvals > 0).map(riskRequirement),
  ];
}

/** Why the change is judged as written by AI: what points to an agent, before what only the policy says. */
function whyAi({ signals, agents }: Authorship): Reason {
  const named = agents.filter((agent) => agent.id !== "unknown").map((agent) => agent.name);
  if (named.length > 0) return { kind: "ai", agents: named };
  for (const { signal, confidence } of signals) {
    if (signal === "policy-file" || signal === "every-change" || signal === "missing-head") return { kind: signal };
    // A declaration that is there is text, and so never definitive; that there is none is certain.
    if (signal === "declaration" && confidence === "definitive") return { kind: signal };
  }
  return { kind: "ai", agents: [] };
}

function unattributed(principals: Principals, approvals: number, teams: readonly string[]): Requirement[] {
  const base = { rule: "approvals.unattributed", approvals, teams };
  if (principals.unattributed) return [{ ...base, why: { kind: "unattributed" } }];
  return principals.strangers.length > 0 ? [{ ...base, why: { kind: "stranger" } }] : [];
}

function riskRequirement(rule: RiskRule): Requirement {
  return {
    rule: `risk:${rule.id}`,
    approvals: rule.approvals,
    teams: rule.teams,
    why: { kind: "risk", name: rule.name ?? rule.id },
  };
}

/**
 * One approval serves every rule, so the number needed is the largest that any asks for. Who is in a team isn't known here:
 * no approval can be shown to come from one, so a rule that names teams stays unmet.
 */
export function meet(requirements: readonly Requirement[], standings: readonly Standing[]): Met[] {
  const counting = standings.filter((standing) => standing.kind === "counts").length;
  return requirements.map((requirement) => {
    const present = requirement.teams.length === 0 ? counting : 0;
    return { requirement, present, met: present >= requirement.approvals };
  });
}
