/** An example of each part of the policy, for docs/policy.md. Together they write every key; a test parses them. */
export const EXAMPLES: Readonly<Record<string, string>> = {
  version: `version: 1`,
  mode: `mode: observe`,
  branches: `branches: [main, "release/**"]`,
  detection: `detection:
  minimum_confidence: strong
  treat_every_change_as_ai: false
  declaration: required
  ignore_agents: [aider]
  automation: ["acme-release[bot]"]
  custom_agents:
    - id: loom
      name: Loom
      logins: ["loom[bot]"]
      emails: ["*@loom.example"]
      trailers: [Loom-Thread]
      branches: ["loom/**"]`,
  approvals: `approvals:
  required: 1
  unattributed: 2
  teams: [acme/reviewers]
  valid_for: commit
  exclude: principals`,
  prompters: `prompters:
  trained_team: acme/ai-trained
  untrained_approvals: 2`,
  identities: `identities:
  machine_users: [acme-ci]
  people:
    - { login: rita, accounts: [rita-home], emails: [rita@acme.example] }`,
  risk: `risk:
  builtin: [infrastructure, pipeline, access, data, guardrails]
  rules:
    - id: billing
      name: Billing
      paths: ["src/billing/**", "**/invoices/"]
      level: critical
      approvals: 2
      teams: [acme/billing]
    - { id: infrastructure, approvals: 2 }`,
  override: `override:
  teams: [acme/oncall]`,
  pushes: `pushes:
  unreviewed: check`,
  enforcement: `enforcement:
  manage: verify`,
  deployments: `deployments:
  environments: [production]`,
  reviewers: `reviewers:
  request: true
  label: false`,
};
