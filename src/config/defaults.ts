/** The built-in policy as a file would write it: for editors, for the documentation, and in place of a broken file. */
import type { WrittenPolicy } from "./schema.ts";

/**
 * Every key at its default, but for `branches`: the default branch has no pattern that every repository shares. A test
 * holds it equal to the core's DEFAULT_POLICY.
 */
export const WRITTEN_DEFAULTS: WrittenPolicy = {
  version: 1,
  mode: "enforce",
  detection: {
    minimum_confidence: "strong",
    treat_every_change_as_ai: false,
    declaration: "optional",
    ignore_agents: [],
    automation: [],
    custom_agents: [],
  },
  approvals: { required: 1, unattributed: 2, teams: [], valid_for: "diff", exclude: "principals" },
  prompters: { trained_team: null, untrained_approvals: 2 },
  identities: { machine_users: [], people: [] },
  risk: { builtin: "all", rules: [] },
  override: { teams: [] },
  pushes: { unreviewed: "issue" },
  enforcement: { manage: "ruleset" },
  deployments: { environments: [] },
  reviewers: { request: true, label: true },
};
