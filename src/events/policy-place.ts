/** Where a policy lies, as events name it, and whether a push may have changed it. */
import { z } from "zod";
import { POLICY_PATH } from "../core/policy-path.ts";
import { ORGANIZATION_REPOSITORIES } from "../evaluation/organization-file.ts";

/** Whether a repository is one from which its organisation's policy is read. A person's `.github` isn't. */
export function isOrganizationPolicy(repository: {
  readonly name: string;
  readonly owner: { readonly type?: string | null | undefined };
}): boolean {
  return repository.owner.type === "Organization" && isOrganizationPolicyName(repository.name);
}

/** The same by name alone; capitals don't count in names. */
export function isOrganizationPolicyName(name: string): boolean {
  return ORGANIZATION_REPOSITORIES.includes(name.toLowerCase());
}

const paths = z.array(z.string()).nullish();

/** The commits that a push's payload lists. */
export const commits = z.array(z.object({ added: paths, removed: paths, modified: paths })).nullish();

/**
 * GitHub lists at most so many commits of a push, and so many files of a commit.
 * https://docs.github.com/webhooks/webhook-events-and-payloads#push
 */
const MOST_COMMITS = 2048;
const MOST_FILES = 3000;

/** Whether a push may have changed the policy: it says so, or doesn't say everything. */
export function mayTouchPolicy(listed: z.infer<typeof commits>): boolean {
  if (!listed || listed.length >= MOST_COMMITS) return true;
  return listed.some(({ added, removed, modified }) => {
    if (!added || !removed || !modified) return true;
    const files = [...added, ...removed, ...modified];
    return files.length >= MOST_FILES || files.includes(POLICY_PATH);
  });
}
