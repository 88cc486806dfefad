/** Tells the world's webhooks of what happened, in the shapes that GitHub documents. */
import { checkRunEventJson, checkSuiteJson } from "../render/check-run.ts";
import { deploymentJson } from "../render/deployment.ts";
import { commentJson, issueJson, pullRequestJson, reviewCommentJson, reviewJson } from "../render/pull-request.ts";
import { repositoryApiUrl } from "../render/repository.ts";
import type { Issue, IssueComment, PullRequest, Review, ReviewComment } from "./conversation.ts";
import type { WorkflowRun } from "./deployment.ts";
import type { Account, CheckRun, CheckSuite, World } from "./model.ts";

type Extra = Readonly<Record<string, unknown>>;

/** `pull_request` or `issues`, whichever it is about. */
export function announce(
  world: World,
  on: Issue | PullRequest,
  action: string,
  sender: Account,
  extra: Extra = {},
): void {
  const payload =
    on.kind === "PullRequest"
      ? { number: on.number, pull_request: pullRequestJson(world, on) }
      : { issue: issueJson(world, on) };
  world.emit({
    event: on.kind === "PullRequest" ? "pull_request" : "issues",
    action,
    sender,
    repository: on.repository,
    payload: { ...payload, ...extra },
  });
}

export function announceComment(
  world: World,
  comment: IssueComment,
  action: string,
  sender: Account,
  extra: Extra = {},
) {
  world.emit({
    event: "issue_comment",
    action,
    sender,
    repository: comment.on.repository,
    payload: { issue: issueJson(world, comment.on), comment: commentJson(world, comment), ...extra },
  });
}

export function announceReview(world: World, review: Review, action: string, sender: Account, extra: Extra = {}): void {
  world.emit({
    event: "pull_request_review",
    action,
    sender,
    repository: review.on.repository,
    payload: {
      review: { ...reviewJson(world, review), state: review.state.toLowerCase() },
      pull_request: pullRequestJson(world, review.on),
      ...extra,
    },
  });
}

export function announceReviewComment(
  world: World,
  comment: ReviewComment,
  action: string,
  sender: Account,
  extra: Extra = {},
): void {
  const request = comment.review.on;
  world.emit({
    event: "pull_request_review_comment",
    action,
    sender,
    repository: request.repository,
    payload: { comment: reviewCommentJson(world, comment), pull_request: pullRequestJson(world, request), ...extra },
  });
}

export function announceCheckRun(
  world: World,
  run: CheckRun,
  action: string,
  sender: Account,
  extra: Extra = {},
): void {
  world.emit({
    event: "check_run",
    action,
    sender,
    repository: run.suite.repository,
    payload: { check_run: checkRunEventJson(world, run), ...extra },
  });
}

export function announceCheckSuite(world: World, suite: CheckSuite, action: string, sender: Account): void {
  world.emit({
    event: "check_suite",
    action,
    sender,
    repository: suite.repository,
    payload: { check_suite: checkSuiteJson(world, suite) },
  });
}

/** https://docs.github.com/webhooks/webhook-events-and-payloads#deployment_protection_rule */
export function announceProtectionRule(world: World, run: WorkflowRun): void {
  const { repository, environment, event, headSha, ref, deployment, triggeringActor } = run;
  world.emit({
    event: "deployment_protection_rule",
    action: "requested",
    sender: triggeringActor,
    repository,
    payload: {
      environment: environment.name,
      event,
      sha: headSha,
      ref,
      deployment_callback_url: repositoryApiUrl(
        world,
        repository,
        `/actions/runs/${run.id}/deployment_protection_rule`,
      ),
      deployment: deploymentJson(world, deployment),
      pull_requests: [],
    },
  });
}
