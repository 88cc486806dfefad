/** A commit for tests. */
import type { Commit, GitIdentity } from "../facts.ts";
import { CLAUDE_TRAILER, gitOf } from "./accounts.ts";

export interface CommitOptions {
  readonly sha?: string;
  readonly by?: GitIdentity;
  readonly committer?: GitIdentity;
  /** Co-authors, written as trailers; GitHub's list of authors names them too. */
  readonly coAuthors?: readonly GitIdentity[];
  readonly message?: string;
  readonly trailers?: readonly string[];
  readonly parents?: readonly string[];
  readonly signedByGitHub?: boolean;
}

/** A commit by alice, without AI, unless the options say otherwise. */
export function aCommit(options: CommitOptions = {}): Commit {
  const { sha = "c1", by = gitOf("alice"), coAuthors = [], message = "Mend the cart", trailers = [] } = options;
  const lines = [...coAuthors.map(({ name, email }) => `Co-authored-by: ${name} <${email}>`), ...trailers];
  return {
    sha,
    tree: `tree of ${sha}`,
    parents: options.parents ?? ["base"],
    empty: false,
    message: lines.length === 0 ? message : `${message}\n\n${lines.join("\n")}`,
    author: by,
    committer: options.committer ?? by,
    authors: [by, ...coAuthors],
    signedByGitHub: options.signedByGitHub ?? false,
  };
}

/** The same, written by Claude Code. */
export function aClaudeCommit(options: CommitOptions = {}): Commit {
  return aCommit({ ...options, trailers: [...(options.trailers ?? []), CLAUDE_TRAILER] });
}
