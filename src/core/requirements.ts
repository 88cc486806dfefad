/** What must be present: every rule yields requirements, and each is asked whether the approvals meet it. */
import type { Authorship, Met, Principal, Principals, Reason, Requirement, Standing } from "./decision.ts";
import type { Account, Team } from "./facts.ts";
import type { Policy, RiskRule } from "./policy.ts";

/** Requirements of an AI-authored change, each naming its rule. */
export function requirementsOf(
  authorship: Authorship,
  principals: Principals,
  rules: readonly RiskRule[],
  teams: readonly Team[],
  policy: Policy,
): Requirement[] {
  const { required, unattributed: two } = policy.approvals;
  const why = whyAi(authorship);
  // Organisation and repository may each name teams: every one of the lists must be met.
  const demands = [policy.approvals.teams, ...policy.approvals.furtherTeams];
  return [
    ...demands.map((each) => ({ rule: "approvals.required", approvals: required, teams: each, why })),
    ...demands.flatMap((each) => unattributed(principals, two, each)),
    ...demands.flatMap((each) => untrained(principals, teams, policy, each)),
    ...rules.filter((rule) => rule.approvals > 0).map(riskRequirement),
  ];
}

/** Why the change is judged as written by AI: what points to an agent, before what only the policy says. */
function whyAi({ signals, agents }: Authorship): Reason {
  const named = agents.filter((agent) => agent.id !== "unknown").map((agent) => agent.name);
  if (named.length > 0) return { kind: "ai", agents: named };
  for (const { signal, confidence } of signals) {
    if (signal === "policy-file" || signal === "every-change" || signal === "missing-head" || signal === "bypass")
      return { kind: signal };
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

/**
 * A prompter outside one of the training teams, or none for whom GitHub vouches: anyone can write the name of somebody who
 * has the training.
 */
function untrained(
  { people }: Principals,
  teams: readonly Team[],
  { prompters }: Policy,
  demand: readonly string[],
): Requirement[] {
  if (prompters.trainedTeams.length === 0) return [];
  const asked = people.filter((principal) => principal.as === "prompter");
  const trained = (principal: Principal) =>
    prompters.trainedTeams.every((team) =>
      principal.evidence.some(({ person }) => person.id !== null && isMember(person.id, [team], teams)),
    );
  const outside = asked.filter((principal) => !trained(principal));
  const vouched = asked.some(({ evidence }) => evidence.some((item) => item.as === "prompter" && item.authenticated));
  if (vouched && outside.length === 0) return [];
  const why: Reason = { kind: "untrained", people: outside.map((principal) => principal.person) };
  return [{ rule: "prompters.untrained_approvals", approvals: prompters.untrainedApprovals, teams: demand, why }];
}

/** Whether an account is in any of the named teams, as far as they could be read. */
function isMember(id: number, names: readonly string[], teams: readonly Team[]): boolean {
  return teams.some((team) => team.state === "read" && names.includes(team.name) && team.members.has(id));
}

/** Every team that the policy's demands name, once. */
export function teamsAsked({ approvals, prompters, risk }: Policy): string[] {
  const named = [
    approvals.teams,
    ...approvals.furtherTeams,
    prompters.trainedTeams,
    ...risk.rules.map((rule) => rule.teams),
  ];
  return [...new Set(named.flat())];
}

/**
 * Teams that a demand depends on and that don't exist or can't be read: nobody can be shown to be in them, nor not to be.
 */
export function teamsMissing(requirements: readonly Requirement[], teams: readonly Team[], policy: Policy): Team[] {
  const needed = new Set([...requirements.flatMap((each) => each.teams), ...policy.prompters.trainedTeams]);
  const known = teams.filter((team) => needed.has(team.name));
  const unasked = [...needed].filter((name) => !known.some((team) => team.name === name));
  return [
    ...known.filter((team) => team.state !== "read"),
    ...unasked.map((name) => ({ name, state: "unreadable" as const })),
  ];
}

function riskRequirement(rule: RiskRule): Requirement {
  return {
    rule: `risk:${rule.id}`,
    approvals: rule.approvals,
    teams: rule.teams,
    why: { kind: "risk", name: rule.name ?? rule.id },
  };
}

/** One approval serves every rule that its giver is eligible for, so the number needed is the largest that any asks for. */
export function meet(
  requirements: readonly Requirement[],
  standings: readonly Standing[],
  teams: readonly Team[],
): Met[] {
  const counting = standings.filter((standing) => standing.kind === "counts").map((standing) => standing.reviewer);
  return meetBy(requirements, counting, teams);
}

/** The same, by people whose word serves as an approval does. */
export function meetBy(
  requirements: readonly Requirement[],
  people: readonly Account[],
  teams: readonly Team[],
): Met[] {
  return requirements.map((requirement) => {
    const by = people.filter(
      ({ id }) => requirement.teams.length === 0 || (id !== null && isMember(id, requirement.teams, teams)),
    );
    return { requirement, by, present: by.length, met: by.length >= requirement.approvals };
  });
}
