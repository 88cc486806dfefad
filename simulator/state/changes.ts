/** What a pull request proposes: its commits and files. */
import { diffFiles, type FileDiff } from "../git/diff.ts";
import { commitsBetween, mergeBase } from "../git/graph.ts";
import { filesOf } from "../git/trees.ts";
import type { PullRequest } from "./conversation.ts";
import type { Repository } from "./model.ts";

/** GitHub shows at most this many files. https://docs.github.com/rest/pulls/pulls#list-pull-requests-files */
export const MOST_FILES = 3000;

/** The commits that the head has and the base hasn't, also those of merges' second parents; oldest first. */
export function commitsOf({ repository, base, head }: PullRequest): string[] {
  return commitsBetween(repository.objects, base.sha, head.sha);
}

/** The three-dot diff: from where the head left the base to the head. */
export function compareFiles({ objects }: Repository, base: string, head: string): FileDiff[] {
  const from = mergeBase(objects, base, head);
  return diffFiles(from === null ? new Map() : filesOf(objects, from), filesOf(objects, head));
}

/** All files that the request changes, also those that GitHub doesn't list any more. */
export function filesChanged({ repository, base, head }: PullRequest): FileDiff[] {
  return compareFiles(repository, base.sha, head.sha);
}
