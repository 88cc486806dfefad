/**
 * What a request would bring into its base, as one short text: two heads with the same fingerprint ask a reviewer to look at
 * the same thing. Made of each changed file's path, status, mode and blob on both sides, and of nothing that anybody can
 * write freely.
 */
import type { Commit, FileChange } from "../facts.ts";

/** A file at a commit. */
export interface FileState {
  /** Git's mode as a number: a file made executable or turned into a link is another file. */
  readonly mode: number;
  readonly oid: string;
}

/** Files at one commit, by path; null where there is none. */
export type Snapshot = ReadonlyMap<string, FileState | null>;

/**
 * The commits that a request stands on: parents of its commits that aren't its commits. Several where its base was merged
 * into it.
 */
export function boundaryOf(commits: readonly Pick<Commit, "sha" | "parents">[]): string[] {
  const own = new Set(commits.map((commit) => commit.sha));
  return [...new Set(commits.flatMap((commit) => commit.parents).filter((parent) => !own.has(parent)))].sort();
}

/** Files by name and status, in one spelling: what has to be equal before contents are compared. */
export function fileListOf(files: readonly FileChange[]): string {
  return JSON.stringify(files.map(({ path, status }) => [path, status]).sort(([a = ""], [b = ""]) => (a < b ? -1 : 1)));
}

/** Every path at which something changes: a renamed file leaves its old one. Null where an old name isn't known. */
export function pathsOf(files: readonly FileChange[]): string[] | null {
  if (files.some((file) => file.status === "renamed" && file.previousPath === null)) return null;
  const paths = files.flatMap(({ path, previousPath }) => (previousPath === null ? [path] : [path, previousPath]));
  return [...new Set(paths)].sort();
}

/**
 * @param files that the request changes at this head
 * @param boundary of its commits at this head
 * @param snapshots at least of the head and of each boundary commit
 * @returns null if a snapshot or an old name is missing: then nothing can be said
 */
export function fingerprintOf(
  files: readonly FileChange[],
  head: string,
  boundary: readonly string[],
  snapshots: ReadonlyMap<string, Snapshot>,
): string | null {
  const after = snapshots.get(head);
  const before = boundary.map((commit) => snapshots.get(commit));
  const paths = pathsOf(files);
  if (!after || !paths || before.length === 0 || before.some((snapshot) => snapshot === undefined)) return null;
  // An updated branch stands on two commits of its base. Where both look alike at these paths, one says it all.
  const sides = new Set(before.map((snapshot) => JSON.stringify(paths.map((path) => state(snapshot?.get(path))))));
  return JSON.stringify([fileListOf(files), paths, paths.map((path) => state(after.get(path))), [...sides].sort()]);
}

function state(file: FileState | null | undefined): [number, string] | null {
  return file ? [file.mode, file.oid] : null;
}
