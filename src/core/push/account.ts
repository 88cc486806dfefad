/** Which of the commits that arrived have been reviewed: each is tied to a request that passed, or is left to be judged. */
import type { Commit } from "../facts.ts";
import { isGitHubItself } from "../people/address.ts";
import type { LandedRequest, PushFacts } from "./facts.ts";

export interface Accounting {
  /** Commits that nobody answers for yet, oldest first. */
  readonly left: readonly Commit[];
  /** Requests that brought some of them, and hadn't passed. */
  readonly bypassed: readonly LandedRequest[];
  /** The commits that each request brought, by its number. */
  readonly brought: ReadonlyMap<number, ReadonlySet<string>>;
  /** GitHub made one of them, and ties commits to requests with a delay: it may know more in a while. */
  readonly mayBeTied: boolean;
}

type Facts = Pick<PushFacts, "commits" | "requests" | "elsewhere">;

/** Accounts for every commit that arrived. */
export function accountFor({ commits, requests, elsewhere }: Facts): Accounting {
  const range = new Map(commits.map((commit) => [commit.sha, commit]));
  const brought = requests.map((request) => ({ request, shas: commitsOf(request, range) }));
  const passed = new Set(brought.flatMap(({ request, shas }) => (request.verdict === "passed" ? [...shas] : [])));
  const left = commits.filter(({ sha }) => !passed.has(sha) && !elsewhere.has(sha));
  const open = new Set(left.map(({ sha }) => sha));
  const bypassed = brought.filter(({ shas }) => [...shas].some((sha) => open.has(sha)));
  const tied = new Set(bypassed.flatMap(({ shas }) => [...shas]));
  return {
    left,
    bypassed: bypassed.map(({ request }) => request),
    brought: new Map(brought.map(({ request, shas }) => [request.number, shas])),
    mayBeTied: left.some((commit) => isMadeByGitHub(commit) && !tied.has(commit.sha)),
  };
}

/** GitHub signs with its own key what it merges, squashes and edits. */
function isMadeByGitHub({ signedByGitHub, committer }: Commit): boolean {
  return signedByGitHub && isGitHubItself(committer.email);
}

/** Whether GitHub made this commit to merge the request's head. */
export function isGitHubsMerge(merge: Commit, { head }: Pick<LandedRequest, "head">): boolean {
  return merge.parents.length > 1 && isMadeByGitHub(merge) && merge.parents.slice(1).includes(head);
}

/**
 * The commits that are a request's: those of its head, and those that GitHub made to merge it. A merge commit that somebody
 * made by hand isn't one of them: it may hold anything.
 */
function commitsOf(request: LandedRequest, range: ReadonlyMap<string, Commit>): Set<string> {
  const { listed } = request;
  const own = reachable(request.head, range);
  const merge = range.get(request.mergeCommit ?? "");
  if (merge !== undefined && isGitHubsMerge(merge, request)) {
    // What the base had before isn't the request's, although its head may stand on it.
    for (const sha of reachable(merge.parents[0] ?? "", range)) own.delete(sha);
    return own.add(merge.sha);
  }
  if (listed) for (const sha of own) if (!listed.has(sha)) own.delete(sha);
  if (merge === undefined || own.has(merge.sha) || merge.parents.length > 1) return own;
  // The head itself didn't arrive, and GitHub calls the request merged: it squashed or rebased it.
  if (own.size > 0) return own;
  if (isMadeByGitHub(merge)) return new Set([merge.sha]);
  return rebased(merge, request.commits, range);
}

/**
 * A rebase makes a new commit of each that isn't a merge, and signs none.
 * https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/about-merge-methods-on-github#rebasing-and-merging-your-commits
 */
function rebased(last: Commit, most: number, range: ReadonlyMap<string, Commit>): Set<string> {
  const made = new Set<string>();
  for (let commit: Commit | undefined = last; commit && made.size < most; ) {
    if (commit.parents.length !== 1 || commit.signedByGitHub) break;
    made.add(commit.sha);
    commit = range.get(commit.parents[0] ?? "");
  }
  return made;
}

/** A commit and all that it stands on, as far as they are among the ones that arrived. */
export function reachable(from: string, range: ReadonlyMap<string, Commit>): Set<string> {
  const seen = new Set<string>();
  const next = [from];
  for (let sha = next.pop(); sha !== undefined; sha = next.pop()) {
    const commit = range.get(sha);
    if (!commit || seen.has(sha)) continue;
    seen.add(sha);
    next.push(...commit.parents);
  }
  return seen;
}
