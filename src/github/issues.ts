/** The issue, or the commit comment, that reports a push or a held deployment. */
import type { components } from "@octokit/openapi-types";
import { asGitHubError, GitHubError } from "./errors.ts";
import type { Octokit } from "./graphql.ts";

export interface Repo {
  readonly owner: string;
  readonly repo: string;
}

export interface IssueText {
  readonly title: string;
  readonly body: string;
}

type IssueAnswer = components["schemas"]["issue"];

/**
 * Opens an issue. https://docs.github.com/rest/issues/issues#create-an-issue
 *
 * @returns its number; null where issues are switched off (410), or the App may not write any
 * @throws GitHubError if GitHub didn't take it
 */
export async function openIssue(octokit: Octokit, { owner, repo }: Repo, text: IssueText): Promise<number | null> {
  const operation = `opening an issue in ${owner}/${repo}`;
  try {
    const { data } = await octokit.request("POST /repos/{owner}/{repo}/issues", { owner, repo, ...text });
    if (!Number.isSafeInteger(data.number))
      throw new GitHubError(`${operation}: expected the issue's number, got none`);
    return data.number;
  } catch (error) {
    const failure = asGitHubError(error, operation);
    if (isClosedTo(failure)) return null;
    throw failure;
  }
}

/** There are no issues, or none for this App. */
function isClosedTo({ status, isRefusal }: GitHubError): boolean {
  return status === 410 || (status === 403 && isRefusal);
}

/**
 * Closes an issue with a new text. https://docs.github.com/rest/issues/issues#update-an-issue
 *
 * @returns false if it isn't there any more
 */
export function closeIssue(octokit: Octokit, place: Repo, number: number, body: string): Promise<boolean> {
  return changeIssue(octokit, place, number, { body, state: "closed", state_reason: "completed" });
}

/**
 * Gives an issue another text.
 *
 * @returns false if it isn't there any more
 */
export function reviseIssue(octokit: Octokit, place: Repo, number: number, body: string): Promise<boolean> {
  return changeIssue(octokit, place, number, { body });
}

async function changeIssue(
  octokit: Octokit,
  { owner, repo }: Repo,
  number: number,
  change: { readonly body: string; readonly state?: "closed"; readonly state_reason?: "completed" },
): Promise<boolean> {
  try {
    await octokit.request("PATCH /repos/{owner}/{repo}/issues/{issue_number}", {
      owner,
      repo,
      issue_number: number,
      ...change,
    });
    return true;
  } catch (error) {
    const failure = asGitHubError(error, `changing issue ${number} of ${owner}/${repo}`);
    if (failure.isRefusal) return false;
    throw failure;
  }
}

/**
 * Looks for an issue that this App opened since a time and whose text begins with a mark. Asked for only where an earlier
 * attempt to open one may have come through.
 */
export async function findIssue(
  octokit: Octokit,
  { owner, repo }: Repo,
  mark: string,
  since: string,
  appId: number,
): Promise<number | null> {
  try {
    const { data } = await octokit.request("GET /repos/{owner}/{repo}/issues", {
      owner,
      repo,
      state: "all",
      since,
      per_page: 100,
    });
    const found = data.find(
      (issue: IssueAnswer) =>
        Number(issue.performed_via_github_app?.id) === appId && (issue.body ?? "").startsWith(mark),
    );
    return found?.number ?? null;
  } catch (error) {
    const failure = asGitHubError(error, `looking for an issue in ${owner}/${repo}`);
    if (isClosedTo(failure)) return null;
    throw failure;
  }
}

/**
 * Comments on a commit. It takes no more than the permission to read contents, but organisations can switch it off.
 * https://docs.github.com/rest/commits/comments#create-a-commit-comment
 *
 * @returns false if GitHub doesn't take it
 */
export async function commentOnCommit(
  octokit: Octokit,
  { owner, repo }: Repo,
  sha: string,
  body: string,
): Promise<boolean> {
  try {
    await octokit.request("POST /repos/{owner}/{repo}/commits/{commit_sha}/comments", {
      owner,
      repo,
      commit_sha: sha,
      body,
    });
    return true;
  } catch (error) {
    const failure = asGitHubError(error, `commenting on ${sha.slice(0, 7)} of ${owner}/${repo}`);
    if (failure.isRefusal) return false;
    throw failure;
  }
}
