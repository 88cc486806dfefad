/**
 * The format of `ai-review.yml`, as data: keys, accepted values and what each is for. Every key is optional, so that
 * a key that was written can be told from one that wasn't: only written keys merge (`merge.ts`), then defaults fill
 * the rest. Descriptions go into the JSON Schema that editors use.
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

const customAgent = mapping({
  id: value.id.describe("The name that messages and ignore_agents use."),
  name: value.displayName.optional().describe("The name that people read; the id if it is left out."),
  logins: logins.optional().describe("Accounts of the agent."),
  emails: value.listOf(value.addressPattern, "addresses", 100).optional().describe("Addresses it commits with."),
  trailers: value.listOf(value.trailerKey, "trailer keys", 100).optional().describe("Trailer keys only it writes."),
  branches: value.listOf(value.branchPattern, "branch patterns", 100).optional().describe("Branches it makes."),
}).refine(
  (agent) => [agent.logins, agent.emails, agent.trailers, agent.branches].some((marks) => marks && marks.length > 0),
  { error: "at least one mark to know the agent by: logins, emails, trailers or branches" },
);

const detection = mapping({
  minimum_confidence: value
    .oneOf(["definitive", "strong", "weak"])
    .optional()
    .describe("How certain a signal must be to count."),
  treat_every_change_as_ai: value.flag.optional().describe("Judge every change as if an agent had written it."),
  declaration: value
    .oneOf(["optional", "required"])
    .optional()
    .describe("Whether a request's body must state `AI-assisted: yes` or `no`."),
  ignore_agents: value.listOf(value.id, "agent ids", 100).optional().describe("Agents whose signals don't count."),
  automation: logins.optional().describe("More bots that write no AI code."),
  custom_agents: value
    .listOf(customAgent, "agents", 50)
    .check(uniqueIds)
    .optional()
    .describe("Agents that the catalogue doesn't know."),
});

const approvals = mapping({
  required: value.wholeNumber(1, 10).optional().describe("Approvals that an AI-written change needs."),
  unattributed: value.wholeNumber(1, 10).optional().describe("Approvals where a principal can't be named."),
  teams: teams.optional().describe("Teams that approvals must come from; any of them."),
  valid_for: value.oneOf(["diff", "commit"]).optional().describe("What an approval holds for."),
  exclude: value.oneOf(["principals", "prompters"]).optional().describe("Whose approval doesn't count."),
});

const person = mapping({
  login: value.login.describe("The account that stands for the person."),
  accounts: logins.optional().describe("The person's other accounts."),
  emails: value.listOf(value.address, "addresses", 100).optional().describe("The person's addresses."),
});

const riskRule = mapping({
  id: value.id.describe("A built-in risk's id to make it stricter, or an id of your own."),
  name: value.displayName.optional().describe("The name that people read."),
  paths: value.listOf(value.pathPattern, "patterns", MOST_PATTERNS).optional().describe("Which paths are at risk."),
  level: value.oneOf(["low", "medium", "high", "critical"]).optional().describe("How grave a match is."),
  approvals: value.wholeNumber(0, 10).optional().describe("Approvals that a match asks for; 0 only marks."),
  teams: teams.optional().describe("Teams that these approvals must come from; any of them."),
}).refine((rule) => BUILTIN_RISKS.some((id) => id === rule.id) || (rule.paths?.length ?? 0) > 0, {
  error: `paths, or the id of a built-in risk (${BUILTIN_RISKS.join(", ")})`,
});

const risk = mapping({
  builtin: z
    .union([value.oneOf(["all", "none"]), z.array(value.oneOf(BUILTIN_RISKS)).max(BUILTIN_RISKS.length)], {
      error: `all, none, or a list of ${BUILTIN_RISKS.join(", ")}`,
    })
    .optional()
    .describe("Which built-in risks are marked."),
  rules: value
    .listOf(riskRule, "rules", 100)
    .check(uniqueIds)
    .refine((rules) => rules.reduce((sum, rule) => sum + (rule.paths?.length ?? 0), 0) <= MOST_PATTERNS, {
      error: `at most ${MOST_PATTERNS} path patterns in all rules together`,
    })
    .optional()
    .describe("Paths of your own, and what a match asks for."),
});

/** The whole file. */
export const policySchema = mapping({
  version: z
    .literal(1, { error: "1, the only version of the format" })
    .optional()
    .describe("The version of the format."),
  mode: value.oneOf(["enforce", "observe", "off"]).optional().describe("Whether the check can hold a change back."),
  branches: value
    .listOf(value.branchPattern, "branch patterns", 100)
    .min(1, { error: "at least one branch pattern (leave the key out for the default branch)" })
    .optional()
    .describe("Which branches are protected; the default branch if it is left out."),
  detection: detection.optional().describe("What counts as written by an agent."),
  approvals: approvals.optional().describe("Who must approve."),
  prompters: mapping({
    trained_team: z
      .union([value.team, z.null()], { error: "a team as organisation/team-slug, or null" })
      .optional()
      .describe("The team of the engineers who were trained to use agents."),
    untrained_approvals: value.wholeNumber(1, 10).optional().describe("Approvals where a prompter isn't in it."),
  })
    .optional()
    .describe("Training of those who use agents."),
  identities: mapping({
    machine_users: logins.optional().describe("User accounts that are not people."),
    people: value.listOf(person, "people", 500).optional().describe("Accounts and addresses of one person."),
  })
    .optional()
    .describe("Who is who."),
  risk: risk.optional().describe("Dangerous content."),
  override: mapping({ teams: teams.optional().describe("Who may override; nobody by default.") })
    .optional()
    .describe("Exceptions."),
  pushes: mapping({
    unreviewed: value.oneOf(["issue", "check"]).optional().describe("How an unreviewed push is reported."),
  })
    .optional()
    .describe("Pushes past review."),
  enforcement: mapping({
    manage: value.oneOf(["ruleset", "verify", "off"]).optional().describe("Who keeps GitHub's ruleset in place."),
  })
    .optional()
    .describe("How the check is made required."),
  deployments: mapping({
    environments: value
      .listOf(value.environmentName, "environments", 100)
      .optional()
      .describe("Environments whose deployments need reviewed commits."),
  })
    .optional()
    .describe("Deployments."),
  reviewers: mapping({
    request: value.flag.optional().describe("Ask eligible reviewers."),
    label: value.flag.optional().describe("Label the request `ai-authored`."),
  })
    .optional()
    .describe("Help around the request."),
});

/** A policy file's content: the keys that were written, and nothing else. */
export type WrittenPolicy = z.infer<typeof policySchema>;
