/** A repository that came, or whose default branch (and so its policy) is another one. */
import { z } from "zod";
import { isOrganizationPolicy, isOrganizationPolicyName } from "./policy-place.ts";
import {
  andKeepRulesets,
  type Delivery,
  IGNORED,
  isOfNoInstallation,
  odd,
  type Reading,
  surveyInstallation,
  surveyRepository,
} from "./reading.ts";

const repository = z.object({
  repository: z.object({ name: z.string(), owner: z.object({ type: z.string().nullish() }) }),
  changes: z
    .object({
      default_branch: z.unknown(),
      repository: z.object({ name: z.object({ from: z.string() }).optional() }),
    })
    .partial()
    .optional(),
});

/** Archived ones take no changes; visibility changes nobody's write access. */
const ACTIONS = new Set(["edited", "renamed", "transferred", "unarchived", "deleted"]);

export function readRepositoryEvent({ action, payload }: Delivery): Reading {
  if (!ACTIONS.has(action) || isOfNoInstallation(payload)) return IGNORED;
  const parsed = repository.safeParse(payload);
  if (!parsed.success) return odd("`repository` with `name` and `owner`");
  const { repository: now, changes } = parsed.data;
  if (action === "edited" && changes?.default_branch === undefined) return IGNORED;
  const reason = `repository.${action}`;
  const before = changes?.repository?.name?.from;
  const wasPolicy = before !== undefined && isOrganizationPolicyName(before) && now.owner.type === "Organization";
  if (isOrganizationPolicy(now) || wasPolicy) return andKeepRulesets(surveyInstallation(payload, reason), false);
  return action === "deleted" ? IGNORED : andKeepRulesets(surveyRepository(payload, reason), true);
}
