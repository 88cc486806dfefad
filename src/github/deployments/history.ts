/** What was there at a time, and the commits before it. */
import type { components } from "@octokit/openapi-types";
import type { Commit } from "../../core/facts.ts";
import { asGitHubError, GitHubError } from "../errors.ts";
import type { Comparison } from "../facts/comparison.ts";
import { toRestCommit } from "../facts/rest-commit.ts";
import type { Octokit } from "../graphql.ts";
import type { Repo } from "../issues.ts";

type ActivityAnswer = components["schemas"]["activity"];

const PER_PAGE = 100;
const MOST_PAGES = 50;

/**
 * When the App was installed. One request, by the App itself.
 * https://docs.github.com/rest/apps/apps#get-an-installation-for-the-authenticated-app
 */
export async function readInstalledAt(octokit: Octokit, installationId: number): Promise<string> {
  const operation = `reading when installation ${installationId} was made`;
  try {
    const { data } = await octokit.request("GET /app/installations/{installation_id}", {
      installation_id: installationId,
    });
    if (typeof data.created_at !== "string") throw new GitHubError(`${operation}: expected a time, got none`);
    return data.created_at;
  } catch (error) {
    throw asGitHubError(error, operation);
  }
}

/**
 * What a branch pointed to at a time, by GitHub's own record of its movements: dates of commits could be anybody's words. One
 * request for each hundred movements since. https://docs.github.com/rest/repos/repos#list-repository-activities
 *
 * @param now what it points to now
 * @returns null where it wasn't there then, or where GitHub doesn't show its movements to this App: then nothing is known to be
 *   older
 * @throws GitHubError if GitHub couldn't answer, or doesn't show enough of it
 */
export async function readTipAt(
  octokit: Octokit,
  { owner, repo }: Repo,
  { name, sha: now }: { readonly name: string; readonly sha: string },
  time: string,
): Promise<string | null> {
  const operation = `reading what ${name} of ${owner}/${repo} pointed to at ${time}`;
  let tip = now;
  let after: string | undefined;
  for (let page = 1; page <= MOST_PAGES; page++) {
    const movements = await readMovements(octokit, operation, { owner, repo, ref: `refs/heads/${name}`, after });
    if (movements === null) return null;
    const { list, next } = movements;
    for (const movement of list) {
      if (Date.parse(movement.timestamp) <= Date.parse(time)) return orNull(tip);
      tip = movement.before;
    }
    if (next === undefined) return orNull(tip);
    after = next;
  }
  throw new GitHubError(`${operation}: it has moved too often since to be followed back`);
}

const orNull = (sha: string) => (/^0+$/.test(sha) ? null : sha);

async function readMovements(
  octokit: Octokit,
  operation: string,
  { after, ...where }: Repo & { readonly ref: string; readonly after: string | undefined },
): Promise<{ readonly list: ActivityAnswer[]; readonly next: string | undefined } | null> {
  try {
    const { data, headers } = await octokit.request("GET /repos/{owner}/{repo}/activity", {
      ...where,
      per_page: PER_PAGE,
      ...(after !== undefined && { after }),
    });
    if (!Array.isArray(data)) throw new GitHubError(`${operation}: expected a list, got something else`);
    const next = /<([^>]+)>;\s*rel="next"/.exec(headers.link ?? "")?.[1];
    return { list: data, next: next ? (new URL(next).searchParams.get("after") ?? undefined) : undefined };
  } catch (error) {
    const failure = asGitHubError(error, operation);
    if (failure.isRefusal) return null;
    throw failure;
  }
}

/**
 * Everything that a commit stands on, itself last. One request for each hundred.
 * https://docs.github.com/rest/commits/commits#list-commits
 *
 * @param most how many pages are read; what lies before them is a gap
 */
export async function readHistory(
  octokit: Octokit,
  { owner, repo }: Repo,
  sha: string,
  most = MOST_PAGES,
): Promise<Comparison> {
  const operation = `reading the history of ${sha.slice(0, 7)} of ${owner}/${repo}`;
  const commits: Commit[] = [];
  const files = { list: "files", what: "GitHub lists no files of a whole history." } as const;
  for (let page = 1; page <= most; page++) {
    try {
      const { data } = await octokit.request("GET /repos/{owner}/{repo}/commits", {
        owner,
        repo,
        sha,
        per_page: PER_PAGE,
        page,
      });
      if (!Array.isArray(data)) throw new GitHubError(`${operation}: expected commits, got something else`);
      commits.push(...data.map(toRestCommit));
      if (data.length < PER_PAGE) return { commits: commits.reverse(), files: [], gaps: [files] };
    } catch (error) {
      throw asGitHubError(error, operation);
    }
  }
  const gap = { list: "commits", what: `Only the newest ${commits.length} commits were read.` } as const;
  return { commits: commits.reverse(), files: [], gaps: [files, gap] };
}
