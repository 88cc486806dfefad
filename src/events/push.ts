/** Pushes: what arrived, and verdicts of requests which nobody touched that it can change: by the policy, or over a base. */
import { z } from "zod";
import { POLICY_PATH } from "../github/facts/query.ts";
import { readArrival } from "./arrivals.ts";
import { isOrganizationPolicy } from "./policy-place.ts";
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

const paths = z.array(z.string()).nullish();
const push = z.object({
  ref: z.string(),
  created: z.boolean().nullish(),
  deleted: z.boolean().nullish(),
  forced: z.boolean().nullish(),
  commits: z.array(z.object({ added: paths, removed: paths, modified: paths })).nullish(),
  repository: z.object({
    name: z.string(),
    default_branch: z.string(),
    owner: z.object({ type: z.string().nullish() }),
  }),
});

/**
 * GitHub lists at most so many commits of a push, and so many files of a commit.
 * https://docs.github.com/webhooks/webhook-events-and-payloads#push
 */
const MOST_COMMITS = 2048;
const MOST_FILES = 3000;

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
  const { ref, created, deleted, forced, commits, repository } = parsed.data;
  if (!ref.startsWith("refs/heads/") || deleted) return IGNORED;
  const branch = ref.slice("refs/heads/".length);
  const onDefault = branch === repository.default_branch;
  if (onDefault && (forced || mayTouchPolicy(commits))) {
    const reason = "push that may have changed the policy";
    return isOrganizationPolicy(repository)
      ? andKeepRulesets(surveyInstallation(payload, reason), false)
      : andKeepRulesets(surveyRepository(payload, reason), true, created === true);
  }
  return forced ? surveyRepository(payload, "forced push to the base", branch) : IGNORED;
}

/** Whether a push may have changed the policy: it says so, or doesn't say everything. */
function mayTouchPolicy(commits: z.infer<typeof push>["commits"]): boolean {
  if (!commits || commits.length >= MOST_COMMITS) return true;
  return commits.some(({ added, removed, modified }) => {
    if (!added || !removed || !modified) return true;
    const files = [...added, ...removed, ...modified];
    return files.length >= MOST_FILES || files.includes(POLICY_PATH);
  });
}
