/** Organisation and repository policy → one. The strictest of each key wins, by a table with a row per key. */
import { DEFAULT_POLICY, type Policy } from "../core/policy.ts";
import { isBuiltin, type Layer } from "./layer.ts";

type Row<Value> = (one: Value, other: Value) => Value;

/** One row for each key: a key without one doesn't compile. */
type Table = {
  readonly [Section in keyof Layer]: {
    readonly [Key in keyof Layer[Section]]-?: Row<Exclude<Layer[Section][Key], undefined>>;
  };
};

const TABLE: Table = {
  general: { mode: firstOf("enforce", "observe", "off"), branches: union },
  detection: {
    // The weakest signal that counts finds the most.
    minimumConfidence: firstOf("weak", "strong", "definitive"),
    treatEveryChangeAsAi: either,
    declaration: firstOf("required", "optional"),
    ignoreAgents: intersection,
    automation: intersection,
    customAgents: union,
  },
  approvals: {
    required: Math.max,
    unattributed: Math.max,
    teamDemands: union,
    validFor: firstOf("commit", "diff"),
    exclude: firstOf("principals", "prompters"),
  },
  prompters: { trainedTeams: union, untrainedApprovals: Math.max },
  identities: { machineUsers: union, people: union },
  risk: { builtin: union, rules: union },
  override: { teams: intersection },
  pushes: { unreviewed: firstOf("issue", "check") },
  enforcement: { manage: firstOf("ruleset", "verify", "off") },
  deployments: { environments: union },
  reviewers: { request: either, label: either },
};

/**
 * Merges what two files write. A key that only one wrote is taken as it is.
 *
 * @returns what both ask for, never weaker than either where both speak
 */
export function mergeLayers(one: Layer, other: Layer): Layer {
  return {
    general: mergeKeys(TABLE.general, one.general, other.general),
    detection: mergeKeys(TABLE.detection, one.detection, other.detection),
    approvals: mergeKeys(TABLE.approvals, one.approvals, other.approvals),
    prompters: mergeKeys(TABLE.prompters, one.prompters, other.prompters),
    identities: mergeKeys(TABLE.identities, one.identities, other.identities),
    risk: mergeKeys(TABLE.risk, one.risk, other.risk),
    override: mergeKeys(TABLE.override, one.override, other.override),
    pushes: mergeKeys(TABLE.pushes, one.pushes, other.pushes),
    enforcement: mergeKeys(TABLE.enforcement, one.enforcement, other.enforcement),
    deployments: mergeKeys(TABLE.deployments, one.deployments, other.deployments),
    reviewers: mergeKeys(TABLE.reviewers, one.reviewers, other.reviewers),
  };
}

type Rows<Keys> = { readonly [Key in keyof Keys]-?: Row<Exclude<Keys[Key], undefined>> };

function mergeKeys<Keys extends object>(rows: Rows<Keys>, one: Keys, other: Keys): Keys {
  const merged = { ...one };
  for (const key in rows) {
    merged[key] = mergeValue(rows[key], one[key], other[key]);
  }
  return merged;
}

function mergeValue<Value>(row: Row<Exclude<Value, undefined>>, one: Value, other: Value): Value {
  if (!isWritten(one)) return other;
  return isWritten(other) ? row(one, other) : one;
}

function isWritten<Value>(value: Value): value is Exclude<Value, undefined> {
  return value !== undefined;
}

/** The whole policy: defaults fill what nobody wrote. */
export function completePolicy(layer: Layer): Policy {
  const { teamDemands = [], ...approvals } = layer.approvals;
  const [teams = [], ...furtherTeams] = teamDemands;
  const risk = fill(DEFAULT_POLICY.risk, layer.risk);
  // A rule that makes a built-in risk stricter holds even where a list of built-in risks leaves that one out:
  // otherwise a repository could switch the organisation's rule off.
  const named = risk.rules.map(({ id }) => id).filter(isBuiltin);
  return {
    mode: layer.general.mode ?? DEFAULT_POLICY.mode,
    branches: layer.general.branches ?? DEFAULT_POLICY.branches,
    detection: fill(DEFAULT_POLICY.detection, layer.detection),
    approvals: { ...fill(DEFAULT_POLICY.approvals, approvals), teams, furtherTeams },
    prompters: fill(DEFAULT_POLICY.prompters, layer.prompters),
    identities: fill(DEFAULT_POLICY.identities, layer.identities),
    risk: { builtin: union(risk.builtin, named), rules: risk.rules },
    override: fill(DEFAULT_POLICY.override, layer.override),
    pushes: fill(DEFAULT_POLICY.pushes, layer.pushes),
    enforcement: fill(DEFAULT_POLICY.enforcement, layer.enforcement),
    deployments: fill(DEFAULT_POLICY.deployments, layer.deployments),
    reviewers: fill(DEFAULT_POLICY.reviewers, layer.reviewers),
  };
}

function fill<Section extends object>(
  defaults: Section,
  written: { readonly [Key in keyof Section]?: Section[Key] | undefined },
): Section {
  const filled = { ...defaults };
  for (const key in defaults) {
    const value = written[key];
    if (value !== undefined) filled[key] = value;
  }
  return filled;
}

/** Whichever word comes first in the order given, the strictest first. */
function firstOf<Word extends string>(...strictestFirst: readonly Word[]): Row<Word> {
  return (one, other) => (strictestFirst.indexOf(one) <= strictestFirst.indexOf(other) ? one : other);
}

function either(one: boolean, other: boolean): boolean {
  return one || other;
}

function union<Item>(one: readonly Item[], other: readonly Item[]): readonly Item[] {
  return [...new Set([...one, ...other])];
}

/** GitHub compares logins and team slugs without regard to case; agent ids are lower case anyway. */
function intersection(one: readonly string[], other: readonly string[]): readonly string[] {
  const known = new Set(other.map((item) => item.toLowerCase()));
  return one.filter((item) => known.has(item.toLowerCase()));
}
