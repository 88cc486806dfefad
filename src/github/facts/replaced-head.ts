/** A head that a force push replaced: the commits that were on the request and that its base doesn't contain. */
import type { Commit } from "../../core/facts.ts";
import { asGitHubError, GitHubError } from "../errors.ts";
import type { Octokit } from "../graphql.ts";
import type { RequestRef } from "./read.ts";
import { toRestCommit } from "./rest-commit.ts";

const PER_PAGE = 100;
const MOST_PAGES = 10;

/**
 * Reads the commits of a replaced head. One request per 100 commits.
 * https://docs.github.com/rest/commits/commits#compare-two-commits
 *
 * @returns oldest first; null if GitHub can't show that head any more, or not all of it
 * @throws GitHubError if GitHub couldn't answer
 */
export async function readReplacedHead(
  octokit: Octokit,
  { owner, repo, number }: RequestRef,
  base: string,
  head: string,
): Promise<Commit[] | null> {
  const operation = `reading the replaced head ${head.slice(0, 7)} of ${owner}/${repo}#${number}`;
  const commits: Commit[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    try {
      const { data } = await octokit.request("GET /repos/{owner}/{repo}/compare/{basehead}", {
        owner,
        repo,
        basehead: `${base}...${head}`,
        per_page: PER_PAGE,
        page,
      });
      if (!Array.isArray(data.commits)) throw new GitHubError(`${operation}: expected commits, got something else`);
      commits.push(...data.commits.map(toRestCommit));
      if (commits.length >= data.total_commits) return commits;
      if (data.commits.length === 0) return null;
    } catch (error) {
      const failure = asGitHubError(error, operation);
      if (failure.isRefusal) return null;
      throw failure;
    }
  }
  return null;
}
