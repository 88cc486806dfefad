/** Issues, pull requests, and what is said on them, as REST and webhooks show them. */
import { commitsOf, filesChanged } from "../state/changes.ts";
import type { Issue, IssueComment, PullRequest, Review, ReviewComment } from "../state/conversation.ts";
import type { Label, Repository, World } from "../state/model.ts";
import { accountJson, appJson } from "./account.ts";
import { nodeId } from "./node-id.ts";
import { fullName, repositoryApiUrl, repositoryJson } from "./repository.ts";
import { teamJson } from "./team.ts";

export function labelJson(world: World, repository: Repository, label: Label) {
  return {
    id: label.id,
    node_id: nodeId("Label", label.id),
    url: repositoryApiUrl(world, repository, `/labels/${encodeURIComponent(label.name)}`),
    name: label.name,
    color: label.color,
    default: false,
    description: null,
  };
}

export function htmlUrl(world: World, on: Issue | PullRequest): string {
  return `${world.url}/${fullName(on.repository)}/${on.kind === "Issue" ? "issues" : "pull"}/${on.number}`;
}

function conversationJson(world: World, on: Issue | PullRequest) {
  const assignees = [...on.assignees].map((account) => accountJson(world, account));
  return {
    id: on.id,
    node_id: nodeId(on.kind, on.id),
    number: on.number,
    html_url: htmlUrl(world, on),
    state: on.state === "OPEN" ? "open" : "closed",
    locked: false,
    title: on.title,
    body: on.body === "" ? null : on.body,
    user: accountJson(world, on.author),
    labels: [...on.labels].map((label) => labelJson(world, on.repository, label)),
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    created_at: on.createdAt,
    updated_at: on.updatedAt,
    closed_at: on.closedAt,
    author_association: "MEMBER",
    active_lock_reason: null,
    comments_url: repositoryApiUrl(world, on.repository, `/issues/${on.number}/comments`),
  };
}

/** The issue that every pull request is too, or a plain issue. */
export function issueJson(world: World, on: Issue | PullRequest) {
  const url = repositoryApiUrl(world, on.repository, `/issues/${on.number}`);
  const pullUrl = repositoryApiUrl(world, on.repository, `/pulls/${on.number}`);
  const comments = on.timeline.filter((item) => item.kind === "IssueComment").length;
  return {
    ...conversationJson(world, on),
    url,
    repository_url: repositoryApiUrl(world, on.repository),
    comments,
    performed_via_github_app: on.kind === "Issue" && on.app ? appJson(world, on.app) : null,
    ...(on.kind === "PullRequest" && {
      draft: on.isDraft,
      pull_request: {
        url: pullUrl,
        html_url: htmlUrl(world, on),
        diff_url: `${htmlUrl(world, on)}.diff`,
        patch_url: `${htmlUrl(world, on)}.patch`,
        merged_at: on.mergedAt,
      },
    }),
  };
}

function sideJson(world: World, repository: Repository, ref: string, sha: string) {
  return {
    label: `${repository.owner.login}:${ref}`,
    ref,
    sha,
    user: repository.deleted ? null : accountJson(world, repository.owner),
    repo: repository.deleted ? null : repositoryJson(world, repository),
  };
}

export function pullRequestJson(world: World, request: PullRequest) {
  const { repository } = request;
  const url = repositoryApiUrl(world, repository, `/pulls/${request.number}`);
  const { head, base } = request;
  const asked = [...request.reviewRequests];
  return {
    ...conversationJson(world, request),
    url,
    issue_url: repositoryApiUrl(world, repository, `/issues/${request.number}`),
    diff_url: `${htmlUrl(world, request)}.diff`,
    patch_url: `${htmlUrl(world, request)}.patch`,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    statuses_url: repositoryApiUrl(world, repository, `/statuses/${head.sha}`),
    draft: request.isDraft,
    head: sideJson(world, head.repository, head.ref, head.sha),
    base: sideJson(world, repository, base.ref, base.sha),
    merged: request.state === "MERGED",
    merged_at: request.mergedAt,
    merged_by: request.mergedBy && accountJson(world, request.mergedBy),
    merge_commit_sha: request.mergeCommit,
    // GitHub works this out in the background; null says that it hasn't yet.
    mergeable: null,
    mergeable_state: "unknown",
    rebaseable: null,
    auto_merge: null,
    requested_reviewers: asked.filter((each) => each.kind !== "Team").map((each) => accountJson(world, each)),
    requested_teams: asked.filter((each) => each.kind === "Team").map((each) => teamJson(world, each)),
    maintainer_can_modify: false,
    comments: request.timeline.filter((item) => item.kind === "IssueComment").length,
    review_comments: request.reviews.reduce((sum, review) => sum + review.comments.length, 0),
    commits: commitsOf(request).length,
    changed_files: filesChanged(request).length,
  };
}

/** `state` is in capitals in REST, and in small letters in webhooks. */
export function reviewJson(world: World, review: Review) {
  return {
    id: review.id,
    node_id: nodeId("PullRequestReview", review.id),
    user: accountJson(world, review.author),
    body: review.body,
    state: review.state,
    html_url: `${htmlUrl(world, review.on)}#pullrequestreview-${review.id}`,
    pull_request_url: repositoryApiUrl(world, review.on.repository, `/pulls/${review.on.number}`),
    author_association: "MEMBER",
    submitted_at: review.createdAt,
    updated_at: review.updatedAt,
    commit_id: review.commit,
  };
}

export function commentJson(world: World, comment: IssueComment) {
  const { repository, number } = comment.on;
  return {
    id: comment.id,
    node_id: nodeId("IssueComment", comment.id),
    url: repositoryApiUrl(world, repository, `/issues/comments/${comment.id}`),
    html_url: `${htmlUrl(world, comment.on)}#issuecomment-${comment.id}`,
    issue_url: repositoryApiUrl(world, repository, `/issues/${number}`),
    user: accountJson(world, comment.author),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: "MEMBER",
    body: comment.body,
    performed_via_github_app: null,
  };
}

export function reviewCommentJson(world: World, comment: ReviewComment) {
  const { review } = comment;
  const { repository, number } = review.on;
  return {
    id: comment.id,
    node_id: nodeId("PullRequestReviewComment", comment.id),
    pull_request_review_id: review.id,
    url: repositoryApiUrl(world, repository, `/pulls/comments/${comment.id}`),
    html_url: `${htmlUrl(world, review.on)}#discussion_r${comment.id}`,
    pull_request_url: repositoryApiUrl(world, repository, `/pulls/${number}`),
    user: accountJson(world, comment.author),
    path: comment.path,
    line: comment.line,
    original_line: comment.line,
    side: "RIGHT",
    diff_hunk: "",
    commit_id: review.commit,
    original_commit_id: review.commit,
    body: comment.body,
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: "MEMBER",
  };
}
