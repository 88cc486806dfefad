/** A repository's activity list: who pushed what, where the deliveries that would have told went missing. */
import type { components } from "@octokit/openapi-types";
import type { Push } from "../../core/memory.ts";
import { asGitHubError, GitHubError } from "../errors.ts";
import type { Octokit } from "../graphql.ts";
import { toRestAccount } from "./rest-account.ts";

type ActivityAnswer = components["schemas"]["activity"];

/** One page, newest first: a branch's latest hundred pushes. What lies before them counts as unknown. */
const PER_PAGE = 100;

/**
 * Reads the pushes to a branch. One request.
 * https://docs.github.com/rest/repos/repos#list-repository-activities
 *
 * @returns newest last; null where GitHub doesn't show this repository's activity to the App, as for most forks
 * @throws GitHubError if GitHub couldn't answer
 */
export async function readActivity(
  octokit: Octokit,
  repository: string,
  branch: string,
): Promise<(Push & { readonly id: string; readonly forced: boolean })[] | null> {
  const [owner = "", repo = ""] = repository.split("/");
  const operation = `reading the pushes to ${branch} of ${repository}`;
  let answer: ActivityAnswer[];
  try {
    const response = await octokit.request("GET /repos/{owner}/{repo}/activity", {
      owner,
      repo,
      ref: `refs/heads/${branch}`,
      per_page: PER_PAGE,
    });
    answer = response.data;
  } catch (error) {
    const failure = asGitHubError(error, operation);
    if (failure.isRefusal) return null;
    throw failure;
  }
  if (!Array.isArray(answer)) throw new GitHubError(`${operation}: expected a list, got something else`);
  return answer
    .filter((activity) => activity.activity_type !== "branch_deletion")
    .map((activity) => ({
      id: String(activity.id),
      branch,
      before: /^0+$/.test(activity.before) ? null : activity.before,
      after: activity.after,
      actor: toRestAccount(activity.actor),
      at: new Date(activity.timestamp).toISOString(),
      forced: activity.activity_type === "force_push",
    }))
    .reverse();
}
