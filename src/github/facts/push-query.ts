/** The query that reads what a push may be tied to, and the policy that judges it. */
import { POLICY_PATH } from "../../core/policy-path.ts";
import { ACTOR, POLICY_ENTRY, POLICY_OF_REPOSITORY } from "./fragments.ts";

/** `mergeCommit` is what the base got, whichever the method. https://docs.github.com/graphql/reference/objects#pullrequest */
export const LANDED = /* GraphQL */ `
fragment landed on PullRequest {
  number state baseRefName headRefOid baseRepository { nameWithOwner }
  mergeCommit { oid } mergedBy { ...actor } commits(first: 1) { totalCount }
}`;

/** Only full object ids stand in a query's text. */
export const OID = /^[0-9a-f]{40,64}$/;

/**
 * Variables: `owner`, `name`, `branch`, `after`, `before`, `appId`. The list of merged requests is there beside each
 * commit's own because GitHub ties commits to requests with a delay.
 *
 * @param shas commits whose requests are asked for
 */
export function pushQuery(shas: readonly string[]): string {
  const commits = shas
    .filter((sha) => OID.test(sha))
    .map(
      (sha) =>
        `c${sha}: object(oid: "${sha}") { __typename ... on Commit { associatedPullRequests(first: 10) { nodes { ...landed } } } }`,
    );
  return /* GraphQL */ `
query pushFacts($owner: String!, $name: String!, $branch: String!, $after: GitObjectID!, $before: GitObjectID!, $appId: Int!) {
  repository(owner: $owner, name: $name) {
    id
    name
    url
    hasIssuesEnabled
    owner { __typename login }
    ...policyOfRepository
    notes: ref(qualifiedName: "refs/notes/ai") { target { __typename oid } }
    after: object(oid: $after) {
      __typename
      ... on Commit {
        oid
        file(path: "${POLICY_PATH}") { oid }
        checkSuites(first: 10, filterBy: { appId: $appId }) {
          nodes {
            checkRuns(first: 10, filterBy: { checkName: "ai-review", checkType: LATEST }) {
              nodes { databaseId status conclusion externalId title }
            }
          }
        }
      }
    }
    before: object(oid: $before) { __typename ... on Commit { file(path: "${POLICY_PATH}") { ...policyEntry } } }
    merged: pullRequests(states: [MERGED], baseRefName: $branch, first: 30, orderBy: { field: UPDATED_AT, direction: DESC }) {
      nodes { ...landed }
    }
    branches: refs(refPrefix: "refs/heads/", first: 100) { totalCount nodes { name target { __typename oid } } }
    ${commits.join("\n    ")}
  }
  organizationPrivate: repository(owner: $owner, name: ".github-private") { ...policyOfRepository }
  organizationPublic: repository(owner: $owner, name: ".github") { ...policyOfRepository }
}
${ACTOR}${POLICY_ENTRY}${POLICY_OF_REPOSITORY}${LANDED}`;
}
