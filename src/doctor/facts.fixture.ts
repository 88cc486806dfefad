/** Facts about a repository in which all is well; a test says what isn't. */
import { DEFAULT_POLICY, type Policy, type PolicyInForce } from "../core/policy.ts";
import { UNKNOWN } from "../core/required.ts";
import type { Rule } from "../enforcement/ruleset.ts";
import {
  type Actor,
  type AppFacts,
  type BranchFacts,
  type Collaborator,
  type InstallationFacts,
  type RepositoryFacts,
  type Role,
  type RulesetFacts,
  seen,
} from "./facts.ts";
import type { Finding } from "./finding.ts";

export const APP: AppFacts = { id: 7, slug: "countersign", permissions: { checks: "write" }, events: ["push"] };

export const INSTALLATION: InstallationFacts = {
  id: 1,
  account: "acme",
  ofOrganization: true,
  suspended: false,
  allRepositories: true,
  changedAt: "2026-01-01T00:00:00.000Z",
  permissions: APP.permissions,
  events: APP.events,
};

/** A rule that requires the check. @param source an App's id; null for any */
export function requires(source: number | null = APP.id, ruleset: number | undefined = 1): Rule {
  const check = { context: "ai-review", ...(source !== null && { integration_id: source }) };
  return { type: "required_status_checks", parameters: { required_status_checks: [check] }, ruleset_id: ruleset };
}

export function aBranch(facts: Partial<BranchFacts> = {}): BranchFacts {
  return { name: "main", rules: seen([requires()]), protection: seen(null), shownRules: [], ...facts };
}

export function aRuleset(id: number, actors: readonly Actor[] = []): readonly [number, RulesetFacts] {
  return [id, { id, name: `R${id}`, source: "acme/shop", actors: seen(actors) }] as const;
}

export function aRepository(facts: Partial<RepositoryFacts> = {}): RepositoryFacts {
  return {
    brief: { id: 1, owner: "acme", repo: "shop", archived: false, pushedAt: "2026-02-01T00:00:00Z" },
    policy: seen(inForce()),
    branches: seen([aBranch()]),
    moreBranches: 0,
    rulesets: new Map([aRuleset(1)]),
    collaborators: seen([]),
    direct: seen([]),
    teams: seen(new Map()),
    environments: seen([]),
    openChanges: seen([]),
    ...facts,
  };
}

export function aPolicy(policy: Partial<Policy>): Policy {
  return { ...DEFAULT_POLICY, ...policy };
}

export function inForce(facts: Partial<PolicyInForce> = {}): PolicyInForce {
  return {
    policy: DEFAULT_POLICY,
    hasFile: true,
    broken: null,
    proposed: null,
    touchesPolicy: false,
    required: UNKNOWN,
    bypasses: [],
    ...facts,
  };
}

export function aCollaborator(login: string, id: number, role: Role): Collaborator {
  return { account: { id, login, kind: "User" }, role };
}

export const role = (name: Role): Actor => ({ kind: "role", name, id: null });

/** `id who, who, #request` of each finding. */
export function told(findings: readonly Finding[]): string[] {
  return findings.map(({ id, who, requests }) =>
    [id, [...who, ...requests.map((number) => `#${number}`)].join(", ")].filter(Boolean).join(" "),
  );
}
