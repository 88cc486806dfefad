/** Reads a merge queue: one query. https://docs.github.com/graphql/reference/objects#mergequeue */
import type { ExistingCheck, PullRequestFacts } from "../../core/facts.ts";
import type { QueueEntry } from "../../core/group/group.ts";
import { GitHubError } from "../errors.ts";
import { graphql, graphqlWhole, type Octokit, wholeData } from "../graphql.ts";
import type { HeadAnswer, Page, PoliciesAnswer } from "./answer.ts";
import { POLICY_ENTRY, POLICY_OF_REPOSITORY } from "./fragments.ts";
import { allPages } from "./pages.ts";
import { policyFilesOf, saysNoOrganizationFile } from "./policies.ts";
import { ownCheck } from "./read.ts";

const ENTRIES = `totalCount pageInfo { hasNextPage endCursor } nodes { position headCommit { oid } pullRequest { number headRefOid } }`;

/** Variables: `owner`, `name`, `branch`, `head`, `appId`. */
export const MERGE_GROUP_QUERY = /* GraphQL */ `
query mergeGroup($owner: String!, $name: String!, $branch: String!, $head: GitObjectID!, $appId: Int!) {
  repository(owner: $owner, name: $name) {
    id
    name
    owner { __typename login }
    ...policyOfRepository
    mergeQueue(branch: $branch) { id entries(first: 100) { ${ENTRIES} } }
    head: object(oid: $head) {
      __typename
      ... on Commit {
        oid
        checkSuites(first: 10, filterBy: { appId: $appId }) {
          nodes {
            checkRuns(first: 10, filterBy: { checkName: "ai-review", checkType: LATEST }) {
              nodes { databaseId status conclusion externalId title }
            }
          }
        }
      }
    }
  }
  organizationPrivate: repository(owner: $owner, name: ".github-private") { ...policyOfRepository }
  organizationPublic: repository(owner: $owner, name: ".github") { ...policyOfRepository }
}
${POLICY_ENTRY}${POLICY_OF_REPOSITORY}`;

/** A queue's entries after a cursor. Variables: `id` (the queue's), `after`. */
export const QUEUE_ENTRIES_QUERY = /* GraphQL */ `
query queueEntries($id: ID!, $after: String!) {
  node(id: $id) { ... on MergeQueue { entries(first: 100, after: $after) { ${ENTRIES} } } }
}`;

/** What GitHub says about a group. */
export interface GroupSurroundings {
  readonly repository: PullRequestFacts["repository"];
  readonly policy: PullRequestFacts["policy"];
  /** The whole queue of the base; none where it has no queue. */
  readonly entries: readonly QueueEntry[];
  readonly check: ExistingCheck | null;
}

interface EntryAnswer {
  readonly position: number;
  readonly headCommit: { readonly oid: string } | null;
  readonly pullRequest: { readonly number: number; readonly headRefOid: string } | null;
}

type Answer = PoliciesAnswer & {
  readonly repository:
    | (NonNullable<PoliciesAnswer["repository"]> & {
        readonly mergeQueue: { readonly id: string; readonly entries: Page<EntryAnswer> | null } | null;
        readonly head: Pick<HeadAnswer, "oid" | "checkSuites"> | null;
      })
    | null;
};

/**
 * @returns null if the repository isn't there any more
 * @throws GitHubError whenever what came isn't whole
 */
export async function readMergeGroup(
  octokit: Octokit,
  {
    owner,
    repo,
    branch,
    head,
  }: { readonly owner: string; readonly repo: string; readonly branch: string; readonly head: string },
  appId: number,
): Promise<GroupSurroundings | null> {
  const operation = `reading the merge queue of ${branch} of ${owner}/${repo}`;
  const variables = { owner, name: repo, branch, head, appId };
  const answer = await graphql<Answer>(octokit, operation, MERGE_GROUP_QUERY, variables);
  if (answer.errors.some(({ type, path }) => type === "NOT_FOUND" && path?.join() === "repository")) return null;
  const errors = answer.errors.filter((error) => !saysNoOrganizationFile(error, answer.data));
  const data = wholeData(answer.data, errors, operation);
  const { repository } = data;
  if (!repository) throw new GitHubError(`${operation}: expected the repository, got null without a reason`);
  const { mergeQueue } = repository;
  type More = { readonly node: { readonly entries?: Page<EntryAnswer> } | null };
  const entries = mergeQueue?.entries
    ? await allPages(mergeQueue.entries, "entries of the merge queue", async (after) => {
        const { node } = await graphqlWhole<More>(octokit, operation, QUEUE_ENTRIES_QUERY, {
          id: mergeQueue.id,
          after,
        });
        if (!node?.entries) throw new GitHubError(`${operation}: expected more entries, got none`);
        return node.entries;
      })
    : [];
  return {
    repository: {
      owner: repository.owner.login,
      name: repository.name,
      nodeId: repository.id,
      defaultBranch: repository.defaultBranchRef?.name ?? "",
    },
    policy: policyFilesOf(data),
    entries: entries.map(({ position, headCommit, pullRequest }) => {
      if (!pullRequest) throw new GitHubError(`${operation}: expected the request of entry ${position}, got null`);
      const { number, headRefOid: requestHead } = pullRequest;
      return { position, head: headCommit?.oid ?? null, number, requestHead };
    }),
    check: ownCheck(repository.head, head),
  };
}
