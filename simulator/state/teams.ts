/** Teams of an organisation. */
import type { Account, Team, World } from "./model.ts";
import { Refused } from "./refused.ts";

export function createTeam(
  world: World,
  organization: Account,
  name: string,
  members: readonly Account[],
  parent: Team | null,
): Team {
  const slug = name.toLowerCase().replace(/[^a-z0-9_]+/g, "-");
  if (findTeam(world, organization, slug)) throw new Refused(422, `The team ${slug} is there already`);
  const team: Team = { kind: "Team", id: world.nextId(), organization, slug, name, parent, members: new Set(members) };
  world.teams.push(team);
  return team;
}

export function findTeam(world: World, organization: Account, slug: string): Team | null {
  return world.teams.find((team) => team.organization === organization && team.slug === slug.toLowerCase()) ?? null;
}

/** Who is in a team by one of its child teams, however deep. */
export function membersOfChildren(world: World, team: Team): Account[] {
  const children = world.teams.filter(({ parent }) => parent === team);
  return children.flatMap((child) => [...child.members, ...membersOfChildren(world, child)]);
}
