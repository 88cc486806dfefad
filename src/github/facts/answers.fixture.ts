/** GraphQL's answers as tests need them: a small pull request, and whatever of it is to be otherwise. */
import type {
  ActorAnswer,
  CommitAnswer,
  FactsAnswer,
  FileAnswer,
  HeadAnswer,
  Page,
  PolicyEntryAnswer,
  PolicyRepositoryAnswer,
  PullRequestAnswer,
  ReviewAnswer,
} from "./answer.ts";

export const HEAD = "a".repeat(40);
export const BASE = "b".repeat(40);

export const alice: ActorAnswer = { __typename: "User", login: "alice", databaseId: 1 };

export function page<T>(nodes: readonly (T | null)[], more: Partial<Page<T>> = {}): Page<T> {
  return { totalCount: nodes.length, pageInfo: { hasNextPage: false, endCursor: null }, nodes, ...more };
}

export function commitAnswer(more: Partial<CommitAnswer> = {}): CommitAnswer {
  const author = { name: "Alice", email: "alice@acme.example", user: alice };
  return {
    oid: HEAD,
    message: "Add a bucket",
    tree: { oid: "c".repeat(40) },
    parents: page([{ oid: BASE, tree: { oid: "e".repeat(40) }, file: null }]),
    author,
    committer: author,
    authors: page([author]),
    signature: null,
    ...more,
  };
}

export function headAnswer(more: Partial<HeadAnswer> = {}): HeadAnswer {
  return { oid: HEAD, file: null, checkSuites: { nodes: [] }, associatedPullRequests: page([]), ...more };
}

export function reviewAnswer(more: Partial<ReviewAnswer> = {}): ReviewAnswer {
  return {
    id: "PRR_1",
    state: "APPROVED",
    body: "",
    url: "https://github.test/acme/shop/pull/7#pullrequestreview-1",
    createdAt: "2026-01-02T00:00:00Z",
    submittedAt: "2026-01-02T00:01:00Z",
    lastEditedAt: null,
    authorCanPushToRepository: true,
    author: { __typename: "User", login: "rita", databaseId: 2 },
    editor: null,
    commit: { oid: HEAD },
    comments: page([]),
    ...more,
  };
}

export function fileAnswer(path: string, changeType: FileAnswer["changeType"] = "MODIFIED"): FileAnswer {
  return { path, changeType };
}

function requestAnswer(more: Partial<PullRequestAnswer> = {}): PullRequestAnswer {
  return {
    id: "PR_7",
    number: 7,
    url: "https://github.test/acme/shop/pull/7",
    title: "Add a bucket",
    body: "",
    state: "OPEN",
    isDraft: false,
    mergeCommit: null,
    createdAt: "2026-01-01T00:00:00Z",
    lastEditedAt: null,
    changedFiles: 1,
    author: alice,
    editor: null,
    baseRefName: "main",
    baseRefOid: BASE,
    baseRef: { target: { __typename: "Commit", tree: { oid: "f".repeat(40) } } },
    headRefName: "bucket",
    headRefOid: HEAD,
    headRepository: { databaseId: 22, nameWithOwner: "acme/shop" },
    assignees: page([]),
    labels: page([]),
    commits: page([{ commit: commitAnswer() }]),
    head: { nodes: [{ commit: headAnswer() }] },
    reviews: page([]),
    timelineItems: page([]),
    files: page([fileAnswer("main.tf")]),
    closingIssuesReferences: page([]),
    ...more,
  };
}

export function policyEntry(text: string, more: Partial<PolicyEntryAnswer> = {}): PolicyEntryAnswer {
  const byteSize = Buffer.byteLength(text);
  const object = { __typename: "Blob", text, byteSize, isBinary: false, isTruncated: false };
  return { mode: 0o100644, oid: "d".repeat(40), object, ...more };
}

export function policyRepository(nameWithOwner: string, file: PolicyEntryAnswer | null): PolicyRepositoryAnswer {
  return { nameWithOwner, defaultBranchRef: { name: "main", target: { __typename: "Commit", file } } };
}

export function factsAnswer(request: Partial<PullRequestAnswer> = {}, more: Partial<FactsAnswer> = {}): FactsAnswer {
  return {
    repository: {
      ...policyRepository("acme/shop", null),
      id: "R_22",
      name: "shop",
      owner: { __typename: "Organization", login: "acme" },
      notes: null,
      pullRequest: requestAnswer(request),
    },
    organizationPrivate: null,
    organizationPublic: null,
    ...more,
  };
}
