/** Builders for tests: commits of a person, with one thing changed. */
import { type Classification, classifyCommit, type PlainCommit } from "./classify.ts";

const PERSON = { name: "Rosa Lindqvist", email: "rosa@acme.example" };

/** A commit that a person authored and GitHub committed. */
export function aCommit(change: Partial<PlainCommit> = {}): PlainCommit {
  return {
    author_name: PERSON.name,
    author_email: PERSON.email,
    committer_name: "GitHub",
    committer_email: "noreply@github.com",
    message: "Retry the upload once",
    ...change,
  };
}

/** What is made of a person's commit with these lines below its text. */
export function withLines(...lines: readonly string[]): Classification {
  return classifyCommit(aCommit({ message: `Retry the upload once\n\nThe network drops.\n\n${lines.join("\n")}\n` }));
}

/** What is made of a commit by this author, without a mark in its message. */
export function byAuthor(identity: string): Classification {
  const open = identity.lastIndexOf("<");
  return classifyCommit(
    aCommit({ author_name: identity.slice(0, open).trim(), author_email: identity.slice(open + 1, -1) }),
  );
}
