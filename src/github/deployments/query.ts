/** The queries that read what surrounds a deployment, and which requests brought its commits. */

import { ACTOR, POLICY_ENTRY, POLICY_OF_REPOSITORY } from "../facts/fragments.ts";
import { LANDED, OID } from "../facts/push-query.ts";

/** A deployment's statuses say whether it ever succeeded: what came after it makes it inactive. */
const DEPLOYMENTS = `totalCount pageInfo { hasNextPage endCursor }
      nodes { databaseId commitOid environment createdAt statuses(first: 30) { nodes { state createdAt } } }`;

const NEWEST_FIRST = "orderBy: { field: CREATED_AT, direction: DESC }";

/**
 * Variables: `owner`, `name`, `sha`, `branch` and `tag` (full names of refs), `environments`.
 * https://docs.github.com/graphql/reference/objects#deployment
 */
export const DEPLOYMENT_QUERY = /* GraphQL */ `
query deploymentFacts($owner: String!, $name: String!, $sha: GitObjectID!, $branch: String!, $tag: String!, $environments: [String!]!) {
  repository(owner: $owner, name: $name) {
    id
    name
    url
    hasIssuesEnabled
    owner { __typename login }
    ...policyOfRepository
    notes: ref(qualifiedName: "refs/notes/ai") { target { __typename oid } }
    commit: object(oid: $sha) { __typename oid }
    branch: ref(qualifiedName: $branch) { target { __typename oid } }
    tag: ref(qualifiedName: $tag) { target { __typename oid ... on Tag { target { __typename oid } } } }
    branches: refs(refPrefix: "refs/heads/", first: 100) { totalCount nodes { name target { __typename oid } } }
    deployments(environments: $environments, first: 30, ${NEWEST_FIRST}) { ${DEPLOYMENTS} }
  }
  organizationPrivate: repository(owner: $owner, name: ".github-private") { ...policyOfRepository }
  organizationPublic: repository(owner: $owner, name: ".github") { ...policyOfRepository }
}
${POLICY_ENTRY}${POLICY_OF_REPOSITORY}`;

/** Older deployments. Variables: `owner`, `name`, `environments`, `after`. */
export const DEPLOYMENTS_QUERY = /* GraphQL */ `
query olderDeployments($owner: String!, $name: String!, $environments: [String!]!, $after: String!) {
  repository(owner: $owner, name: $name) {
    deployments(environments: $environments, first: 30, after: $after, ${NEWEST_FIRST}) { ${DEPLOYMENTS} }
  }
}`;

/**
 * The requests that commits belong to. Variables: `owner`, `name`.
 *
 * @param shas at most 50
 */
export function tiesQuery(shas: readonly string[]): string {
  const commits = shas
    .filter((sha) => OID.test(sha))
    .map(
      (sha) =>
        `c${sha}: object(oid: "${sha}") { __typename ... on Commit { associatedPullRequests(first: 10) { nodes { ...landed } } } }`,
    );
  return /* GraphQL */ `
query tiesOfCommits($owner: String!, $name: String!) {
  repository(owner: $owner, name: $name) {
    nameWithOwner
    ${commits.join("\n    ")}
  }
}
${ACTOR}${LANDED}`;
}

/** The commits of a request. Variables: `owner`, `name`, `number`, `after`. */
export const REQUEST_COMMITS_QUERY = /* GraphQL */ `
query commitsOfRequest($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      commits(first: 100, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes { commit { oid } } }
    }
  }
}`;
