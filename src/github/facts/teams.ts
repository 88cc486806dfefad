/** Who is in a team now, child teams' members among them. */
import type { Team } from "../../core/facts.ts";
import { GitHubError } from "../errors.ts";
import { type GraphqlError, graphql, type Octokit, wholeData } from "../graphql.ts";
import type { ActorAnswer, Page } from "./answer.ts";
import { allPages } from "./pages.ts";

const MEMBERS = "totalCount pageInfo { hasNextPage endCursor } nodes { __typename login databaseId }";

/**
 * Several teams in one query. Variables: `o0`, `t0`, `o1`, `t1`… Membership `ALL` takes child teams in.
 * https://docs.github.com/graphql/reference/enums#teammembershiptype
 */
export function teamsQuery(count: number): string {
  const indexes = Array.from({ length: count }, (_, index) => index);
  const variables = indexes.map((index) => `$o${index}: String!, $t${index}: String!`).join(", ");
  const fields = indexes.map(
    (index) =>
      `t${index}: organization(login: $o${index}) { team(slug: $t${index}) { id members(first: 100, membership: ALL) { ${MEMBERS} } } }`,
  );
  return `query teams(${variables}) { ${fields.join(" ")} }`;
}

/** A team's members after a cursor. Variables: `id`, `after`. */
export const TEAM_MEMBERS_QUERY = /* GraphQL */ `
query teamMembers($id: ID!, $after: String!) {
  node(id: $id) { ... on Team { members(first: 100, after: $after, membership: ALL) { ${MEMBERS} } } }
}`;

interface TeamAnswer {
  readonly id: string;
  readonly members: Page<ActorAnswer>;
}

type Answer = Readonly<Record<string, { readonly team: TeamAnswer | null } | null>>;

/** What an error says of one team; null if it is about all of them. */
function stateIn(error: GraphqlError): { readonly alias: string; readonly state: "absent" | "unreadable" } | null {
  const alias = error.path?.[0];
  if (typeof alias !== "string") return null;
  if (error.type === "NOT_FOUND") return { alias, state: "absent" };
  return error.type === "FORBIDDEN" || error.type === "INSUFFICIENT_SCOPES" ? { alias, state: "unreadable" } : null;
}

/**
 * Reads teams. One request, more only for teams of over a hundred people.
 *
 * @param names `organisation/team`
 * @returns a team that GitHub doesn't show to this App is unreadable: that is not "nobody is in it"
 * @throws GitHubError if GitHub couldn't answer
 */
export async function readTeams(octokit: Octokit, names: readonly string[]): Promise<Team[]> {
  const operation = `reading the teams ${names.join(", ")}`;
  const variables = Object.fromEntries(
    names.flatMap((name, index) => {
      const [organization = "", team = ""] = name.split("/");
      return [
        [`o${index}`, organization],
        [`t${index}`, team],
      ];
    }),
  );
  const answer = await graphql<Answer>(octokit, operation, teamsQuery(names.length), variables);
  const states = new Map(
    answer.errors.flatMap((error) => stateIn(error) ?? []).map(({ alias, state }) => [alias, state]),
  );
  const data = wholeData(
    answer.data,
    answer.errors.filter((error) => stateIn(error) === null),
    operation,
  );
  return Promise.all(
    names.map(async (name, index): Promise<Team> => {
      const alias = `t${index}`;
      const team = data[alias]?.team;
      if (!team) return { name, state: states.get(alias) ?? "absent" };
      return { name, state: "read", members: await membersOf(octokit, operation, team) };
    }),
  );
}

async function membersOf(octokit: Octokit, operation: string, team: TeamAnswer): Promise<ReadonlySet<number>> {
  type More = { readonly node: { readonly members?: Page<ActorAnswer> } | null };
  const members = await allPages(team.members, "a team's members", async (after) => {
    const more = await graphql<More>(octokit, operation, TEAM_MEMBERS_QUERY, { id: team.id, after });
    const { node } = wholeData(more.data, more.errors, operation);
    if (!node?.members) throw new GitHubError(`${operation}: expected more members, got none`);
    return node.members;
  });
  return new Set(members.flatMap((member) => (member.databaseId ? [member.databaseId] : [])));
}
