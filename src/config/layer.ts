/** One file's written keys in the core's terms: what merging works on. */
import type { BuiltinRisk, CustomAgent, KnownPerson, Policy, RiskRule } from "../core/policy.ts";
import { BUILTIN_RISKS, type WrittenPolicy } from "./schema.ts";

/** What each key of the format holds once it was read. */
export interface Values {
  readonly mode: Policy["mode"];
  readonly branches: readonly string[];
  readonly "detection.minimum_confidence": Policy["detection"]["minimumConfidence"];
  readonly "detection.treat_every_change_as_ai": boolean;
  readonly "detection.declaration": Policy["detection"]["declaration"];
  readonly "detection.ignore_agents": readonly string[];
  readonly "detection.automation": readonly string[];
  readonly "detection.custom_agents": readonly CustomAgent[];
  readonly "approvals.required": number;
  readonly "approvals.unattributed": number;
  /** Each inner list is one demand: any of its teams meets it. */
  readonly "approvals.teams": readonly (readonly string[])[];
  readonly "approvals.valid_for": Policy["approvals"]["validFor"];
  readonly "approvals.exclude": Policy["approvals"]["exclude"];
  /** Each of which a prompter must be in. */
  readonly "prompters.trained_team": readonly string[];
  readonly "prompters.untrained_approvals": number;
  readonly "identities.machine_users": readonly string[];
  readonly "identities.people": readonly KnownPerson[];
  readonly "risk.builtin": readonly BuiltinRisk[];
  readonly "risk.rules": readonly RiskRule[];
  readonly "override.teams": readonly string[];
  readonly "pushes.unreviewed": Policy["pushes"]["unreviewed"];
  readonly "enforcement.manage": Policy["enforcement"]["manage"];
  readonly "deployments.environments": readonly string[];
  readonly "reviewers.request": boolean;
  readonly "reviewers.label": boolean;
}

/** What one file, or two after merging, ask for; a key that nobody wrote is undefined. */
export type Layer = { readonly [Key in keyof Values]: Values[Key] | undefined };

/** The keys that one file writes. Nothing in it comes from a default of the whole policy. */
export function layerOf(written: WrittenPolicy): Layer {
  const { detection = {}, approvals = {}, prompters = {}, identities = {}, risk = {} } = written;
  return {
    mode: written.mode,
    branches: written.branches,
    "detection.minimum_confidence": detection.minimum_confidence,
    "detection.treat_every_change_as_ai": detection.treat_every_change_as_ai,
    "detection.declaration": detection.declaration,
    "detection.ignore_agents": detection.ignore_agents,
    "detection.automation": detection.automation,
    "detection.custom_agents": detection.custom_agents?.map(customAgent),
    "approvals.required": approvals.required,
    "approvals.unattributed": approvals.unattributed,
    "approvals.teams": approvals.teams && demandsOf(approvals.teams),
    "approvals.valid_for": approvals.valid_for,
    "approvals.exclude": approvals.exclude,
    "prompters.trained_team": trainedTeams(prompters.trained_team),
    "prompters.untrained_approvals": prompters.untrained_approvals,
    "identities.machine_users": identities.machine_users,
    "identities.people": identities.people?.map(knownPerson),
    "risk.builtin": builtinRisks(risk.builtin),
    "risk.rules": risk.rules?.flatMap(riskRules),
    "override.teams": written.override?.teams,
    "pushes.unreviewed": written.pushes?.unreviewed,
    "enforcement.manage": written.enforcement?.manage,
    "deployments.environments": written.deployments?.environments,
    "reviewers.request": written.reviewers?.request,
    "reviewers.label": written.reviewers?.label,
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

function knownPerson({ login, accounts = [], emails = [] }: WrittenPerson): KnownPerson {
  return { login, accounts, emails };
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
