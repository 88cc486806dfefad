/**
 * The one query that reads a pull request whole, and the queries that turn its lists' further pages.
 *
 * Every field is in GitHub's public schema (a test validates each query against it), and the bounds keep a query
 * under GitHub's 500,000 nodes (another test counts them).
 */

import { POLICY_PATH } from "../../core/policy-path.ts";
import {
  ACTOR,
  AROUND,
  ASSIGNEE,
  CODEOWNERS,
  COMMIT,
  GIT_ACTOR,
  ISSUE,
  ISSUE_ITEM,
  ISSUE_ITEM_TYPES,
  ITEM_TYPES,
  PAGE,
  POLICY_ENTRY,
  POLICY_OF_REPOSITORY,
  REVIEW,
  REVIEW_COMMENT,
  TIMELINE_ITEM,
} from "./fragments.ts";

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
