/** Writes the check run `ai-review`: one request, whatever the report. */

import type { Report } from "../core/decision.ts";
import type { ExistingCheck } from "../core/facts.ts";
import { asGitHubError } from "./errors.ts";
import type { Octokit } from "./graphql.ts";

export const CHECK_NAME = "ai-review";

/** GitHub's bounds: label 20 characters, description 40, identifier 20. https://docs.github.com/rest/checks/runs */
const RE_EVALUATE = {
  label: "Re-evaluate",
  description: "Read the change again and judge it anew",
  identifier: "re-evaluate",
};

export interface Publication {
  readonly owner: string;
  readonly repo: string;
  readonly headSha: string;
  /** Names the change: `pr:<number>:<head sha>`. */
  readonly externalId: string;
  readonly report: Report;
  /** The run to update in place; null makes a new one. */
  readonly existing: Pick<ExistingCheck, "id"> | null;
}

/**
 * Publishes a report. An existing run is updated in place only if the report has no annotations: GitHub adds an update's
 * annotations to those that are there, so a run would show each of them again and again, and never lose one.
 * https://docs.github.com/rest/checks/runs#update-a-check-run
 *
 * @returns the run's id
 * @throws GitHubError if GitHub didn't take it
 */
export async function publishCheck(octokit: Octokit, publication: Publication): Promise<{ id: number }> {
  const { owner, repo, headSha, externalId, report, existing } = publication;
  const content = {
    owner,
    repo,
    external_id: externalId,
    status: "completed" as const,
    conclusion: report.conclusion,
    output: {
      title: report.title,
      summary: report.summary,
      text: report.text,
      annotations: report.annotations.map((annotation) => ({
        path: annotation.path,
        start_line: annotation.startLine,
        end_line: annotation.endLine,
        annotation_level: annotation.level,
        title: annotation.title,
        message: annotation.message,
      })),
    },
    actions: [RE_EVALUATE],
  };
  try {
    if (existing && report.annotations.length === 0) {
      const { data } = await octokit.request("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", {
        ...content,
        check_run_id: existing.id,
      });
      return { id: Number(data.id) };
    }
    const { data } = await octokit.request("POST /repos/{owner}/{repo}/check-runs", {
      ...content,
      name: CHECK_NAME,
      head_sha: headSha,
    });
    return { id: Number(data.id) };
  } catch (error) {
    throw asGitHubError(error, `publishing ${CHECK_NAME} on ${owner}/${repo}@${headSha.slice(0, 7)}`);
  }
}
