/** Pushes: what arrived, and verdicts of requests which nobody touched that it can change: by the policy, or over a base. */
import { z } from "zod";
import { readArrival } from "./arrivals.ts";
import { commits, isOrganizationPolicy, mayTouchPolicy } from "./policy-place.ts";
import {
  andKeepRulesets,
  both,
  type Delivery,
  IGNORED,
  isOfNoInstallation,
  odd,
  type Reading,
  surveyInstallation,
  surveyRepository,
} from "./reading.ts";

const push = z.object({
  ref: z.string(),
  created: z.boolean().nullish(),
  deleted: z.boolean().nullish(),
  forced: z.boolean().nullish(),
  commits,
  repository: z.object({
    name: z.string(),
    default_branch: z.string(),
    owner: z.object({ type: z.string().nullish() }),
  }),
});

/**
 * The policy is read from the default branch, so a push that changed it there concerns every open request of the repository,
 * or of the organisation. A rewritten base voids approvals. Other pushes to a base change nothing, and those to a head come as
 * `pull_request.synchronize`.
 */
export function readPushEvent(delivery: Delivery): Reading {
  if (isOfNoInstallation(delivery.payload)) return IGNORED;
  return both(readSurvey(delivery), readArrival(delivery));
}

function readSurvey({ payload }: Delivery): Reading {
  const parsed = push.safeParse(payload);
  if (!parsed.success) return odd("`ref`, `commits` and `repository` with `default_branch`");
  const { ref, created, deleted, forced, commits: listed, repository } = parsed.data;
  if (!ref.startsWith("refs/heads/") || deleted) return IGNORED;
  const branch = ref.slice("refs/heads/".length);
  const onDefault = branch === repository.default_branch;
  if (onDefault && (forced || mayTouchPolicy(listed))) {
    const reason = "push that may have changed the policy";
    return isOrganizationPolicy(repository)
      ? andKeepRulesets(surveyInstallation(payload, reason), false)
      : andKeepRulesets(surveyRepository(payload, reason), true, created === true);
  }
  return forced ? surveyRepository(payload, "forced push to the base", branch) : IGNORED;
}
