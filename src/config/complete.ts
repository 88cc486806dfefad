/** What files ask for → the whole policy: defaults fill what nobody wrote. */
import { DEFAULT_POLICY, type Policy } from "../core/policy.ts";
import { isBuiltin, type Layer } from "./layer.ts";
import { union } from "./strictest.ts";

/** Fills with the built-in defaults. */
export function completePolicy(layer: Layer): Policy {
  const { mode, branches, detection, approvals, prompters, identities, risk, ...rest } = DEFAULT_POLICY;
  const [teams, ...furtherTeams] = layer["approvals.teams"] ?? [];
  const rules = layer["risk.rules"] ?? risk.rules;
  return {
    mode: layer.mode ?? mode,
    branches: layer.branches ?? branches,
    detection: {
      minimumConfidence: layer["detection.minimum_confidence"] ?? detection.minimumConfidence,
      treatEveryChangeAsAi: layer["detection.treat_every_change_as_ai"] ?? detection.treatEveryChangeAsAi,
      declaration: layer["detection.declaration"] ?? detection.declaration,
      ignoreAgents: layer["detection.ignore_agents"] ?? detection.ignoreAgents,
      automation: layer["detection.automation"] ?? detection.automation,
      customAgents: layer["detection.custom_agents"] ?? detection.customAgents,
    },
    approvals: {
      required: layer["approvals.required"] ?? approvals.required,
      unattributed: layer["approvals.unattributed"] ?? approvals.unattributed,
      teams: teams ?? approvals.teams,
      furtherTeams,
      validFor: layer["approvals.valid_for"] ?? approvals.validFor,
      exclude: layer["approvals.exclude"] ?? approvals.exclude,
    },
    prompters: {
      trainedTeams: layer["prompters.trained_team"] ?? prompters.trainedTeams,
      untrainedApprovals: layer["prompters.untrained_approvals"] ?? prompters.untrainedApprovals,
    },
    identities: {
      machineUsers: layer["identities.machine_users"] ?? identities.machineUsers,
      people: layer["identities.people"] ?? identities.people,
    },
    // A rule that makes a built-in risk stricter holds even where a list of built-in risks leaves that one out:
    // otherwise a repository could switch the organisation's rule off.
    risk: {
      builtin: union(layer["risk.builtin"] ?? risk.builtin, rules.map(({ id }) => id).filter(isBuiltin)),
      rules,
    },
    override: { teams: layer["override.teams"] ?? rest.override.teams },
    pushes: { unreviewed: layer["pushes.unreviewed"] ?? rest.pushes.unreviewed },
    enforcement: { manage: layer["enforcement.manage"] ?? rest.enforcement.manage },
    deployments: { environments: layer["deployments.environments"] ?? rest.deployments.environments },
    reviewers: {
      request: layer["reviewers.request"] ?? rest.reviewers.request,
      label: layer["reviewers.label"] ?? rest.reviewers.label,
    },
  };
}
