/**
 * The format of `ai-review.yml`, as data: keys and accepted values. Every key is optional, so that
 * a key that was written can be told from one that wasn't: only written keys merge (`merge.ts`), then defaults fill
 * the rest. What each key is for stands in `help.ts`.
 */
import { z } from "zod";
import * as value from "./values.ts";

export const BUILTIN_RISKS = ["infrastructure", "pipeline", "access", "data", "guardrails", "dependencies"] as const;

/** The number of path patterns that a file may hold: matching costs patterns × files. */
const MOST_PATTERNS = 500;

const logins = value.listOf(value.login, "logins", 500);
const teams = value.listOf(value.team, "teams", 50);

/** A mapping that knows its keys. */
function mapping<Shape extends z.core.$ZodLooseShape>(shape: Shape) {
  return z.strictObject(shape, { error: (issue) => (issue.code === "invalid_type" ? "a mapping of keys" : undefined) });
}

/** Reports each later entry whose id an earlier one has. */
function uniqueIds(context: z.core.ParsePayload<readonly { readonly id: string }[]>): void {
  const seen = new Set<string>();
  for (const [index, { id }] of context.value.entries()) {
    if (seen.has(id)) {
      context.issues.push({
        code: "custom",
        input: id,
        path: [index, "id"],
        message: "an id that no other entry of the list has",
      });
    }
    seen.add(id);
  }
}

/** In JSON Schema's words: a list of this name with something in it. */
const filled = (name: string) => ({ required: [name], properties: { [name]: { minItems: 1 } } });

const customAgent = mapping({
  id: value.id,
  name: value.displayName.optional(),
  logins: logins.optional(),
  emails: value.listOf(value.addressPattern, "addresses", 100).optional(),
  trailers: value.listOf(value.trailerKey, "trailer keys", 100).optional(),
  branches: value.listOf(value.branchPattern, "branch patterns", 100).optional(),
})
  .refine(
    (agent) => [agent.logins, agent.emails, agent.trailers, agent.branches].some((marks) => marks && marks.length > 0),
    { error: "at least one mark to know the agent by: logins, emails, trailers or branches" },
  )
  .meta({ anyOf: ["logins", "emails", "trailers", "branches"].map(filled) });

const detection = mapping({
  minimum_confidence: value.oneOf(["definitive", "strong", "weak"]).optional(),
  treat_every_change_as_ai: value.flag.optional(),
  declaration: value.oneOf(["optional", "required"]).optional(),
  ignore_agents: value.listOf(value.id, "agent ids", 100).optional(),
  automation: logins.optional(),
  custom_agents: value.listOf(customAgent, "agents", 50).check(uniqueIds).optional(),
});

const approvals = mapping({
  required: value.wholeNumber(1, 10).optional(),
  unattributed: value.wholeNumber(1, 10).optional(),
  teams: teams.optional(),
  valid_for: value.oneOf(["diff", "commit"]).optional(),
  exclude: value.oneOf(["principals", "prompters"]).optional(),
});

const person = mapping({
  login: value.login,
  accounts: logins.optional(),
  emails: value.listOf(value.address, "addresses", 100).optional(),
});

const riskRule = mapping({
  id: value.id,
  name: value.displayName.optional(),
  paths: value.listOf(value.pathPattern, "patterns", MOST_PATTERNS).optional(),
  level: value.oneOf(["low", "medium", "high", "critical"]).optional(),
  approvals: value.wholeNumber(0, 10).optional(),
  teams: teams.optional(),
})
  .refine((rule) => BUILTIN_RISKS.some((id) => id === rule.id) || (rule.paths?.length ?? 0) > 0, {
    error: `paths, or the id of a built-in risk (${BUILTIN_RISKS.join(", ")})`,
  })
  .meta({ anyOf: [{ properties: { id: { enum: BUILTIN_RISKS } } }, filled("paths")] });

const risk = mapping({
  builtin: z
    .union([value.oneOf(["all", "none"]), z.array(value.oneOf(BUILTIN_RISKS)).max(BUILTIN_RISKS.length)], {
      error: `all, none, or a list of ${BUILTIN_RISKS.join(", ")}`,
    })
    .optional(),
  rules: value
    .listOf(riskRule, "rules", 100)
    .check(uniqueIds)
    .refine((rules) => rules.reduce((sum, rule) => sum + (rule.paths?.length ?? 0), 0) <= MOST_PATTERNS, {
      error: `at most ${MOST_PATTERNS} path patterns in all rules together`,
    })
    .optional(),
});

/** The whole file. */
export const policySchema = mapping({
  version: z.literal(1, { error: "1, the only version of the format" }).optional(),
  mode: value.oneOf(["enforce", "observe", "off"]).optional(),
  branches: value
    .listOf(value.branchPattern, "branch patterns", 100)
    .min(1, { error: "at least one branch pattern (leave the key out for the default branch)" })
    .optional(),
  detection: detection.optional(),
  approvals: approvals.optional(),
  prompters: mapping({
    trained_team: z.union([value.team, z.null()], { error: "a team as organisation/team-slug, or null" }).optional(),
    untrained_approvals: value.wholeNumber(1, 10).optional(),
  }).optional(),
  identities: mapping({
    machine_users: logins.optional(),
    people: value.listOf(person, "people", 500).optional(),
  }).optional(),
  risk: risk.optional(),
  override: mapping({ teams: teams.optional() }).optional(),
  pushes: mapping({
    unreviewed: value.oneOf(["issue", "check"]).optional(),
  }).optional(),
  enforcement: mapping({
    manage: value.oneOf(["ruleset", "verify", "off"]).optional(),
  }).optional(),
  deployments: mapping({
    environments: value.listOf(value.environmentName, "environments", 100).optional(),
  }).optional(),
  reviewers: mapping({
    request: value.flag.optional(),
    label: value.flag.optional(),
  }).optional(),
});

/** A policy file's content: the keys that were written, and nothing else. */
export type WrittenPolicy = z.infer<typeof policySchema>;
