/** Everything about one repository: what is read, and what is found in it. */
import { resolvePolicy } from "../config/resolve.ts";
import { isProtectedBranch } from "../core/branches.ts";
import { DEFAULT_POLICY, type Policy, type PolicyInForce } from "../core/policy.ts";
import { expectedSource } from "../enforcement/ruleset.ts";
import type { Policies } from "../github/facts/policies.ts";
import { agentAccountFindings } from "./agents.ts";
import { bypassFindings } from "./bypass.ts";
import { collaboratorFindings, teamsOf } from "./collaborators.ts";
import { environmentFindings } from "./environments.ts";
import {
  type Actor,
  type AppFacts,
  type BranchFacts,
  type EnvironmentFacts,
  type Look,
  type OpenChange,
  type OrganizationFacts,
  type RepositoryBrief,
  type RepositoryFacts,
  type RulesetFacts,
  seen,
  unseen,
} from "./facts.ts";
import { couldNotLook, type Finding, inRepository } from "./finding.ts";
import { policyFindings } from "./policy.ts";
import { principalFindings } from "./principals.ts";
import type { AccountReads, RepositoryName } from "./reads.ts";
import { requiredFindings } from "./required.ts";

/** So many branches of a repository are looked at: each costs two requests or more. */
const MOST_BRANCHES = 20;

/** What is remembered, as far as the doctor needs it. */
export interface RepositoryMemory {
  /** Adds the organisation's file that was seen before. */
  withOrganizationFile(policies: Policies): Promise<Policies>;
  openChanges(repositoryId: number, numbers: readonly number[]): Promise<Look<readonly OpenChange[]>>;
}

export async function readRepository(
  brief: RepositoryBrief,
  reads: AccountReads,
  memory: RepositoryMemory,
): Promise<RepositoryFacts> {
  const place = { owner: brief.owner, repo: brief.repo };
  const shown = await reads.policies(place);
  const found = shown.state === "seen" ? await memory.withOrganizationFile(shown.value) : null;
  const inForce = found ? resolvePolicy({ ...found, proposedPolicy: null }) : null;
  const policy: Look<PolicyInForce> = inForce ? seen(inForce) : unseen(shown.state === "unseen" ? shown.why : "");
  // Without the policy the built-in one tells what to look at: never less than nothing.
  const asked = inForce?.policy ?? DEFAULT_POLICY;
  const { branches, more } = await readBranches(place, reads, asked, found?.repository.defaultBranch ?? "");
  const collaborators = await reads.collaborators(place, "all");
  const logins = new Map(
    collaborators.state === "seen" ? collaborators.value.map(({ account }) => [account.id, account.login]) : [],
  );
  const rulesets = await readRulesets(place, reads, branches, logins);
  const teams = [...teamsOf(asked), ...[...rulesets.values()].flatMap(teamsLetPast)];
  const open = await reads.openRequests(place);
  return {
    brief,
    policy,
    branches,
    moreBranches: more,
    rulesets,
    collaborators,
    direct: teamsOf(asked).length === 0 ? seen([]) : await reads.collaborators(place, "direct"),
    teams: await reads.teams([...new Set(teams)]),
    environments: await readEnvironments(place, reads, asked.deployments.environments),
    openChanges: open.state === "seen" ? await memory.openChanges(brief.id, open.value) : open,
  };
}

const teamsLetPast = ({ actors }: RulesetFacts) =>
  actors.state === "seen" ? actors.value.flatMap(({ kind, name }) => (kind === "team" && name ? [name] : [])) : [];

async function readBranches(place: RepositoryName, reads: AccountReads, policy: Policy, defaultBranch: string) {
  const names = policy.branches === null && defaultBranch !== "" ? seen([defaultBranch]) : await reads.branches(place);
  if (names.state === "unseen") return { branches: names, more: 0 };
  const wanted = names.value.filter((name) => isProtectedBranch(policy, name, defaultBranch));
  const branches: BranchFacts[] = [];
  for (const name of wanted.slice(0, MOST_BRANCHES)) branches.push(await readBranch(place, reads, name));
  return { branches: seen(branches), more: Math.max(0, wanted.length - MOST_BRANCHES) };
}

async function readBranch(place: RepositoryName, reads: AccountReads, name: string): Promise<BranchFacts> {
  const rules = await reads.rules(place, name);
  const protection = await reads.protection(place, name);
  if (protection.state === "seen") return { name, rules, protection, shownRules: [] };
  // Who is let past needs a permission. What is required doesn't: the branch itself shows that.
  const all = await reads.rulesAndProtection(place, name);
  const ofProtection = all.state === "seen" ? all.value.filter((rule) => rule.ruleset_id === undefined) : [];
  return { name, rules, protection, shownRules: ofProtection };
}

/** The rulesets that require the check: the others let nobody past it. */
async function readRulesets(
  place: RepositoryName,
  reads: AccountReads,
  branches: Look<readonly BranchFacts[]>,
  logins: ReadonlyMap<number | null, string>,
): Promise<Map<number, RulesetFacts>> {
  const found = new Map<number, RulesetFacts>();
  if (branches.state === "unseen") return found;
  const rules = branches.value.flatMap((branch) => (branch.rules.state === "seen" ? branch.rules.value : []));
  // Of any App: which is this one is asked by whoever asks what the rules hold.
  const ids = rules.filter((rule) => expectedSource([rule], 0) !== "nobody").map((rule) => rule.ruleset_id);
  for (const id of new Set(ids)) {
    if (id === undefined) continue;
    const look = await reads.ruleset(place, id);
    const named = ({ kind, name, id: user }: Actor): Actor => ({
      kind,
      name: kind === "user" ? (name ?? logins.get(user) ?? null) : name,
      id: user,
    });
    if (look.state === "unseen") {
      found.set(id, { id, name: String(id), source: `${place.owner}/${place.repo}`, actors: look });
    } else {
      const { actors } = look.value;
      found.set(id, { ...look.value, actors: actors.state === "seen" ? seen(actors.value.map(named)) : actors });
    }
  }
  return found;
}

/** Those that the policy names and that are here: what isn't there is deployed to by nobody. */
async function readEnvironments(
  place: RepositoryName,
  reads: AccountReads,
  wanted: readonly string[],
): Promise<Look<EnvironmentFacts[]>> {
  if (wanted.length === 0) return seen([]);
  const all = await reads.environments(place);
  if (all.state === "unseen") return all;
  const named = new Set(wanted.map((name) => name.toLowerCase()));
  const here = all.value.filter((name) => named.has(name.toLowerCase()));
  const found: EnvironmentFacts[] = [];
  for (const name of here) found.push({ name, ruleApps: await reads.environmentRules(place, name) });
  return seen(found);
}

/** What is found in a repository. Where its policy holds nothing back, nobody is asked who could go past. */
export function repositoryFindings(
  facts: RepositoryFacts,
  organization: Pick<OrganizationFacts, "owners">,
  app: AppFacts,
): Finding[] {
  const { policy: look, brief } = facts;
  if (look.state === "unseen") return [couldNotLook("the policy", inRepository(brief), look.why)];
  const { policy } = look.value;
  const enforced = policy.mode === "enforce";
  return [
    ...policyFindings(brief, look.value),
    ...(enforced ? requiredFindings(facts, look.value, app.id) : []),
    ...(enforced ? bypassFindings(facts, policy, app.id) : []),
    ...(enforced ? principalFindings(facts, organization, policy, app.id) : []),
    ...agentAccountFindings(facts, policy),
    ...collaboratorFindings(facts, policy),
    ...environmentFindings(facts, app.slug),
  ];
}
