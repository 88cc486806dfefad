/** Git notes that agents' tools write beside commits (`refs/notes/ai`). Asked for only where the ref exists. */
import type { Note } from "../../core/facts.ts";
import { type GraphqlError, graphql, type Octokit, wholeData } from "../graphql.ts";
import type { RequestRef } from "./read.ts";

/** Commits a query: three possible paths each. */
const PER_QUERY = 100;

/**
 * Where git may keep the note of a commit: the more notes there are, the deeper the folders, two digits each.
 * https://git-scm.com/docs/git-notes#_description
 */
function pathsOf(sha: string): string[] {
  return [sha, `${sha.slice(0, 2)}/${sha.slice(2)}`, `${sha.slice(0, 2)}/${sha.slice(2, 4)}/${sha.slice(4)}`];
}

/** @param shas full object ids: nothing else may stand in the query's text */
export function notesQuery(shas: readonly string[]): string {
  const fields = shas.flatMap((sha, index) =>
    pathsOf(sha).map((path, depth) => `n${index}_${depth}: file(path: "${path}") { ...note }`),
  );
  return /* GraphQL */ `
query notes($owner: String!, $name: String!, $notes: GitObjectID!) {
  repository(owner: $owner, name: $name) { object(oid: $notes) { __typename ... on Commit { ${fields.join(" ")} } } }
}
fragment note on TreeEntry { object { __typename ... on Blob { text isBinary isTruncated } } }`;
}

interface NoteAnswer {
  readonly object: { readonly text?: string | null } | null;
}

type Answer = {
  readonly repository: { readonly object: ({ readonly __typename: string } & Record<string, unknown>) | null } | null;
};

/** A commit without a note is an answer. */
function isAbsentNote(error: GraphqlError): boolean {
  return error.type === "NOT_FOUND" && error.path?.[1] === "object" && error.path.length > 2;
}

/**
 * Reads the notes of commits. One request per 100 commits.
 *
 * @param notes the commit that the notes' ref points to
 * @throws GitHubError if the answer isn't whole
 */
export async function readNotes(
  octokit: Octokit,
  { owner, repo, number }: RequestRef,
  notes: string,
  shas: readonly string[],
): Promise<Note[]> {
  const operation = `reading the notes of ${owner}/${repo}#${number}`;
  const found: Note[] = [];
  for (let from = 0; from < shas.length; from += PER_QUERY) {
    const asked = shas.slice(from, from + PER_QUERY);
    const answer = await graphql<Answer>(octokit, operation, notesQuery(asked), { owner, name: repo, notes });
    const data = wholeData(
      answer.data,
      answer.errors.filter((error) => !isAbsentNote(error)),
      operation,
    );
    for (const [index, sha] of asked.entries()) {
      for (const depth of [0, 1, 2]) {
        const entry = data.repository?.object?.[`n${index}_${depth}`] as NoteAnswer | null | undefined;
        if (typeof entry?.object?.text === "string") found.push({ sha, text: entry.object.text });
      }
    }
  }
  return found;
}
