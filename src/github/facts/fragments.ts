/** The parts of the queries: what is asked of each kind of object. Every field is in GitHub's public schema. */
import { LABEL } from "../../core/around/courtesies.ts";
import { POLICY_PATH } from "../../core/policy-path.ts";

export const PAGE = "totalCount pageInfo { hasNextPage endCursor }";
export const ISSUE_ITEM_TYPES = "[ISSUE_COMMENT, LABELED_EVENT, ASSIGNED_EVENT, COMMENT_DELETED_EVENT]";

/** `Actor` has no id of its own; each of its types has. `EnterpriseUserAccount` has none and stays without. */
export const ACTOR = /* GraphQL */ `
fragment actor on Actor {
  __typename
  login
  ... on User { databaseId }
  ... on Bot { databaseId }
  ... on Mannequin { databaseId }
  ... on Organization { databaseId }
}`;

export const GIT_ACTOR = /* GraphQL */ `
fragment gitActor on GitActor { name email user { __typename login databaseId } }`;

/** Parents carry the policy file's blob id: where it differs from the head's at the boundary, the request touches it. */
export const COMMIT = /* GraphQL */ `
fragment commit on Commit {
  oid
  message
  tree { oid }
  parents(first: 20) { totalCount nodes { oid tree { oid } file(path: "${POLICY_PATH}") { oid } } }
  author { ...gitActor }
  committer { ...gitActor }
  authors(first: 100) { totalCount nodes { ...gitActor } }
  signature { isValid wasSignedByGitHub }
}`;

export const POLICY_ENTRY = /* GraphQL */ `
fragment policyEntry on TreeEntry {
  mode
  oid
  object { __typename ... on Blob { text byteSize isBinary isTruncated } }
}`;

export const POLICY_OF_REPOSITORY = /* GraphQL */ `
fragment policyOfRepository on Repository {
  nameWithOwner
  defaultBranchRef { name target { __typename ... on Commit { file(path: "${POLICY_PATH}") { ...policyEntry } } } }
}`;

export const REVIEW_COMMENT = /* GraphQL */ `
fragment reviewComment on PullRequestReviewComment {
  id createdAt lastEditedAt body url author { ...actor } editor { ...actor }
}`;

export const REVIEW = /* GraphQL */ `
fragment review on PullRequestReview {
  id
  state
  body
  url
  createdAt
  submittedAt
  lastEditedAt
  authorCanPushToRepository
  author { ...actor }
  editor { ...actor }
  commit { oid }
  comments(first: 100) { totalCount pageInfo { hasNextPage endCursor } nodes { ...reviewComment } }
}`;

export const TIMELINE_ITEM = /* GraphQL */ `
fragment timelineItem on PullRequestTimelineItems {
  __typename
  ... on IssueComment { id createdAt lastEditedAt body url author { ...actor } editor { ...actor } }
  ... on LabeledEvent { id createdAt actor { ...actor } label { name } }
  ... on UnlabeledEvent { id createdAt actor { ...actor } label { name } }
  ... on AssignedEvent { id createdAt actor { ...actor } assignee { ...assignee } }
  ... on UnassignedEvent { id createdAt actor { ...actor } assignee { ...assignee } }
  ... on HeadRefForcePushedEvent {
    id createdAt actor { ...actor } beforeCommit { ...commit } afterCommit { oid }
  }
  ... on BaseRefForcePushedEvent { id createdAt actor { ...actor } }
  ... on BaseRefChangedEvent { id createdAt actor { ...actor } previousRefName currentRefName }
  ... on AutomaticBaseChangeSucceededEvent { id createdAt actor { ...actor } oldBase newBase }
  ... on CommentDeletedEvent { id createdAt deletedCommentAuthor { ...actor } }
}`;

export const ASSIGNEE = /* GraphQL */ `
fragment assignee on Assignee {
  __typename
  ... on User { login databaseId }
  ... on Bot { login databaseId }
  ... on Mannequin { login databaseId }
  ... on Organization { login databaseId }
}`;

/** What can have set an agent to work on an issue, and the requests that came of it. */
export const ISSUE = /* GraphQL */ `
fragment issue on Issue {
  id
  number
  repository { nameWithOwner }
  timelineItems(first: 100, itemTypes: ${ISSUE_ITEM_TYPES}) { ${PAGE} nodes { ...issueItem } }
  closedByPullRequestsReferences(first: 20, includeClosedPrs: true) { totalCount nodes { number createdAt author { ...actor } } }
}`;

export const ISSUE_ITEM = /* GraphQL */ `
fragment issueItem on IssueTimelineItems {
  __typename
  ... on IssueComment { id createdAt lastEditedAt body url author { ...actor } editor { ...actor } }
  ... on LabeledEvent { id createdAt actor { ...actor } label { name } }
  ... on AssignedEvent { id createdAt actor { ...actor } assignee { ...assignee } }
  ... on CommentDeletedEvent { id createdAt deletedCommentAuthor { ...actor } }
}`;

export const ITEM_TYPES = `[
  ISSUE_COMMENT, LABELED_EVENT, UNLABELED_EVENT, ASSIGNED_EVENT, UNASSIGNED_EVENT, HEAD_REF_FORCE_PUSHED_EVENT,
  BASE_REF_FORCE_PUSHED_EVENT, BASE_REF_CHANGED_EVENT, AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT, COMMENT_DELETED_EVENT
]`;

export const CODEOWNERS = /* GraphQL */ `
fragment codeowners on TreeEntry { mode object { __typename ... on Blob { text isTruncated } } }`;

/**
 * What no verdict depends on stands in a place of its own: where GitHub can't show some of it, only this becomes null.
 * CODEOWNERS counts in these places, in this order, on the base branch.
 * https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */
export const AROUND = /* GraphQL */ `
fragment around on Repository {
  label(name: "${LABEL}") { id }
  pullRequest(number: $number) {
    suggestedReviewers { reviewer { __typename id login databaseId } }
    reviewRequests(first: 100) { nodes { requestedReviewer { ...requestedReviewer } } }
    baseRef {
      target {
        ... on Commit {
          inGithub: file(path: ".github/CODEOWNERS") { ...codeowners }
          inRoot: file(path: "CODEOWNERS") { ...codeowners }
          inDocs: file(path: "docs/CODEOWNERS") { ...codeowners }
        }
      }
    }
  }
}
fragment requestedReviewer on RequestedReviewer {
  __typename
  ...actor
  ... on Team { combinedSlug }
}`;
