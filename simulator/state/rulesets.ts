/** Rulesets: made, changed, removed. Rules of other types than these are refused, not passed over. */
import { z } from "zod";
import { fullName } from "../render/repository.ts";
import type { Account, Repository, World } from "./model.ts";
import { Refused } from "./refused.ts";
import type { Ruleset } from "./ruleset.ts";

const yetUnbuilt = z.literal(false, { error: "true is not simulated" }).default(false);

const rule = z.discriminatedUnion("type", [
  z.object({ type: z.enum(["deletion", "non_fast_forward", "creation"]) }),
  z.object({
    type: z.literal("pull_request"),
    parameters: z.object({
      required_approving_review_count: z.int().min(0).max(10),
      dismiss_stale_reviews_on_push: yetUnbuilt,
      require_code_owner_review: yetUnbuilt,
      require_last_push_approval: yetUnbuilt,
      required_review_thread_resolution: yetUnbuilt,
    }),
  }),
  z.object({
    type: z.literal("required_status_checks"),
    parameters: z.object({
      required_status_checks: z.array(z.object({ context: z.string(), integration_id: z.int().optional() })),
      strict_required_status_checks_policy: z.boolean(),
      do_not_enforce_on_create: z.boolean().optional(),
    }),
  }),
]);

const bypassActor = z.object({
  actor_id: z.int().nullable().default(null),
  actor_type: z.enum(["Integration", "OrganizationAdmin", "RepositoryRole", "Team", "DeployKey", "User"]),
  bypass_mode: z.enum(["always", "pull_request", "exempt"]).default("always"),
});

const names = z.array(z.string().regex(/^(~ALL|~DEFAULT_BRANCH|refs\/heads\/.+)$/));

/** What a request to make a ruleset says. https://docs.github.com/rest/repos/rules#create-a-repository-ruleset */
export const rulesetInput = z.object({
  name: z.string().min(1),
  target: z.literal("branch").default("branch"),
  enforcement: z.enum(["active", "disabled", "evaluate"]),
  conditions: z.object({ ref_name: z.object({ include: names, exclude: names }) }),
  rules: z.array(rule).default([]),
  bypass_actors: z.array(bypassActor).default([]),
});

/** Leaves as it is what isn't given: so it must have no defaults. */
export const rulesetUpdate = z.object({
  name: rulesetInput.shape.name.optional(),
  target: z.literal("branch").optional(),
  enforcement: rulesetInput.shape.enforcement.optional(),
  conditions: rulesetInput.shape.conditions.optional(),
  rules: z.array(rule).optional(),
  bypass_actors: z.array(bypassActor).optional(),
});

export type RulesetInput = z.input<typeof rulesetInput>;

function announce(
  world: World,
  repository: Repository,
  by: Account,
  action: string,
  ruleset: Ruleset,
  extra = {},
): void {
  const { createdAt, updatedAt, ...own } = ruleset;
  const source = { source_type: "Repository", source: fullName(repository) };
  const repository_ruleset = { ...own, ...source, created_at: createdAt, updated_at: updatedAt };
  world.emit({
    event: "repository_ruleset",
    action,
    sender: by,
    repository,
    payload: { repository_ruleset, ...extra },
  });
}

/** GitHub's words for a name that another ruleset of the repository has. */
function requireUniqueName(repository: Repository, name: string, except: Ruleset | null): void {
  if (repository.rulesets.some((each) => each !== except && each.name === name)) {
    throw new Refused(422, "Validation Failed", ["Name must be unique"]);
  }
}

export function addRuleset(
  world: World,
  repository: Repository,
  by: Account,
  input: z.output<typeof rulesetInput>,
): Ruleset {
  requireUniqueName(repository, input.name, null);
  const at = world.clock.tick();
  const ruleset: Ruleset = { id: world.nextId(), ...input, createdAt: at, updatedAt: at };
  repository.rulesets.push(ruleset);
  announce(world, repository, by, "created", ruleset);
  return ruleset;
}

/** One of an organisation, for the branches of all its repositories. */
export function addOrganizationRuleset(
  world: World,
  organization: Account,
  input: z.output<typeof rulesetInput>,
): Ruleset {
  const at = world.clock.tick();
  const ruleset: Ruleset = { id: world.nextId(), ...input, createdAt: at, updatedAt: at };
  organization.rulesets.push(ruleset);
  return ruleset;
}

export function changeRuleset(
  world: World,
  repository: Repository,
  by: Account,
  ruleset: Ruleset,
  { name, enforcement, conditions, rules, bypass_actors }: z.output<typeof rulesetUpdate>,
): Ruleset {
  if (name !== undefined) requireUniqueName(repository, name, ruleset);
  const changed: Ruleset = {
    ...ruleset,
    name: name ?? ruleset.name,
    enforcement: enforcement ?? ruleset.enforcement,
    conditions: conditions ?? ruleset.conditions,
    rules: rules ?? ruleset.rules,
    bypass_actors: bypass_actors ?? ruleset.bypass_actors,
    updatedAt: world.clock.tick(),
  };
  repository.rulesets.splice(repository.rulesets.indexOf(ruleset), 1, changed);
  const changes = {
    ...(changed.name !== ruleset.name && { name: { from: ruleset.name } }),
    ...(changed.enforcement !== ruleset.enforcement && { enforcement: { from: ruleset.enforcement } }),
  };
  announce(world, repository, by, "edited", changed, { changes });
  return changed;
}

export function removeRuleset(world: World, repository: Repository, by: Account, ruleset: Ruleset): void {
  repository.rulesets.splice(repository.rulesets.indexOf(ruleset), 1);
  announce(world, repository, by, "deleted", ruleset);
}
