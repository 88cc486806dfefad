/** Check runs and suites as REST and webhooks show them. */

import type { PullRequest } from "../state/conversation.ts";
import type { CheckRun, CheckSuite, Repository, World } from "../state/model.ts";
import { allRequests } from "../state/repositories.ts";
import { conclusionOf, statusOf } from "../state/suites.ts";
import { appJson } from "./account.ts";
import { nodeId } from "./node-id.ts";
import { fullName, repositoryApiUrl } from "./repository.ts";

function sideJson(world: World, repository: Repository, ref: string, sha: string) {
  const repo = { id: repository.id, url: repositoryApiUrl(world, repository), name: repository.name };
  return { ref, sha, repo };
}

function requestJson(world: World, { id, number, repository, head, base }: PullRequest) {
  return {
    id,
    number,
    url: repositoryApiUrl(world, repository, `/pulls/${number}`),
    head: sideJson(world, head.repository, head.ref, head.sha),
    base: sideJson(world, repository, base.ref, base.sha),
  };
}

/** Open requests from the same repository with this head: GitHub lists none of a fork's. */
function requestsOf(world: World, { repository, headSha }: CheckSuite) {
  return allRequests(world)
    .filter(({ state, head }) => state === "OPEN" && head.sha === headSha && head.repository === repository)
    .map((request) => requestJson(world, request));
}

export function checkSuiteJson(world: World, suite: CheckSuite) {
  return {
    id: suite.id,
    node_id: nodeId("CheckSuite", suite.id),
    head_branch: suite.headBranch,
    head_sha: suite.headSha,
    status: statusOf(suite),
    conclusion: conclusionOf(suite),
    url: repositoryApiUrl(world, suite.repository, `/check-suites/${suite.id}`),
    before: null,
    after: suite.headSha,
    pull_requests: requestsOf(world, suite),
    app: appJson(world, suite.app),
    created_at: suite.createdAt,
    updated_at: suite.updatedAt,
  };
}

export function checkRunJson(world: World, run: CheckRun) {
  const { suite } = run;
  const url = repositoryApiUrl(world, suite.repository, `/check-runs/${run.id}`);
  return {
    id: run.id,
    node_id: nodeId("CheckRun", run.id),
    name: run.name,
    head_sha: suite.headSha,
    external_id: run.externalId,
    url,
    html_url: `${world.url}/${fullName(suite.repository)}/runs/${run.id}`,
    details_url: run.detailsUrl ?? `${world.url}/apps/${suite.app.slug}`,
    status: run.status,
    conclusion: run.conclusion,
    started_at: run.startedAt,
    completed_at: run.completedAt,
    output: {
      title: run.title,
      summary: run.summary,
      text: run.text,
      annotations_count: run.annotations.length,
      annotations_url: `${url}/annotations`,
    },
    check_suite: { id: suite.id },
    app: appJson(world, suite.app),
    pull_requests: requestsOf(world, suite),
  };
}

/** In webhooks a run carries its suite. */
export function checkRunEventJson(world: World, run: CheckRun) {
  return { ...checkRunJson(world, run), check_suite: checkSuiteJson(world, run.suite) };
}
