/** The commits that GitHub lists on a request: what its reviewers saw. */
import { GitHubError } from "../errors.ts";
import type { Page } from "../facts/answer.ts";
import { allPages } from "../facts/pages.ts";
import { graphqlWhole, type Octokit } from "../graphql.ts";
import type { Repo } from "../issues.ts";
import { REQUEST_COMMITS_QUERY } from "./query.ts";

type Listed = { readonly commit: { readonly oid: string } };
type Answer = { readonly repository: { readonly pullRequest: { readonly commits: Page<Listed> } | null } | null };

/** Their ids. One request for each hundred. */
export async function readRequestCommits(
  octokit: Octokit,
  { owner, repo }: Repo,
  number: number,
): Promise<ReadonlySet<string>> {
  const operation = `reading the commits of ${owner}/${repo}#${number}`;
  const page = async (after: string | null) => {
    const { repository } = await graphqlWhole<Answer>(octokit, operation, REQUEST_COMMITS_QUERY, {
      owner,
      name: repo,
      number,
      after,
    });
    if (!repository?.pullRequest) throw new GitHubError(`${operation}: expected the request, got null`);
    return repository.pullRequest.commits;
  };
  const all = await allPages(await page(null), "commits of a request", page);
  return new Set(all.map(({ commit }) => commit.oid));
}
