/** Which blob, with which mode, stands at each path of some commits: what a fingerprint is made of. */
import type { FileState, Snapshot } from "../../core/people/fingerprint.ts";
import { type GraphqlError, graphql, type Octokit, wholeData } from "../graphql.ts";
import type { RequestRef } from "./read.ts";

/** Fields a query: GitHub counts one node each, and a longer query's text gets unwieldy. */
const PER_QUERY = 1000;

interface Asked {
  readonly commit: string;
  readonly path: string;
}

/** @param commits full object ids: nothing else may stand in the query's text */
export function contentsQuery(asked: readonly Asked[]): { query: string; paths: Record<string, string> } {
  const names = new Map<string, string>();
  const byCommit = Map.groupBy(asked, (each) => each.commit);
  const objects = [...byCommit].map(([commit, files]) => {
    const fields = files.map(({ path }) => {
      const name = names.get(path) ?? `p${names.size}`;
      names.set(path, name);
      return `${name}: file(path: $${name}) { mode oid }`;
    });
    return `c${commit}: object(oid: "${commit}") { __typename ... on Commit { ${fields.join(" ")} } }`;
  });
  const variables = [...names.values()].map((name) => `, $${name}: String!`).join("");
  const query = /* GraphQL */ `
query contents($owner: String!, $name: String!${variables}) {
  repository(owner: $owner, name: $name) { ${objects.join(" ")} }
}`;
  return { query, paths: Object.fromEntries([...names].map(([path, name]) => [name, path])) };
}

type ObjectAnswer = { readonly __typename: string } & Record<string, FileState | string | null>;
type Answer = { readonly repository: Readonly<Record<string, ObjectAnswer | null>> | null };

/** A path that isn't there is an answer. */
function isAbsentFile(error: GraphqlError): boolean {
  return error.type === "NOT_FOUND" && error.path?.length === 3;
}

/**
 * Reads files' modes and blob ids at commits. One request, more only beyond {@link PER_QUERY} pairs.
 *
 * @returns a snapshot a commit; a commit that GitHub can't show isn't among them
 * @throws GitHubError if the answer isn't whole
 */
export async function readContents(
  octokit: Octokit,
  { owner, repo, number }: RequestRef,
  commits: readonly string[],
  paths: readonly string[],
): Promise<Map<string, Snapshot>> {
  const operation = `reading the contents of ${owner}/${repo}#${number}`;
  const asked = commits.flatMap((commit) => paths.map((path) => ({ commit, path })));
  const found = new Map<string, Map<string, FileState | null>>();
  for (let from = 0; from < asked.length; from += PER_QUERY) {
    const part = asked.slice(from, from + PER_QUERY);
    const { query, paths: variables } = contentsQuery(part);
    const answer = await graphql<Answer>(octokit, operation, query, { owner, name: repo, ...variables });
    const data = wholeData(
      answer.data,
      answer.errors.filter((error) => !isAbsentFile(error)),
      operation,
    );
    const names = new Map(Object.entries(variables).map(([name, path]) => [path, name]));
    for (const { commit, path } of part) {
      const object = data.repository?.[`c${commit}`];
      if (object?.__typename !== "Commit") continue;
      const state = object[names.get(path) ?? ""];
      const snapshot = found.get(commit) ?? new Map<string, FileState | null>();
      snapshot.set(path, typeof state === "object" && state !== null ? { mode: state.mode, oid: state.oid } : null);
      found.set(commit, snapshot);
    }
  }
  return found;
}
