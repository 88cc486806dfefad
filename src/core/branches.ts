/** Which branches the policy protects. Patterns mean here what they mean in GitHub's rulesets. */
import type { Policy } from "./policy.ts";

/**
 * Whether a branch is protected by the policy. A `*` stands for anything within a name between slashes, `?` for one
 * character of it, `**` for any number of such names (`release/**` covers `release/a` and `release/a/b`, but not
 * `release`). Case counts, and nothing else is special.
 *
 * @param branch the short name, without `refs/heads/`
 * @param defaultBranch what is protected where the policy names no branches
 */
export function isProtectedBranch(policy: Pick<Policy, "branches">, branch: string, defaultBranch: string): boolean {
  if (policy.branches === null) return branch === defaultBranch;
  return policy.branches.some((pattern) => matchesBranch(pattern, branch));
}

function matchesBranch(pattern: string, branch: string): boolean {
  const parts = pattern.split("/");
  // A last `**` needs something to stand for, as `release/**/*` does in a ruleset.
  if (parts.at(-1) === "**") parts.push("*");
  return matchesSequence(parts, branch.split("/"), "**", (part, name) =>
    matchesSequence([...part], [...name], "*", (wanted, found) => wanted === "?" || wanted === found),
  );
}

/**
 * Matches items one to one, where `any` stands for any number of them. Only the latest `any` is ever tried again:
 * giving an earlier one more can't help, so the time is at most pattern × items, however hostile the pattern.
 */
function matchesSequence(
  pattern: readonly string[],
  items: readonly string[],
  any: string,
  matches: (wanted: string, found: string) => boolean,
): boolean {
  let wanted = 0;
  let found = 0;
  let retryWanted = -1;
  let retryFound = 0;
  for (;;) {
    const part = pattern[wanted];
    const item = items[found];
    if (part === any) {
      retryWanted = ++wanted;
      retryFound = found;
    } else if (part !== undefined && item !== undefined && matches(part, item)) {
      wanted++;
      found++;
    } else if (part === undefined && item === undefined) {
      return true;
    } else if (retryWanted >= 0 && retryFound < items.length) {
      wanted = retryWanted;
      found = ++retryFound;
    } else {
      return false;
    }
  }
}
