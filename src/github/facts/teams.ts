/** Who is in a team now, child teams' members among them. */
import { GitHubError } from "../errors.ts";
import { type GraphqlError, graphql, type Octokit, wholeData } from "../graphql.ts";
import type { ActorAnswer, Page } from "./answer.ts";
import { allPages } from "./pages.ts";

/** A team as the policy names it, `organisation/team`, with its members' numeric ids; null members: there is no such team. */
export interface Team {
  readonly name: string;
  readonly members: ReadonlySet<number> | null;
}

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

/** An organisation or a team that isn't there is an answer; not being let in is none. */
function isAbsent(error: GraphqlError): boolean {
  return error.type === "NOT_FOUND";
}

/**
 * Reads teams. One request, more only for teams of over a hundred people.
 *
 * @param names `organisation/team`
 * @throws GitHubError if any team can't be read whole: that is not "nobody is in it"
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
  const data = wholeData(
    answer.data,
    answer.errors.filter((error) => !isAbsent(error)),
    operation,
  );
  return Promise.all(
    names.map(async (name, index) => {
      const team = data[`t${index}`]?.team;
      return { name, members: team ? await membersOf(octokit, operation, team) : null };
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
