/** Reads what a push may be tied to: requests, other branches, and the policy that judges it. One query. */
import type { Account, ExistingCheck, PullRequestFacts } from "../../core/facts.ts";
import { GitHubError } from "../errors.ts";
import { graphql, type Octokit, wholeData } from "../graphql.ts";
import type { ActorAnswer, FactsAnswer, HeadAnswer, PolicyEntryAnswer, PolicyRepositoryAnswer } from "./answer.ts";
import { allOf, toAccount } from "./convert.ts";
import { policyFilesOf, saysNoOrganizationFile } from "./policies.ts";
import { toPolicyFile } from "./policy-file.ts";
import { pushQuery } from "./push-query.ts";
import { ownCheck } from "./read.ts";

/** A request as GitHub names it for a commit. */
export interface TiedRequest {
  readonly number: number;
  readonly head: string;
  /** Null unless it's merged. */
  readonly mergeCommit: string | null;
  readonly mergedBy: Account | null;
  readonly commits: number;
}

/** What surrounds a push at GitHub. */
export interface PushSurroundings {
  readonly repository: PullRequestFacts["repository"];
  readonly url: string;
  readonly hasIssues: boolean;
  /** `repository` is the default branch's file; for a push to that branch, the one that it had before. */
  readonly policy: PullRequestFacts["policy"];
  readonly touchesPolicy: boolean;
  /** Into the pushed branch. */
  readonly requests: readonly TiedRequest[];
  /** Of the repository, the pushed one among them; a hundred at most. */
  readonly branches: readonly { readonly name: string; readonly sha: string }[];
  readonly notesRef: string | null;
  readonly check: ExistingCheck | null;
}

export interface PushQuestion {
  readonly owner: string;
  readonly repo: string;
  readonly branch: string;
  readonly before: string | null;
  readonly head: string;
}

interface LandedAnswer {
  readonly number: number;
  readonly state: string;
  readonly baseRefName: string;
  readonly headRefOid: string;
  readonly baseRepository: { readonly nameWithOwner: string } | null;
  readonly mergeCommit: { readonly oid: string } | null;
  readonly mergedBy: ActorAnswer | null;
  readonly commits: { readonly totalCount: number };
}

interface Nodes<T> {
  readonly nodes: readonly (T | null)[] | null;
}

type CommitAnswer = { readonly associatedPullRequests?: Nodes<LandedAnswer> | null } | null;

type RepositoryAnswer = PolicyRepositoryAnswer & {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly hasIssuesEnabled: boolean;
  readonly owner: { readonly __typename: string; readonly login: string };
  readonly notes: { readonly target: { readonly oid: string } | null } | null;
  readonly after:
    | (Pick<HeadAnswer, "oid" | "checkSuites"> & { readonly file?: { readonly oid: string } | null })
    | null;
  readonly before: { readonly file?: PolicyEntryAnswer | null } | null;
  readonly merged: Nodes<LandedAnswer> | null;
  readonly branches: Nodes<{ readonly name: string; readonly target: { readonly oid: string } | null }> | null;
};

type Answer = Pick<FactsAnswer, "organizationPrivate" | "organizationPublic"> & {
  readonly repository: (RepositoryAnswer & Readonly<Record<string, unknown>>) | null;
};

/** How many commits are asked about by name; of more, the newest. */
const MOST_ASKED = 50;
const NOTHING = "0".repeat(40);

/**
 * @param shas commits whose requests are asked for, oldest first
 * @returns null if the repository isn't there any more
 * @throws GitHubError whenever what came isn't whole
 */
export async function readPushSurroundings(
  octokit: Octokit,
  { owner, repo, branch, before, head }: PushQuestion,
  shas: readonly string[],
  appId: number,
): Promise<PushSurroundings | null> {
  const operation = `reading the push of ${head.slice(0, 7)} to ${branch} of ${owner}/${repo}`;
  const asked = shas.slice(-MOST_ASKED);
  const answer = await graphql<Answer>(octokit, operation, pushQuery(asked), {
    owner,
    name: repo,
    branch,
    after: head,
    before: before ?? NOTHING,
    appId,
  });
  if (answer.errors.some(({ type, path }) => type === "NOT_FOUND" && path?.join() === "repository")) return null;
  const errors = answer.errors.filter((error) => !saysNoOrganizationFile(error, answer.data));
  const data = wholeData(answer.data, errors, operation);
  const { repository } = data;
  if (!repository) throw new GitHubError(`${operation}: expected the repository, got null without a reason`);
  if (repository.after === null) throw new GitHubError(`${operation}: GitHub doesn't show the commit yet`);
  const name = `${repository.owner.login}/${repository.name}`;
  const defaultBranch = repository.defaultBranchRef?.name ?? "";
  const hadBefore = branch === defaultBranch && repository.before !== null;
  const oidBefore = repository.before?.file?.oid ?? null;
  return {
    repository: { owner: repository.owner.login, name: repository.name, nodeId: repository.id, defaultBranch },
    url: repository.url,
    hasIssues: repository.hasIssuesEnabled,
    policy: {
      ...policyFilesOf(data),
      ...(hadBefore && { repository: toPolicyFile(repository.before?.file, name) }),
    },
    touchesPolicy: oidBefore !== null && oidBefore !== (repository.after.file?.oid ?? null),
    requests: tied(repository, asked, branch, name),
    branches: allOf(repository.branches?.nodes, "branches").flatMap((each) =>
      each.target ? [{ name: each.name, sha: each.target.oid }] : [],
    ),
    notesRef: repository.notes?.target?.oid ?? null,
    check: ownCheck(repository.after, head),
  };
}

/** Requests into the branch, each once. */
function tied(
  repository: NonNullable<Answer["repository"]>,
  shas: readonly string[],
  branch: string,
  name: string,
): TiedRequest[] {
  const ofCommits = shas.flatMap((sha) => {
    const commit = repository[`c${sha}`] as CommitAnswer | undefined;
    return allOf(commit?.associatedPullRequests?.nodes ?? [], "requests of a commit");
  });
  const all = [...allOf(repository.merged?.nodes, "merged requests"), ...ofCommits].filter(
    (request) =>
      request.baseRefName === branch && request.baseRepository?.nameWithOwner.toLowerCase() === name.toLowerCase(),
  );
  return [...new Map(all.map((request) => [request.number, request])).values()].map((request) => ({
    number: request.number,
    head: request.headRefOid,
    mergeCommit: request.state === "MERGED" ? (request.mergeCommit?.oid ?? null) : null,
    mergedBy: toAccount(request.mergedBy),
    commits: request.commits.totalCount,
  }));
}
