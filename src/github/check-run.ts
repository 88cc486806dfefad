/** Writes the check run `ai-review`: one request, and one more for each 50 annotations beyond the first. */
import type { Annotation, Report } from "../core/decision.ts";
import type { ExistingCheck } from "../core/facts.ts";
import { asGitHubError, GitHubError } from "./errors.ts";
import type { Octokit } from "./graphql.ts";

const CHECK_NAME = "ai-review";

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
  const { owner, repo, headSha, report, existing } = publication;
  const operation = `publishing ${CHECK_NAME} on ${owner}/${repo}@${headSha.slice(0, 7)}`;
  try {
    if (existing && report.annotations.length === 0 && (await update(octokit, publication, existing.id, []))) {
      return { id: existing.id };
    }
    const [first = [], ...more] = inPages(report.annotations);
    const { data } = await octokit.request("POST /repos/{owner}/{repo}/check-runs", {
      owner,
      repo,
      name: CHECK_NAME,
      head_sha: headSha,
      ...contentOf(publication, first),
    });
    const id = Number(data.id);
    if (!Number.isSafeInteger(id)) throw new GitHubError(`${operation}: expected the new run's id, got none`);
    for (const annotations of more) {
      if (!(await update(octokit, publication, id, annotations))) {
        throw new GitHubError(`${operation}: expected the new run ${id} to be there, got 404`);
      }
    }
    return { id };
  } catch (error) {
    throw asGitHubError(error, operation);
  }
}

/** @returns false if GitHub doesn't have that run any more: it keeps check data for 400 days */
async function update(
  octokit: Octokit,
  publication: Publication,
  id: number,
  annotations: readonly Annotation[],
): Promise<boolean> {
  const { owner, repo } = publication;
  try {
    await octokit.request("PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}", {
      owner,
      repo,
      check_run_id: id,
      ...contentOf(publication, annotations),
    });
    return true;
  } catch (error) {
    if (asGitHubError(error, "updating").status === 404) return false;
    throw error;
  }
}

function contentOf({ externalId, report }: Publication, annotations: readonly Annotation[]) {
  return {
    external_id: externalId,
    status: "completed" as const,
    conclusion: report.conclusion,
    output: {
      title: report.title,
      summary: report.summary,
      text: report.text,
      annotations: annotations.map((annotation) => ({
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
}

/** GitHub takes 50 annotations a request. https://docs.github.com/rest/checks/runs#create-a-check-run */
function inPages(annotations: readonly Annotation[], size = 50): Annotation[][] {
  const count = Math.ceil(annotations.length / size);
  return Array.from({ length: count }, (_, page) => annotations.slice(page * size, (page + 1) * size));
}
