/** Making commits. */
import { commitAt, type Identity, type Objects, put } from "../git/objects.ts";
import { type FileContent, filesOf, withChanges, writeTree } from "../git/trees.ts";
import { noreplyAddress, WEB_FLOW } from "./accounts.ts";
import type { Account } from "./model.ts";

/** A name and an address, as a person's git has them configured. */
export function identityOf(account: Account, date: string): Identity {
  const [verified] = account.emails;
  return { name: account.name ?? account.login, email: verified ?? noreplyAddress(account), date };
}

/** GitHub itself, as committer of what it makes. */
export function gitHubIdentity(date: string): Identity {
  return { name: WEB_FLOW.name, email: WEB_FLOW.email, date };
}

export interface NewCommit {
  readonly parents: readonly string[];
  /** Changes to the first parent's files. */
  readonly files: Readonly<Record<string, FileContent>>;
  readonly author: Identity;
  readonly committer: Identity;
  readonly message: string;
  readonly signedByGitHub: boolean;
}

/** Stores a commit. @returns its id */
export function writeCommit(objects: Objects, { files, ...commit }: NewCommit): string {
  const [parent] = commit.parents;
  const before = parent === undefined ? new Map() : filesOf(objects, parent);
  // A parent that isn't there is a mistake of the caller.
  for (const each of commit.parents) commitAt(objects, each);
  return put(objects, { type: "commit", tree: writeTree(objects, withChanges(objects, before, files)), ...commit });
}
