/** What must be present: every rule yields requirements, and each is asked whether the approvals meet it. */
import type { Met, Principals, Requirement, Standing } from "./decision.ts";
import type { Policy, RiskRule } from "./policy.ts";

/** Requirements of an AI-authored change, each naming its rule. */
export function requirementsOf(principals: Principals, rules: readonly RiskRule[], policy: Policy): Requirement[] {
  return [
    {
      rule: "approvals.required",
      approvals: policy.approvals.required,
      teams: policy.approvals.teams,
      why: "an AI assistant wrote it",
    },
    ...unattributed(principals, policy),
    ...rules.filter((rule) => rule.approvals > 0).map(riskRequirement),
  ];
}

function unattributed(principals: Principals, { approvals }: Policy): Requirement[] {
  const base = { rule: "approvals.unattributed", approvals: approvals.unattributed, teams: approvals.teams };
  if (principals.unattributed) return [{ ...base, why: "nobody can say who asked the AI assistant for it" }];
  const [stranger] = principals.strangers;
  return stranger ? [{ ...base, why: "a commit names an address that belongs to no known account" }] : [];
}

function riskRequirement(rule: RiskRule): Requirement {
  return {
    rule: `risk:${rule.id}`,
    approvals: rule.approvals,
    teams: rule.teams,
    why: `it touches ${rule.name ?? rule.id}`,
  };
}

/** One approval serves every rule, so the number needed is the largest that any asks for. */
export function meet(requirements: readonly Requirement[], standings: readonly Standing[]): Met[] {
  const present = standings.filter((standing) => standing.kind === "counts").length;
  return requirements.map((requirement) => ({ requirement, present, met: present >= requirement.approvals }));
}
