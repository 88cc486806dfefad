/** Deployments and workflow runs as REST and webhooks show them. */
import type { Deployment, WorkflowRun } from "../state/deployment.ts";
import type { World } from "../state/model.ts";
import { accountJson } from "./account.ts";
import { nodeId } from "./node-id.ts";
import { repositoryApiUrl, repositoryJson } from "./repository.ts";

/** `deployment` of REST's schema. */
export function deploymentJson(world: World, deployment: Deployment) {
  const { id, repository, sha, ref, environment, creator, createdAt } = deployment;
  const url = repositoryApiUrl(world, repository, `/deployments/${id}`);
  return {
    url,
    id,
    node_id: nodeId("Deployment", id),
    task: "deploy",
    original_environment: environment,
    environment,
    description: null,
    created_at: createdAt,
    updated_at: deployment.statuses.at(-1)?.createdAt ?? createdAt,
    statuses_url: `${url}/statuses`,
    repository_url: repositoryApiUrl(world, repository),
    creator: accountJson(world, creator),
    sha,
    ref,
    payload: {},
    transient_environment: false,
    production_environment: false,
    performed_via_github_app: null,
  };
}

/** `workflow-run` of REST's schema, without what is about the workflow's file. */
export function runJson(world: World, run: WorkflowRun) {
  const { id, repository, headSha, ref, event, actor, triggeringActor, attempt, status, conclusion } = run;
  const url = repositoryApiUrl(world, repository, `/actions/runs/${id}`);
  return {
    id,
    name: "Deploy",
    node_id: nodeId("WorkflowRun", id),
    head_branch: ref.startsWith("refs/heads/") ? ref.slice("refs/heads/".length) : null,
    head_sha: headSha,
    run_attempt: attempt,
    event,
    status,
    conclusion,
    url,
    html_url: `${world.url}/${repository.owner.login}/${repository.name}/actions/runs/${id}`,
    pull_requests: [],
    created_at: run.createdAt,
    updated_at: run.createdAt,
    actor: accountJson(world, actor),
    triggering_actor: accountJson(world, triggeringActor),
    repository: repositoryJson(world, repository),
    head_repository: repositoryJson(world, repository),
  };
}
