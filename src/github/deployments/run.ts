/** The workflow run that waits: who started it, and the answer that it gets. */
import type { Account } from "../../core/facts.ts";
import { asGitHubError } from "../errors.ts";
import { toRestAccount } from "../facts/rest-account.ts";
import type { Octokit } from "../graphql.ts";
import type { Repo } from "../issues.ts";

/**
 * Who started a run, at first and this time. One request.
 * https://docs.github.com/rest/actions/workflow-runs#get-a-workflow-run
 *
 * @returns nobody where GitHub doesn't show the run to this App: it takes `actions: read`
 */
export async function readStarters(octokit: Octokit, { owner, repo }: Repo, runId: number): Promise<Account[]> {
  try {
    const { data } = await octokit.request("GET /repos/{owner}/{repo}/actions/runs/{run_id}", {
      owner,
      repo,
      run_id: runId,
    });
    return [data.actor, data.triggering_actor].flatMap((each) => toRestAccount(each) ?? []);
  } catch (error) {
    const failure = asGitHubError(error, `reading who started the run ${runId} of ${owner}/${repo}`);
    if (failure.isRefusal) return [];
    throw failure;
  }
}

export interface DeploymentAnswer {
  readonly environment: string;
  readonly state: "approved" | "rejected";
  readonly comment: string;
}

/**
 * Answers for this App's rule.
 * https://docs.github.com/rest/actions/workflow-runs#review-custom-deployment-protection-rules-for-a-workflow-run
 *
 * @returns false where the run isn't there, or waits for no answer any more
 * @throws GitHubError if GitHub didn't take it, as without the permission `deployments: write`
 */
export async function answerDeployment(
  octokit: Octokit,
  { owner, repo }: Repo,
  runId: number,
  { environment, state, comment }: DeploymentAnswer,
): Promise<boolean> {
  try {
    await octokit.request("POST /repos/{owner}/{repo}/actions/runs/{run_id}/deployment_protection_rule", {
      owner,
      repo,
      run_id: runId,
      environment_name: environment,
      state,
      comment,
    });
    return true;
  } catch (error) {
    const failure = asGitHubError(error, `answering the deployment to ${environment} of ${owner}/${repo}`);
    if (failure.status === 404 || failure.status === 422) return false;
    throw failure;
  }
}
