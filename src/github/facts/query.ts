/**
 * The one query that reads a pull request whole, and the queries that turn its lists' further pages.
 *
 * Every field is in GitHub's public schema (a test validates each query against it), and the bounds keep a query
 * under GitHub's 500,000 nodes (another test counts them).
 */

import { LABEL } from "../../core/around/courtesies.ts";

export const POLICY_PATH = ".github/ai-review.yml";

const PAGE = "totalCount pageInfo { hasNextPage endCursor }";
const ISSUE_ITEM_TYPES = "[ISSUE_COMMENT, LABELED_EVENT, ASSIGNED_EVENT, COMMENT_DELETED_EVENT]";

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

const GIT_ACTOR = /* GraphQL */ `
fragment gitActor on GitActor { name email user { __typename login databaseId } }`;

/** Parents carry the policy file's blob id: where it differs from the head's at the boundary, the request touches it. */
const COMMIT = /* GraphQL */ `
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

const REVIEW_COMMENT = /* GraphQL */ `
fragment reviewComment on PullRequestReviewComment {
  id createdAt lastEditedAt body url author { ...actor } editor { ...actor }
}`;

const REVIEW = /* GraphQL */ `
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

const TIMELINE_ITEM = /* GraphQL */ `
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

const ASSIGNEE = /* GraphQL */ `
fragment assignee on Assignee {
  __typename
  ... on User { login databaseId }
  ... on Bot { login databaseId }
  ... on Mannequin { login databaseId }
  ... on Organization { login databaseId }
}`;

/** What can have set an agent to work on an issue, and the requests that came of it. */
const ISSUE = /* GraphQL */ `
fragment issue on Issue {
  id
  number
  repository { nameWithOwner }
  timelineItems(first: 100, itemTypes: ${ISSUE_ITEM_TYPES}) { ${PAGE} nodes { ...issueItem } }
  closedByPullRequestsReferences(first: 20, includeClosedPrs: true) { totalCount nodes { number createdAt author { ...actor } } }
}`;

const ISSUE_ITEM = /* GraphQL */ `
fragment issueItem on IssueTimelineItems {
  __typename
  ... on IssueComment { id createdAt lastEditedAt body url author { ...actor } editor { ...actor } }
  ... on LabeledEvent { id createdAt actor { ...actor } label { name } }
  ... on AssignedEvent { id createdAt actor { ...actor } assignee { ...assignee } }
  ... on CommentDeletedEvent { id createdAt deletedCommentAuthor { ...actor } }
}`;

const ITEM_TYPES = `[
  ISSUE_COMMENT, LABELED_EVENT, UNLABELED_EVENT, ASSIGNED_EVENT, UNASSIGNED_EVENT, HEAD_REF_FORCE_PUSHED_EVENT,
  BASE_REF_FORCE_PUSHED_EVENT, BASE_REF_CHANGED_EVENT, AUTOMATIC_BASE_CHANGE_SUCCEEDED_EVENT, COMMENT_DELETED_EVENT
]`;

const CODEOWNERS = /* GraphQL */ `
fragment codeowners on TreeEntry { mode object { __typename ... on Blob { text isTruncated } } }`;

/**
 * What no verdict depends on stands in a place of its own: where GitHub can't show some of it, only this becomes null.
 * CODEOWNERS counts in these places, in this order, on the base branch.
 * https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */
const AROUND = /* GraphQL */ `
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

/** Reads a pull request, its policy files and the check that this App has on it already. */
export const PULL_REQUEST_QUERY = /* GraphQL */ `
query pullRequestFacts($owner: String!, $name: String!, $number: Int!, $appId: Int!) {
  repository(owner: $owner, name: $name) {
    id
    name
    owner { __typename login }
    ...policyOfRepository
    notes: ref(qualifiedName: "refs/notes/ai") { target { __typename oid } }
    pullRequest(number: $number) {
      id
      number
      url
      title
      body
      state
      isDraft
      mergeCommit { oid }
      createdAt
      lastEditedAt
      changedFiles
      author { ...actor }
      editor { ...actor }
      baseRefName
      baseRefOid
      baseRef { target { __typename ... on Commit { tree { oid } file(path: "${POLICY_PATH}") { oid } } } }
      headRefName
      headRefOid
      headRepository { databaseId nameWithOwner }
      assignees(first: 100) { totalCount nodes { __typename login databaseId } }
      labels(first: 100) { totalCount nodes { name } }
      commits(first: 100) { ${PAGE} nodes { commit { ...commit } } }
      head: commits(last: 1) {
        nodes {
          commit {
            oid
            file(path: "${POLICY_PATH}") { ...policyEntry }
            checkSuites(first: 10, filterBy: { appId: $appId }) {
              nodes {
                checkRuns(first: 10, filterBy: { checkName: "ai-review", checkType: LATEST }) {
                  nodes { databaseId status conclusion externalId title }
                }
              }
            }
            associatedPullRequests(first: 50) {
              totalCount
              nodes { number state baseRefName headRefOid baseRepository { nameWithOwner } }
            }
          }
        }
      }
      reviews(first: 100) { ${PAGE} nodes { ...review } }
      timelineItems(first: 100, itemTypes: ${ITEM_TYPES}) { ${PAGE} nodes { ...timelineItem } }
      files(first: 100) { ${PAGE} nodes { path changeType } }
      closingIssuesReferences(first: 10) { ${PAGE} nodes { ...issue } }
    }
  }
  around: repository(owner: $owner, name: $name) { ...around }
  organizationPrivate: repository(owner: $owner, name: ".github-private") { ...policyOfRepository }
  organizationPublic: repository(owner: $owner, name: ".github") { ...policyOfRepository }
}
${ACTOR}${GIT_ACTOR}${COMMIT}${POLICY_ENTRY}${POLICY_OF_REPOSITORY}${REVIEW_COMMENT}${REVIEW}${TIMELINE_ITEM}${ASSIGNEE}${ISSUE}${ISSUE_ITEM}${AROUND}${CODEOWNERS}`;

function pageQuery(list: PagedList, selection: string, fragments: string): string {
  return /* GraphQL */ `
query pullRequest${list[0]?.toUpperCase()}${list.slice(1)}($id: ID!, $after: String!) {
  node(id: $id) { ... on PullRequest { headRefOid ${selection} } }
}
${fragments}`;
}

/** The lists of a pull request that can run over one page. */
export type PagedList = "commits" | "reviews" | "timelineItems" | "files" | "closingIssuesReferences";

/** One query a list: its page after a cursor, with the head it was read at. Variables: `id`, `after`. */
export const PAGE_QUERIES: Readonly<Record<PagedList, string>> = {
  commits: pageQuery(
    "commits",
    `commits(first: 100, after: $after) { ${PAGE} nodes { commit { ...commit } } }`,
    `${GIT_ACTOR}${COMMIT}`,
  ),
  reviews: pageQuery(
    "reviews",
    `reviews(first: 100, after: $after) { ${PAGE} nodes { ...review } }`,
    `${ACTOR}${REVIEW_COMMENT}${REVIEW}`,
  ),
  timelineItems: pageQuery(
    "timelineItems",
    `timelineItems(first: 100, after: $after, itemTypes: ${ITEM_TYPES}) { ${PAGE} nodes { ...timelineItem } }`,
    `${ACTOR}${GIT_ACTOR}${COMMIT}${TIMELINE_ITEM}${ASSIGNEE}`,
  ),
  files: pageQuery("files", `files(first: 100, after: $after) { ${PAGE} nodes { path changeType } }`, ""),
  closingIssuesReferences: pageQuery(
    "closingIssuesReferences",
    `closingIssuesReferences(first: 10, after: $after) { ${PAGE} nodes { ...issue } }`,
    `${ACTOR}${ASSIGNEE}${ISSUE}${ISSUE_ITEM}`,
  ),
};

/** The comments of one review after a cursor. Variables: `id` (the review's), `after`. */
export const REVIEW_COMMENTS_QUERY = /* GraphQL */ `
query reviewComments($id: ID!, $after: String!) {
  node(id: $id) {
    ... on PullRequestReview { comments(first: 100, after: $after) { ${PAGE} nodes { ...reviewComment } } }
  }
}
${ACTOR}${REVIEW_COMMENT}`;

/** One issue by its number. Variables: `owner`, `name`, `number`. */
export const ISSUE_QUERY = /* GraphQL */ `
query issueFacts($owner: String!, $name: String!, $number: Int!) {
  repository(owner: $owner, name: $name) { issue(number: $number) { ...issue } }
}
${ACTOR}${ASSIGNEE}${ISSUE}${ISSUE_ITEM}`;

/** An issue's timeline after a cursor. Variables: `id` (the issue's), `after`. */
export const ISSUE_ITEMS_QUERY = /* GraphQL */ `
query issueItems($id: ID!, $after: String!) {
  node(id: $id) {
    ... on Issue {
      timelineItems(first: 100, after: $after, itemTypes: ${ISSUE_ITEM_TYPES}) { ${PAGE} nodes { ...issueItem } }
    }
  }
}
${ACTOR}${ASSIGNEE}${ISSUE_ITEM}`;

/** A repository's policy files, its own and the organisation's. Variables: `owner`, `name`. */
export const POLICIES_QUERY = /* GraphQL */ `
query policies($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) { id name owner { __typename login } ...policyOfRepository }
  organizationPrivate: repository(owner: $owner, name: ".github-private") { ...policyOfRepository }
  organizationPublic: repository(owner: $owner, name: ".github") { ...policyOfRepository }
}
${POLICY_ENTRY}${POLICY_OF_REPOSITORY}`;
