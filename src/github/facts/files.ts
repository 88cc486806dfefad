/** Files by REST: the only place where GitHub tells a renamed file's old name, and its patch. */
import type { components } from "@octokit/openapi-types";
import type { FileChange } from "../../core/facts.ts";
import { asGitHubError, GitHubError } from "../errors.ts";
import type { Octokit } from "../graphql.ts";
import type { RequestRef } from "./read.ts";

type FileAnswer = components["schemas"]["diff-entry"];

const PER_PAGE = 100;
/** GitHub gives no more than 3,000 files, 100 a page. https://docs.github.com/rest/pulls/pulls#list-pull-requests-files */
const MOST_PAGES = 30;

/**
 * Reads the request's files with old names and patches. One request per 100 files.
 *
 * @throws GitHubError if any page can't be read
 */
export async function readPatches(octokit: Octokit, { owner, repo, number }: RequestRef): Promise<FileChange[]> {
  const operation = `reading the files of ${owner}/${repo}#${number}`;
  const files: FileChange[] = [];
  for (let page = 1; page <= MOST_PAGES; page++) {
    let answer: FileAnswer[];
    try {
      const response = await octokit.request("GET /repos/{owner}/{repo}/pulls/{pull_number}/files", {
        owner,
        repo,
        pull_number: number,
        per_page: PER_PAGE,
        page,
      });
      answer = response.data;
    } catch (error) {
      throw asGitHubError(error, operation);
    }
    if (!Array.isArray(answer)) throw new GitHubError(`${operation}: expected a list, got something else`);
    files.push(
      ...answer.map((file) => ({
        path: file.filename,
        previousPath: file.previous_filename ?? null,
        status: file.status,
        patch: file.patch ?? null,
      })),
    );
    if (answer.length < PER_PAGE) break;
  }
  return files;
}
