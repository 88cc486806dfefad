/** Pushes for tests. */
import type { Commit } from "../facts.ts";
import type { LandedRequest, PushFacts } from "../push/facts.ts";
import { account, WEB_FLOW } from "./accounts.ts";
import { aCommit, type CommitOptions } from "./commit.ts";

/** A commit that GitHub made: a merge, a squash, an edit. */
export function byGitHub(options: CommitOptions): Commit {
  return aCommit({ ...options, committer: WEB_FLOW, signedByGitHub: true });
}

/** A request that passed, unless the changes say otherwise. */
export function landed(number: number, changes: Partial<LandedRequest> = {}): LandedRequest {
  return {
    number,
    head: `head of ${number}`,
    mergeCommit: null,
    mergedBy: account("alice"),
    commits: 1,
    verdict: "passed",
    ...changes,
  };
}

/** A push of these commits to `main` by alice, to which nothing is tied. */
export function aPush(commits: readonly Commit[], changes: Partial<PushFacts> = {}): PushFacts {
  return {
    repository: { owner: "acme", name: "shop", nodeId: "R_1", defaultBranch: "main" },
    url: "https://github.test/acme/shop",
    branch: "main",
    before: "base",
    after: commits.at(-1)?.sha ?? "base",
    forced: false,
    pusher: account("alice"),
    commits,
    files: [],
    requests: [],
    elsewhere: new Set(),
    touchesPolicy: false,
    notes: [],
    teams: [],
    approvals: [],
    gaps: [],
    check: null,
    ...changes,
  };
}
