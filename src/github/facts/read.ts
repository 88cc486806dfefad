/** Reads a pull request: one query, more only where a list runs over its page. */
import type { Account, ExistingCheck, Gap, PolicyFile, PullRequestFacts, SiblingRequest } from "../../core/facts.ts";
import { GitHubError } from "../errors.ts";
import { type GraphqlError, graphql, graphqlWhole, type Octokit, wholeData } from "../graphql.ts";
import type {
  CommitAnswer,
  FactsAnswer,
  HeadAnswer,
  Page,
  PullRequestAnswer,
  ReviewAnswer,
  ReviewCommentAnswer,
  TimelineItemAnswer,
} from "./answer.ts";
import { toAround } from "./around.ts";
import { allOf, toAccount, toCommit, toFile, toReview, toReviewComments, toTimelineItem } from "./convert.ts";
import { toIssue } from "./issue.ts";
import { allOfRequest, allPages } from "./pages.ts";
import { policyFilesOf, saysNoOrganizationFile } from "./policies.ts";
import { toPolicyFile } from "./policy-file.ts";
import { PULL_REQUEST_QUERY, REVIEW_COMMENTS_QUERY } from "./query.ts";

export interface RequestRef {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
}

/** GitHub shows at most this many files of a request. https://docs.github.com/rest/pulls/pulls#list-pull-requests-files */
const MOST_FILES = 3000;

/** What no verdict depends on may be missing. */
function isAround({ path }: GraphqlError): boolean {
  return path?.[0] === "around";
}

/** The request itself isn't there (any more, or yet), or this App can't see it. Something missing *in* it is no such answer. */
function isGone({ type, path }: GraphqlError): boolean {
  return type === "NOT_FOUND" && (path?.join(".") === "repository" || path?.join(".") === "repository.pullRequest");
}

/**
 * Reads everything that GitHub knows of a pull request and that a verdict needs.
 *
 * @param appId this App's id: its own check run is looked for, nobody else's
 * @returns null if the request doesn't exist or the App can't see it
 * @throws GitHubError whenever what came isn't whole: partial data is never taken for "nothing there"
 */
export async function readPullRequest(
  octokit: Octokit,
  { owner, repo, number }: RequestRef,
  appId: number,
): Promise<PullRequestFacts | null> {
  const operation = `reading ${owner}/${repo}#${number}`;
  const answer = await graphql<FactsAnswer>(octokit, operation, PULL_REQUEST_QUERY, {
    owner,
    name: repo,
    number,
    appId,
  });
  if (answer.errors.some(isGone)) return null;
  const data = wholeData(
    answer.data,
    answer.errors.filter((error) => !isAround(error) && !saysNoOrganizationFile(error, answer.data)),
    operation,
  );
  const repository = data.repository;
  const request = repository?.pullRequest;
  if (!repository || !request) throw new GitHubError(`${operation}: expected the request, got null without a reason`);

  const commits = (await allOfRequest(octokit, operation, request, "commits", request.commits)).map(
    (node) => node.commit,
  );
  const reviews = await allOfRequest(octokit, operation, request, "reviews", present(request.reviews, "reviews"));
  const timeline = await allOfRequest(octokit, operation, request, "timelineItems", request.timelineItems);
  const files = await allOfRequest(octokit, operation, request, "files", present(request.files, "files"));
  const reviewComments = await Promise.all(
    reviews.map(async (review) => toReviewComments(review, await allComments(octokit, operation, review))),
  );
  const issues = await Promise.all(
    shownOf(request.closingIssuesReferences).map((issue) => toIssue(octokit, operation, issue)),
  );
  const head = headOf(request, operation);

  return {
    repository: {
      owner: repository.owner.login,
      name: repository.name,
      nodeId: repository.id,
      defaultBranch: repository.defaultBranchRef?.name ?? "",
    },
    number: request.number,
    nodeId: request.id,
    url: request.url,
    title: request.title,
    body: request.body,
    bodyEditor: toAccount(request.editor),
    bodyEdited: request.lastEditedAt !== null,
    state: request.state,
    isDraft: request.isDraft,
    mergeCommit: request.mergeCommit?.oid ?? null,
    createdAt: request.createdAt,
    author: toAccount(request.author),
    assignees: allOf(request.assignees.nodes, "assignees")
      .map(toAccount)
      .filter((account): account is Account => account !== null),
    labels: allOf(request.labels?.nodes ?? [], "labels").map((label) => label.name),
    base: { ref: request.baseRefName, sha: request.baseRefOid, tree: request.baseRef?.target?.tree?.oid ?? null },
    head: {
      ref: request.headRefName,
      sha: request.headRefOid,
      repository: request.headRepository?.nameWithOwner ?? null,
      repositoryId: request.headRepository?.databaseId ?? null,
    },
    commits: commits.map(toCommit),
    reviews: reviews.map(toReview),
    timeline: [...timeline.map(toTimelineItem).filter((item) => item !== null), ...reviewComments.flat()],
    files: files.map(toFile),
    policy: policyFilesOf(data),
    proposedPolicy: proposedPolicy(commits, head, request.headRefOid, `${owner}/${repo}`),
    check: ownCheck(head, request.headRefOid),
    siblings: siblingsOf(head, request, repository.nameWithOwner),
    issues,
    notesRef: repository.notes?.target?.oid ?? null,
    notes: [],
    replaced: [],
    lostHeads: [],
    around: toAround(data.around ?? null),
    teams: [],
    access: [],
    gaps: gapsOf(request, [...commits, ...replacedHeads(timeline)], files.length, head),
  };
}

function present<T>(page: Page<T> | null, what: string): Page<T> {
  if (!page) throw new GitHubError(`expected the list of ${what}, got null`);
  return page;
}

async function allComments(octokit: Octokit, operation: string, review: ReviewAnswer): Promise<ReviewCommentAnswer[]> {
  type More = { readonly node: { readonly comments?: Page<ReviewCommentAnswer> } | null };
  return allPages(review.comments, "review comments", async (after) => {
    const { node } = await graphqlWhole<More>(octokit, operation, REVIEW_COMMENTS_QUERY, { id: review.id, after });
    return present(node?.comments ?? null, "review comments");
  });
}

function headOf(request: PullRequestAnswer, operation: string): HeadAnswer | null {
  const head = request.head.nodes?.[0]?.commit ?? null;
  if (request.commits.totalCount > 0 && head?.oid !== request.headRefOid) {
    // GitHub lists a push's commits with a delay; judging an older list under the newer head would be a lie.
    throw new GitHubError(
      `${operation}: the list of commits ends at ${head?.oid ?? "nothing"}, the head is ${request.headRefOid}`,
    );
  }
  return head;
}

/**
 * The policy file as the head has it, if the request touches it: its blob at the head differs from that at a parent of a
 * listed commit that isn't listed itself. That also catches a rename.
 */
function proposedPolicy(
  commits: readonly CommitAnswer[],
  head: HeadAnswer | null,
  headSha: string,
  repository: string,
): PolicyFile | null {
  if (!head || head.oid !== headSha) return null;
  const listed = new Set(commits.map((commit) => commit.oid));
  const boundary = commits
    .flatMap((commit) => allOf(commit.parents.nodes, "parents"))
    .filter((parent) => !listed.has(parent.oid));
  const atHead = head.file?.oid ?? null;
  const touched = boundary.some((parent) => (parent.file?.oid ?? null) !== atHead);
  const orphan = boundary.length === 0 && atHead !== null;
  return touched || orphan ? toPolicyFile(head.file, repository) : null;
}

/** The newest of this App's `ai-review` runs on the head. */
export function ownCheck(head: Pick<HeadAnswer, "oid" | "checkSuites"> | null, headSha: string): ExistingCheck | null {
  if (!head || head.oid !== headSha) return null;
  const runs = (head.checkSuites?.nodes ?? []).flatMap((suite) => suite?.checkRuns?.nodes ?? []);
  let newest: ExistingCheck | null = null;
  for (const run of runs) {
    if (!run || run.databaseId === null || (newest && run.databaseId < newest.id)) continue;
    newest = {
      id: run.databaseId,
      status: run.status,
      conclusion: run.conclusion,
      externalId: run.externalId,
      title: run.title,
    };
  }
  return newest;
}

function siblingsOf(head: HeadAnswer | null, request: PullRequestAnswer, repository: string): SiblingRequest[] {
  return shownOf(head?.associatedPullRequests ?? null)
    .filter(
      (other) =>
        other.state === "OPEN" &&
        other.number !== request.number &&
        other.headRefOid === request.headRefOid &&
        other.baseRepository?.nameWithOwner === repository,
    )
    .map((other) => ({ number: other.number, baseRef: other.baseRefName }));
}

/** Heads that a forced push replaced are judged like the others. */
function replacedHeads(timeline: readonly TimelineItemAnswer[]): CommitAnswer[] {
  return timeline.map((item) => item.beforeCommit ?? null).filter((commit) => commit !== null);
}

/** Where GitHub's answer is cut by design: the rest can't be had, so it is said. */
function gapsOf(
  request: PullRequestAnswer,
  commits: readonly CommitAnswer[],
  files: number,
  head: HeadAnswer | null,
): Gap[] {
  const gaps: Gap[] = [];
  if (request.changedFiles > files || files >= MOST_FILES) {
    gaps.push({ list: "files", what: `GitHub shows ${files} of ${request.changedFiles} changed files.` });
  }
  for (const commit of commits) {
    const short = commit.oid.slice(0, 7);
    if (commit.authors.totalCount > (commit.authors.nodes?.length ?? 0)) {
      gaps.push({
        list: "authors",
        what: `Commit ${short} names ${commit.authors.totalCount} authors, more than can be read.`,
      });
    }
    if (commit.parents.totalCount > (commit.parents.nodes?.length ?? 0)) {
      gaps.push({
        list: "parents",
        what: `Commit ${short} has ${commit.parents.totalCount} parents, more than can be read.`,
      });
    }
  }
  for (const [what, list] of [
    ["assignees", request.assignees],
    ["labels", request.labels],
  ] as const) {
    if (list && list.totalCount > (list.nodes?.length ?? 0)) {
      gaps.push({ list: "request", what: `The request has ${list.totalCount} ${what}, more than can be read.` });
    }
  }
  const others = head?.associatedPullRequests;
  if (others && others.totalCount > (others.nodes?.length ?? 0)) {
    gaps.push({ list: "request", what: `The head belongs to ${others.totalCount} requests, more than can be read.` });
  } else if (head && !isWhole(others)) {
    gaps.push({ list: "links", what: "GitHub doesn't show which requests have this head." });
  }
  if (!isWhole(request.closingIssuesReferences)) {
    const what =
      "GitHub doesn't show every issue that the request closes, as where this App isn't installed: take those links out of it.";
    gaps.push({ list: "links", what });
  }
  return gaps;
}

type Links<T> = { readonly totalCount: number; readonly nodes: readonly (T | null)[] | null } | null | undefined;

/**
 * GitHub's schema lets links to issues and to other requests be null, as a whole and one by one, and doesn't say when: a
 * private repository's issue, or a server that lacks the field. What is shown is read; that there may be more is a gap.
 */
function shownOf<T>(links: Links<T>): T[] {
  return (links?.nodes ?? []).filter((node) => node !== null);
}

function isWhole(links: Links<unknown>): boolean {
  return links !== null && links !== undefined && shownOf(links).length >= links.totalCount;
}
