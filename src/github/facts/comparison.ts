/** What a push brought: the commits that one commit reaches and another doesn't, and the files between them. */
import type { components } from "@octokit/openapi-types";
import type { Commit, FileChange, Gap } from "../../core/facts.ts";
import { asGitHubError, GitHubError } from "../errors.ts";
import type { Octokit } from "../graphql.ts";
import { toRestCommit } from "./rest-commit.ts";

type FileAnswer = components["schemas"]["diff-entry"];

const PER_PAGE = 100;
const MOST_PAGES = 50;
/** GitHub shows no more files of a comparison. https://docs.github.com/rest/commits/commits#compare-two-commits */
const MOST_FILES = 300;

export interface Comparison {
  /** Oldest first, those of merges' second parents among them. */
  readonly commits: readonly Commit[];
  readonly files: readonly FileChange[];
  readonly gaps: readonly Gap[];
}

/**
 * Reads a comparison. One request per 100 commits.
 * https://docs.github.com/rest/commits/commits#compare-two-commits
 *
 * @param base a commit or a branch
 * @returns a comparison with a gap where GitHub can't show it: one of the two is gone, or they share no history
 * @throws GitHubError if GitHub couldn't answer
 */
export async function readComparison(
  octokit: Octokit,
  { owner, repo }: { readonly owner: string; readonly repo: string },
  base: string,
  head: string,
): Promise<Comparison> {
  const operation = `comparing ${base.slice(0, 40)} with ${head.slice(0, 7)} in ${owner}/${repo}`;
  const commits: Commit[] = [];
  let files: FileAnswer[] = [];
  let total = 0;
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
      if (page === 1) files = data.files ?? [];
      commits.push(...data.commits.map(toRestCommit));
      total = data.total_commits;
      if (commits.length >= total || data.commits.length === 0) break;
    } catch (error) {
      const failure = asGitHubError(error, operation);
      if (!failure.isRefusal) throw failure;
      const what = `GitHub can't compare what the branch pointed to before (${base.slice(0, 7)}) with ${head.slice(0, 7)}.`;
      return { commits: [], files: [], gaps: [{ list: "commits", what }] };
    }
  }
  return { commits, files: files.map(toFile), gaps: gapsOf(commits.length, total, files.length) };
}

function gapsOf(commits: number, total: number, files: number): Gap[] {
  return [
    ...(commits < total
      ? [{ list: "commits" as const, what: `GitHub shows ${commits} of ${total} commits that arrived.` }]
      : []),
    ...(files >= MOST_FILES
      ? [{ list: "files" as const, what: `GitHub shows only ${files} of the changed files.` }]
      : []),
  ];
}

function toFile(file: FileAnswer): FileChange {
  const { filename, previous_filename, status, patch } = file;
  return { path: filename, previousPath: previous_filename ?? null, status, patch: patch ?? null };
}
