/** Merging requests, and merging the base into them. */
import { commitsBetween, mergeBase } from "../git/graph.ts";
import { mergeFiles } from "../git/merge.ts";
import { commitAt, type Objects, put } from "../git/objects.ts";
import { type Files, filesOf, writeTree } from "../git/trees.ts";
import { requireRole } from "./access.ts";
import { commitsOf } from "./changes.ts";
import { closingIssues } from "./closing.ts";
import { gitHubIdentity, identityOf } from "./commits.ts";
import type { PullRequest } from "./conversation.ts";
import { mergeMessage, squashMessage } from "./merge-messages.ts";
import type { Account, World } from "./model.ts";
import { updateRef } from "./push.ts";
import { Refused } from "./refused.ts";
import { branchTip } from "./repositories.ts";
import { closeConversation, markMerged } from "./requests.ts";
import { mergeViolations } from "./rules.ts";

export type MergeMethod = "merge" | "squash" | "rebase";

export interface MergeOptions {
  readonly method: MergeMethod;
  /** The head that is meant: another one is refused. */
  readonly sha?: string | undefined;
  readonly title?: string | undefined;
  readonly message?: string | undefined;
}

const NOT_MERGEABLE = "Pull Request is not mergeable";

/** The files of a merge of two commits; null if they conflict. */
function mergedFiles(objects: Objects, ours: string, theirs: string): Files | null {
  const base = mergeBase(objects, ours, theirs);
  return mergeFiles(
    base === null ? new Map() : filesOf(objects, base),
    filesOf(objects, ours),
    filesOf(objects, theirs),
  );
}

/** Whether the head could be merged into the base's tip. */
export function isMergeable({ repository, base, head }: PullRequest): boolean {
  const tip = branchTip(repository, base.ref);
  return tip !== null && mergedFiles(repository.objects, tip, head.sha) !== null;
}

/**
 * Merges a request, as the web interface and `PUT …/merge` do.
 * https://docs.github.com/rest/pulls/pulls#merge-a-pull-request
 *
 * @returns the commit that the base points to then
 * @throws Refused: 403 without write access, 405 against the rules or if it can't be merged, 409 for another head
 */
export function mergeRequest(world: World, request: PullRequest, by: Account, options: MergeOptions): string {
  const { repository, base, head } = request;
  requireRole(repository, by, "write", "merge");
  const tip = branchTip(repository, base.ref);
  if (request.state !== "OPEN" || tip === null) throw new Refused(405, NOT_MERGEABLE);
  if (request.isDraft) throw new Refused(405, "Pull Request is still a draft");
  if (options.sha !== undefined && options.sha !== head.sha) {
    throw new Refused(409, "Head branch was modified. Review and try the merge again.");
  }
  const broken = mergeViolations(world.teams, request, by);
  if (broken.length > 0) {
    throw new Refused(405, `Repository rule violations found\n\n${broken.join("\n\n")}\n\n`);
  }
  const issues = closingIssues(request);
  const sha = MAKERS[options.method](world, request, by, tip, options);
  markMerged(world, request, by, sha);
  updateRef(world, repository, { ref: `refs/heads/${base.ref}`, after: sha, by, merging: true });
  for (const issue of issues) if (issue.state === "OPEN") closeConversation(world, issue, by);
  return sha;
}

type Maker = (world: World, request: PullRequest, by: Account, tip: string, options: MergeOptions) => string;

/** Each makes what the base shall point to. https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/about-merge-methods-on-github */
export const MAKERS: Readonly<Record<MergeMethod, Maker>> = {
  merge: makeMerge,
  squash: makeSquash,
  rebase: makeRebase,
};

function makeMerge(world: World, request: PullRequest, by: Account, tip: string, options: MergeOptions): string {
  const { objects } = request.repository;
  const files = mergedFiles(objects, tip, request.head.sha);
  if (!files) throw new Refused(405, NOT_MERGEABLE);
  const at = world.clock.tick();
  return put(objects, {
    type: "commit",
    tree: writeTree(objects, files),
    parents: [tip, request.head.sha],
    author: identityOf(by, at),
    committer: gitHubIdentity(at),
    message: mergeMessage(request, options),
    signedByGitHub: true,
  });
}

/** The author is the request's, whoever merges. */
function makeSquash(world: World, request: PullRequest, _: Account, tip: string, options: MergeOptions): string {
  const { objects } = request.repository;
  const files = mergedFiles(objects, tip, request.head.sha);
  if (!files) throw new Refused(405, NOT_MERGEABLE);
  const at = world.clock.tick();
  const author = identityOf(request.author, at);
  const commits = commitsOf(request).map((oid) => commitAt(objects, oid));
  return put(objects, {
    type: "commit",
    tree: writeTree(objects, files),
    parents: [tip],
    author,
    committer: gitHubIdentity(at),
    message: squashMessage(request, commits, author, options),
    signedByGitHub: true,
  });
}

/** Commits are made anew, by the same authors; the merger is their committer, and nobody signs them. */
function makeRebase(world: World, request: PullRequest, by: Account, tip: string): string {
  const { objects } = request.repository;
  let onto = tip;
  for (const oid of commitsBetween(objects, tip, request.head.sha)) {
    const commit = commitAt(objects, oid);
    const [parent] = commit.parents;
    if (commit.parents.length > 1 || parent === undefined) continue;
    const files = mergeFiles(filesOf(objects, parent), filesOf(objects, onto), filesOf(objects, oid));
    if (!files) throw new Refused(405, "This branch can't be rebased");
    const committer = identityOf(by, world.clock.tick());
    const tree = writeTree(objects, files);
    onto = put(objects, { ...commit, tree, parents: [onto], committer, signedByGitHub: false });
  }
  return onto;
}

/**
 * "Update branch": merges the base's tip into the head.
 * https://docs.github.com/rest/pulls/pulls#update-a-pull-request-branch
 *
 * @throws Refused (422) if there's nothing to merge, or a conflict
 */
export function updateBranch(world: World, request: PullRequest, by: Account): string {
  const { repository, base, head } = request;
  requireRole(head.repository, by, "write", "update the branch");
  const { objects } = repository;
  const tip = branchTip(repository, base.ref);
  if (tip === null || commitsBetween(objects, head.sha, tip).length === 0) {
    throw new Refused(422, "There are no new commits on the base branch.");
  }
  const files = mergedFiles(objects, head.sha, tip);
  if (!files) throw new Refused(422, "merge conflict between base and head");
  const at = world.clock.tick();
  const sha = put(objects, {
    type: "commit",
    tree: writeTree(objects, files),
    parents: [head.sha, tip],
    author: identityOf(by, at),
    committer: gitHubIdentity(at),
    message: `Merge branch '${base.ref}' into ${head.ref}`,
    signedByGitHub: true,
  });
  updateRef(world, head.repository, { ref: `refs/heads/${head.ref}`, after: sha, by });
  return sha;
}
