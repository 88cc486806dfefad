/** Whether somebody may push to a repository now. */
import type { Account } from "../../core/facts.ts";
import { asGitHubError, GitHubError } from "../errors.ts";
import type { Octokit } from "../graphql.ts";
import type { RequestRef } from "./read.ts";

/** `maintain` is told as `write` and `triage` as `read`; a custom role as the role that it builds on. */
const MAY_PUSH: ReadonlySet<string> = new Set(["admin", "write"]);

/**
 * Reads a person's access. One request.
 * https://docs.github.com/rest/collaborators/collaborators#get-repository-permissions-for-a-user
 *
 * @returns null where GitHub doesn't say; who isn't there, or is somebody else by now, may not
 * @throws GitHubError if GitHub couldn't answer
 */
export async function readAccess(
  octokit: Octokit,
  { owner, repo }: RequestRef,
  account: Account,
): Promise<boolean | null> {
  const operation = `reading what ${account.login} may do in ${owner}/${repo}`;
  try {
    const { data } = await octokit.request("GET /repos/{owner}/{repo}/collaborators/{username}/permission", {
      owner,
      repo,
      username: account.login,
    });
    if (typeof data.permission !== "string") throw new GitHubError(`${operation}: expected a permission, got none`);
    // Logins are renamed and taken over.
    const isSame = account.id === null || !data.user || Number(data.user.id) === account.id;
    return isSame && MAY_PUSH.has(data.permission);
  } catch (error) {
    const failure = asGitHubError(error, operation);
    if (failure.status === 404) return false;
    if (failure.isRefusal) return null;
    throw failure;
  }
}
