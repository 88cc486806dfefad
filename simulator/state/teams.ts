/** Teams of an organisation. */
import { accountJson } from "../render/account.ts";
import { teamJson } from "../render/team.ts";
import { installationOn } from "./installations.ts";
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

/** Whether somebody is in a team, or in one of its child teams. */
export function isInTeam(teams: readonly Team[], team: Team, account: Account): boolean {
  return team.members.has(account) || teams.some((child) => child.parent === team && isInTeam(teams, child, account));
}

/** Who is in a team by one of its child teams, however deep. */
export function membersOfChildren(world: World, team: Team): Account[] {
  const children = world.teams.filter(({ parent }) => parent === team);
  return children.flatMap((child) => [...child.members, ...membersOfChildren(world, child)]);
}

/** Lets a person join or leave a team. https://docs.github.com/webhooks/webhook-events-and-payloads#membership */
export function setMember(world: World, team: Team, by: Account, who: Account, member: boolean): void {
  if (team.members.has(who) === member) return;
  if (member) team.members.add(who);
  else team.members.delete(who);
  const payload = { scope: "team", member: accountJson(world, who), team: teamJson(world, team) };
  announceInOrganization(world, team.organization, "membership", member ? "added" : "removed", by, payload);
}

/** A person leaves the organisation: its teams, and what it gave them in repositories. */
export function removeFromOrganization(world: World, organization: Account, by: Account, who: Account): void {
  for (const team of world.teams) if (team.organization === organization) team.members.delete(who);
  for (const repository of world.repositories) if (repository.owner === organization) repository.access.delete(who.id);
  const membership = { user: accountJson(world, who), state: "active", role: "member" };
  announceInOrganization(world, organization, "organization", "member_removed", by, { membership });
}

function announceInOrganization(
  world: World,
  organization: Account,
  event: string,
  action: string,
  sender: Account,
  payload: Readonly<Record<string, unknown>>,
): void {
  const installation = installationOn(world, world.app, organization);
  if (installation) world.emit({ event, action, sender, repository: null, installation, payload });
}
