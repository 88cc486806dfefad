/** Reads what surrounds a deployment: the policy, the commit, and what was deployed to the environment before. */
import type { PastDeployment } from "../../core/deployment/baseline.ts";
import type { PullRequestFacts } from "../../core/facts.ts";
import { GitHubError } from "../errors.ts";
import type { FactsAnswer, Page, PolicyRepositoryAnswer } from "../facts/answer.ts";
import { allOf } from "../facts/convert.ts";
import { policyFilesOf, saysNoOrganizationFile } from "../facts/policies.ts";
import { graphql, graphqlWhole, type Octokit, wholeData } from "../graphql.ts";
import type { Repo } from "../issues.ts";
import { DEPLOYMENT_QUERY, DEPLOYMENTS_QUERY } from "./query.ts";

/** What GitHub says around a deployment. */
export interface DeploymentSurroundings {
  readonly repository: PullRequestFacts["repository"];
  readonly url: string;
  readonly hasIssues: boolean;
  readonly policy: PullRequestFacts["policy"];
  readonly notesRef: string | null;
  /** GitHub has the commit. */
  readonly isThere: boolean;
  /** What the branch, or the tag, of that name points to; null where there is none. */
  readonly tip: string | null;
  /** A hundred at most. */
  readonly branches: readonly { readonly name: string; readonly sha: string }[];
  /** To the environment: the newest ones. */
  readonly deployments: DeploymentPage;
}

export interface DeploymentPage {
  /** Newest first. */
  readonly deployments: readonly PastDeployment[];
  /** Where older ones begin; null if there are none. */
  readonly next: string | null;
}

export interface DeploymentQuestion extends Repo {
  readonly sha: string;
  readonly ref: string | null;
}

interface DeploymentAnswer {
  readonly databaseId: number | null;
  readonly commitOid: string;
  readonly environment: string | null;
  readonly createdAt: string;
  readonly statuses: {
    readonly nodes: readonly ({ readonly state: string; readonly createdAt: string } | null)[] | null;
  } | null;
}

interface Target {
  readonly oid: string;
  readonly target?: { readonly oid: string };
}

type Answer = Pick<FactsAnswer, "organizationPrivate" | "organizationPublic"> & {
  readonly repository:
    | (PolicyRepositoryAnswer & {
        readonly id: string;
        readonly name: string;
        readonly url: string;
        readonly hasIssuesEnabled: boolean;
        readonly owner: { readonly __typename: string; readonly login: string };
        readonly notes: { readonly target: Target | null } | null;
        readonly commit: { readonly __typename: string } | null;
        readonly branch: { readonly target: Target | null } | null;
        readonly tag: { readonly target: Target | null } | null;
        readonly branches: {
          readonly nodes: readonly ({ readonly name: string; readonly target: Target | null } | null)[] | null;
        } | null;
        readonly deployments: Page<DeploymentAnswer>;
      })
    | null;
};

/** No ref has this name, because GitHub takes none that ends so. https://git-scm.com/docs/git-check-ref-format */
const NO_REF = "nothing.lock";

/**
 * @param environments spellings of the environment's name
 * @returns null if the repository isn't there any more
 * @throws GitHubError whenever what came isn't whole
 */
export async function readDeployment(
  octokit: Octokit,
  { owner, repo, sha, ref }: DeploymentQuestion,
  environments: readonly string[],
): Promise<DeploymentSurroundings | null> {
  const operation = `reading the deployment of ${sha.slice(0, 7)} of ${owner}/${repo}`;
  const answer = await graphql<Answer>(octokit, operation, DEPLOYMENT_QUERY, {
    owner,
    name: repo,
    sha,
    branch: `refs/heads/${ref ?? NO_REF}`,
    tag: `refs/tags/${ref ?? NO_REF}`,
    environments,
  });
  if (answer.errors.some(({ type, path }) => type === "NOT_FOUND" && path?.join() === "repository")) return null;
  const errors = answer.errors.filter((error) => !saysNoOrganizationFile(error, answer.data));
  const data = wholeData(answer.data, errors, operation);
  const { repository } = data;
  if (!repository) throw new GitHubError(`${operation}: expected the repository, got null without a reason`);
  const tag = repository.tag?.target;
  return {
    repository: {
      owner: repository.owner.login,
      name: repository.name,
      nodeId: repository.id,
      defaultBranch: repository.defaultBranchRef?.name ?? "",
    },
    url: repository.url,
    hasIssues: repository.hasIssuesEnabled,
    policy: policyFilesOf(data),
    notesRef: repository.notes?.target?.oid ?? null,
    isThere: repository.commit?.__typename === "Commit",
    tip: repository.branch?.target?.oid ?? tag?.target?.oid ?? tag?.oid ?? null,
    branches: allOf(repository.branches?.nodes, "branches").flatMap((each) =>
      each.target ? [{ name: each.name, sha: each.target.oid }] : [],
    ),
    deployments: toPage(repository.deployments),
  };
}

/** Older deployments than those of an earlier page. One request. */
export async function readOlderDeployments(
  octokit: Octokit,
  { owner, repo }: Repo,
  environments: readonly string[],
  after: string,
): Promise<DeploymentPage> {
  const operation = `reading the deployments of ${owner}/${repo}`;
  type Older = { readonly repository: { readonly deployments: Page<DeploymentAnswer> } | null };
  const variables = { owner, name: repo, environments, after };
  const { repository } = await graphqlWhole<Older>(octokit, operation, DEPLOYMENTS_QUERY, variables);
  if (!repository) throw new GitHubError(`${operation}: expected the repository, got null`);
  return toPage(repository.deployments);
}

function toPage({ nodes, pageInfo }: Page<DeploymentAnswer>): DeploymentPage {
  return {
    deployments: allOf(nodes, "deployments").map(({ databaseId, commitOid, createdAt, statuses }) => ({
      id: databaseId,
      sha: commitOid,
      createdAt,
      succeededAt:
        allOf(statuses?.nodes ?? [], "a deployment's statuses")
          .filter(({ state }) => state === "SUCCESS")
          .map((status) => status.createdAt)
          .sort()
          .at(-1) ?? null,
    })),
    next: pageInfo.hasNextPage ? pageInfo.endCursor : null,
  };
}
