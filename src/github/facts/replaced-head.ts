/** A head that a force push replaced: the commits that were on the request and that its base doesn't contain. */
import type { components } from "@octokit/openapi-types";
import type { Commit, GitIdentity } from "../../core/facts.ts";
import { isGitHubItself } from "../../core/people/address.ts";
import { asGitHubError, GitHubError } from "../errors.ts";
import type { Octokit } from "../graphql.ts";
import type { RequestRef } from "./read.ts";
import { toRestAccount } from "./rest-account.ts";

type CommitAnswer = components["schemas"]["commit"];

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
      commits.push(...data.commits.map(toCommit));
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

/** REST doesn't tell the accounts of co-authors, so their addresses stand for them. */
function toCommit(answer: CommitAnswer): Commit {
  const { commit } = answer;
  const author = toIdentity(commit.author, answer.author);
  const committer = toIdentity(commit.committer, answer.committer);
  return {
    sha: answer.sha,
    tree: commit.tree.sha,
    parents: answer.parents.map((parent) => parent.sha),
    // REST doesn't tell the parents' trees.
    empty: false,
    message: commit.message,
    author,
    committer,
    authors: [author],
    // GitHub signs with its own key only what it commits itself, under this address.
    signedByGitHub: commit.verification?.verified === true && isGitHubItself(committer.email),
  };
}

function toIdentity(git: CommitAnswer["commit"]["author"], account: CommitAnswer["author"]): GitIdentity {
  return { name: git?.name ?? "", email: git?.email ?? "", account: toRestAccount(account) };
}
