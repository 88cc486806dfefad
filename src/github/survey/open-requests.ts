/** Which requests are open: of one repository, or of many in one query. */
import type { Place } from "../../queue/job.ts";
import { GitHubError } from "../errors.ts";
import { type GraphqlAnswer, type GraphqlError, graphql, type Octokit, wholeData } from "../graphql.ts";
import type { RepositoryNodeId } from "./repositories.ts";

export interface OpenRequest extends Place {
  readonly number: number;
  /** By GitHub's clock. */
  readonly updatedAt: string;
}

const OPEN = "states: OPEN, orderBy: { field: UPDATED_AT, direction: DESC }";
const REPOSITORY = "databaseId name owner { login } isArchived isDisabled";
const DEFAULT_BRANCH = "defaultBranchRef { name target { __typename oid } }";
const REQUESTS = "pageInfo { hasNextPage endCursor } nodes { number updatedAt }";

/** One page of a repository's open requests, the last changed first. `base` null: into any branch. */
const REPOSITORY_REQUESTS_QUERY = /* GraphQL */ `
query repositoryRequests($owner: String!, $name: String!, $base: String, $after: String) {
  repository(owner: $owner, name: $name) {
    ${REPOSITORY}
    pullRequests(first: 100, after: $after, baseRefName: $base, ${OPEN}) { ${REQUESTS} }
  }
}`;

/**
 * The open requests of up to 100 repositories. 50 of each, and the default branch: together some 5,000 nodes, one point of GitHub's limit
 * (https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api).
 */
const OPEN_REQUESTS_QUERY = /* GraphQL */ `
query openRequests($ids: [ID!]!) {
  nodes(ids: $ids) { ... on Repository { ${REPOSITORY} ${DEFAULT_BRANCH} pullRequests(first: 50, ${OPEN}) { ${REQUESTS} } } }
}`;

interface RepositoryAnswer {
  readonly databaseId: number | null;
  readonly name: string;
  readonly owner: { readonly login: string };
  readonly isArchived: boolean;
  readonly isDisabled: boolean;
  readonly defaultBranchRef?: { readonly name: string; readonly target: { readonly oid: string } | null } | null;
  readonly pullRequests: {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly nodes: readonly ({ readonly number: number; readonly updatedAt: string } | null)[] | null;
  };
}

/** Beyond so many pages something is wrong: no repository has 100,000 open requests. */
const MOST_PAGES = 1000;

/** What is the same for all requests of a repository; null if none of them can change. */
function placeOf(installationId: number, repository: RepositoryAnswer): Place | null {
  const { databaseId, name, owner, isArchived, isDisabled } = repository;
  if (databaseId === null || isArchived || isDisabled) return null;
  return { installationId, owner: owner.login, repo: name, repositoryId: databaseId };
}

function requestsIn(place: Place, { pullRequests }: RepositoryAnswer): OpenRequest[] {
  const found = (pullRequests.nodes ?? []).filter((node) => node !== null);
  return found.map(({ number, updatedAt }) => ({ ...place, number, updatedAt }));
}

/**
 * The open requests of a repository, the last changed first. One request for each hundred. One that changes while pages are
 * read may be missed; its own event tells of it.
 *
 * @param base only those into this branch; null: all
 * @throws GitHubError, permanent if the repository isn't there or the App can't see it
 */
export async function listRequests(
  octokit: Octokit,
  { installationId, owner, repo }: Place,
  base: string | null,
): Promise<OpenRequest[]> {
  const operation = `listing the open requests of ${owner}/${repo}`;
  const found = new Map<number, OpenRequest>();
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    type Answer = { readonly repository: RepositoryAnswer | null };
    const variables = { owner, name: repo, base, after };
    const answer: GraphqlAnswer<Answer> = await graphql(octokit, operation, REPOSITORY_REQUESTS_QUERY, variables);
    if (answer.errors.some(({ type, path }) => type === "NOT_FOUND" && path?.join() === "repository")) {
      throw new GitHubError(`${operation}: GitHub says that there is no such repository`, { permanent: true });
    }
    const { repository } = wholeData(answer.data, answer.errors, operation);
    if (!repository) throw new GitHubError(`${operation}: expected the repository, got null without a reason`);
    const place = placeOf(installationId, repository);
    if (place === null) return [];
    for (const request of requestsIn(place, repository)) found.set(request.number, request);
    const { hasNextPage, endCursor } = repository.pullRequests.pageInfo;
    if (!hasNextPage) return [...found.values()];
    if (endCursor === null || endCursor === after) throw new GitHubError(`${operation}: the list doesn't go on`);
    after = endCursor;
  }
  throw new GitHubError(`${operation}: expected at most ${MOST_PAGES} pages`);
}

/** Where a default branch stands. */
export interface DefaultBranch extends Place {
  readonly name: string;
  readonly sha: string;
}

export interface ManyRequests {
  readonly requests: readonly OpenRequest[];
  /** Of the repositories that have a commit. */
  readonly branches: readonly DefaultBranch[];
  /** Repositories that couldn't be read with the others. */
  readonly unread: readonly RepositoryNodeId[];
}

/** A repository that was deleted, or taken from the installation, since it was listed. */
function isGone(errors: readonly GraphqlError[], index: number): boolean {
  const own = errors.filter(({ path }) => path?.[0] === "nodes" && path[1] === index);
  return own.length > 0 && own.every(({ type, path }) => type === "NOT_FOUND" && path?.length === 2);
}

/**
 * The open requests of several repositories: one request, and one more for each further hundred of a repository that has over
 * 50.
 *
 * @throws GitHubError if GitHub didn't answer for any of them
 */
export async function listRequestsOfMany(
  octokit: Octokit,
  installationId: number,
  ids: readonly RepositoryNodeId[],
): Promise<ManyRequests> {
  const operation = `listing the open requests of ${ids.length} repositories of installation ${installationId}`;
  type Answer = { readonly nodes: readonly (Partial<RepositoryAnswer> | null)[] };
  const { data, errors } = await graphql<Answer>(octokit, operation, OPEN_REQUESTS_QUERY, { ids });
  const elsewhere = errors.filter(({ path }) => path?.[0] !== "nodes" || typeof path[1] !== "number");
  const { nodes } = wholeData(data, elsewhere, operation);
  const requests: OpenRequest[] = [];
  const branches: DefaultBranch[] = [];
  const unread: RepositoryNodeId[] = [];
  for (const [index, id] of ids.entries()) {
    const repository = nodes[index];
    const failed = errors.some(({ path }) => path?.[0] === "nodes" && path[1] === index);
    if (failed || !repository || !isWhole(repository)) {
      if (!isGone(errors, index)) unread.push(id);
      continue;
    }
    const place = placeOf(installationId, repository);
    if (place === null) continue;
    const { name, target } = repository.defaultBranchRef ?? {};
    if (name && target) branches.push({ ...place, name, sha: target.oid });
    const first = requestsIn(place, repository);
    requests.push(...(repository.pullRequests.pageInfo.hasNextPage ? await listRequests(octokit, place, null) : first));
  }
  return { requests, branches, unread };
}

function isWhole(repository: Partial<RepositoryAnswer>): repository is RepositoryAnswer {
  return repository.databaseId !== undefined && repository.pullRequests !== undefined && repository.owner !== undefined;
}
