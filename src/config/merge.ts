/** Organisation and repository policy → one. The strictest of each key wins, by a table with a row per key. */
import type { CustomAgent, KnownPerson, RiskRule } from "../core/policy.ts";
import { type Layer, layerOf, type Values } from "./layer.ts";
import { joined, larger, onlyCommon, type Rule, strictest, trueIfEither } from "./strictest.ts";

/** How each key merges; a key without a rule doesn't compile. */
export const MERGING: { readonly [Key in keyof Values]: Rule<Values[Key]> } = {
  mode: strictest("enforce", "observe", "off"),
  branches: joined(),
  // The weakest signal that counts finds the most.
  "detection.minimum_confidence": strictest("weak", "strong", "definitive"),
  "detection.treat_every_change_as_ai": trueIfEither,
  "detection.declaration": strictest("required", "optional"),
  "detection.ignore_agents": onlyCommon,
  "detection.automation": onlyCommon,
  "detection.custom_agents": {
    ...joined<CustomAgent>("both lists joined; under an organisation's file, a repository's entries only detect"),
    underOrganization: (agents) => agents.map((agent) => ({ ...agent, onlyDetects: true })),
  },
  "approvals.required": larger,
  "approvals.unattributed": larger,
  "approvals.teams": joined("each list must be met by itself"),
  "approvals.valid_for": strictest("commit", "diff"),
  "approvals.exclude": strictest("principals", "prompters"),
  "prompters.trained_team": joined("trained is who is in both teams"),
  "prompters.untrained_approvals": larger,
  "identities.machine_users": joined(),
  "identities.people": {
    ...joined<KnownPerson>("both lists joined; under an organisation's file, a repository's entries only exclude"),
    underOrganization: (people) => people.map((person) => ({ ...person, onlyExcludes: true })),
  },
  "risk.builtin": joined(),
  "risk.rules": joined<RiskRule>("both lists joined; of one id both apply"),
  "override.teams": onlyCommon,
  "pushes.unreviewed": strictest("issue", "check"),
  "enforcement.manage": strictest("ruleset", "verify", "off"),
  "deployments.environments": joined(),
  "reviewers.request": trueIfEither,
  "reviewers.label": trueIfEither,
};

/**
 * Merges what two files write. A key that only one wrote is taken as it is.
 *
 * @param organization null where the organisation has no file
 * @returns what both ask for, never weaker than either where both speak
 */
export function mergeLayers(organization: Layer | null, repository: Layer): Layer {
  if (organization === null) return repository;
  const merged: { -readonly [Key in keyof Layer]: Layer[Key] } = layerOf({});
  const mergeKey = <Key extends keyof Values>(key: Key): void => {
    merged[key] = mergeValue<Values[Key]>(MERGING[key], organization[key], repository[key]);
  };
  for (const key of keysOf(MERGING)) mergeKey(key);
  return merged;
}

function mergeValue<Value>(
  { merge, underOrganization = (value) => value }: Rule<Value>,
  organization: Value | undefined,
  repository: Value | undefined,
): Value | undefined {
  if (repository === undefined) return organization;
  const allowed = underOrganization(repository);
  return organization === undefined ? allowed : merge(organization, allowed);
}

/** The table's own keys: its type names them all. */
function keysOf<Table extends object>(table: Table): (keyof Table)[] {
  const keys: (keyof Table)[] = [];
  for (const key in table) keys.push(key);
  return keys;
}
