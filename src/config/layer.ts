/** One file's written keys in the core's terms: what merging works on. */
import type { BuiltinRisk, CustomAgent, KnownPerson, Mode, Policy, RiskRule } from "../core/policy.ts";
import { BUILTIN_RISKS, type WrittenPolicy } from "./schema.ts";

/** A section's keys, each absent or undefined where nobody wrote it. */
type Keys<Section> = { readonly [Key in keyof Section]?: Section[Key] | undefined };

/** What one file, or two after merging, ask for. Nothing in it comes from a default of the whole policy. */
export interface Layer {
  readonly general: Keys<{ mode: Mode; branches: readonly string[] }>;
  readonly detection: Keys<Policy["detection"]>;
  readonly approvals: Keys<
    Omit<Policy["approvals"], "teams" | "furtherTeams"> & {
      /** Each inner list is one demand: any of its teams meets it. */
      teamDemands: readonly (readonly string[])[];
    }
  >;
  readonly prompters: Keys<Policy["prompters"]>;
  readonly identities: Keys<Policy["identities"]>;
  readonly risk: Keys<Policy["risk"]>;
  readonly override: Keys<Policy["override"]>;
  readonly pushes: Keys<Policy["pushes"]>;
  readonly enforcement: Keys<Policy["enforcement"]>;
  readonly deployments: Keys<Policy["deployments"]>;
  readonly reviewers: Keys<Policy["reviewers"]>;
}

/**
 * @param written the keys of one file
 * @param underOrganization the file is a repository's, and the organisation has one too
 */
export function layerOf(written: WrittenPolicy, underOrganization = false): Layer {
  const { detection = {}, approvals = {}, prompters = {}, identities = {}, risk = {} } = written;
  return {
    general: { mode: written.mode, branches: written.branches },
    detection: {
      minimumConfidence: detection.minimum_confidence,
      treatEveryChangeAsAi: detection.treat_every_change_as_ai,
      declaration: detection.declaration,
      ignoreAgents: detection.ignore_agents,
      automation: detection.automation,
      customAgents: detection.custom_agents?.map(customAgent),
    },
    approvals: {
      required: approvals.required,
      unattributed: approvals.unattributed,
      teamDemands: approvals.teams && demandsOf(approvals.teams),
      validFor: approvals.valid_for,
      exclude: approvals.exclude,
    },
    prompters: {
      trainedTeams: trainedTeams(prompters.trained_team),
      untrainedApprovals: prompters.untrained_approvals,
    },
    identities: {
      machineUsers: identities.machine_users,
      people: identities.people?.map((person) => knownPerson(person, underOrganization)),
    },
    risk: { builtin: builtinRisks(risk.builtin), rules: risk.rules?.flatMap(riskRules) },
    override: { teams: written.override?.teams },
    pushes: { unreviewed: written.pushes?.unreviewed },
    enforcement: { manage: written.enforcement?.manage },
    deployments: { environments: written.deployments?.environments },
    reviewers: { request: written.reviewers?.request, label: written.reviewers?.label },
  };
}

type Items<List> = List extends readonly (infer Item)[] ? Item : never;
type WrittenAgent = Items<NonNullable<NonNullable<WrittenPolicy["detection"]>["custom_agents"]>>;
type WrittenPerson = Items<NonNullable<NonNullable<WrittenPolicy["identities"]>["people"]>>;
type WrittenRisk = NonNullable<WrittenPolicy["risk"]>;
type WrittenRule = Items<NonNullable<WrittenRisk["rules"]>>;

function customAgent({
  id,
  name = id,
  logins = [],
  emails = [],
  trailers = [],
  branches = [],
}: WrittenAgent): CustomAgent {
  return { id, name, logins, emails, trailers, branches };
}

function knownPerson({ login, accounts = [], emails = [] }: WrittenPerson, onlyExcludes: boolean): KnownPerson {
  return { login, accounts, emails, ...(onlyExcludes && { onlyExcludes }) };
}

/** Null is a written "none", which another file's team outweighs. */
function trainedTeams(team: string | null | undefined): readonly string[] | undefined {
  if (team === undefined) return undefined;
  return team === null ? [] : [team];
}

function demandsOf(teams: readonly string[]): readonly (readonly string[])[] {
  return teams.length > 0 ? [teams] : [];
}

function builtinRisks(written: WrittenRisk["builtin"]): readonly BuiltinRisk[] | undefined {
  if (written === "all") return BUILTIN_RISKS;
  return written === "none" ? [] : written;
}

/**
 * A rule that names a built-in risk and paths too asks the same for both: it becomes two. Teams without a number ask
 * for one approval, as a demand for none from them would mean nothing.
 */
function riskRules({ id, name, paths = [], level = "high", approvals = 0, teams = [] }: WrittenRule): RiskRule[] {
  const atLeast = teams.length > 0 ? 1 : 0;
  const rule = { id, name: name ?? null, paths: [], level, approvals: Math.max(approvals, atLeast), teams };
  return [...(isBuiltin(id) ? [rule] : []), ...(paths.length > 0 ? [{ ...rule, paths }] : [])];
}

/** Whether an id names a built-in risk. */
export function isBuiltin(id: string): id is BuiltinRisk {
  return BUILTIN_RISKS.some((builtin) => builtin === id);
}
