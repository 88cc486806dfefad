/** Organisations' teams. An App needs the organisation permission `members` to see them. */
import { nodeId } from "../render/node-id.ts";
import type { Account, Team } from "../state/model.ts";
import { findTeam, membersOfChildren } from "../state/teams.ts";
import { accountFields } from "./actors.ts";
import { connection } from "./connection.ts";
import { forbidden } from "./errors.ts";
import type { Context, Fields } from "./fields.ts";

/** Members of an organisation see its teams, and Apps that are installed there and were granted it. */
export function maySeeTeams({ credential, world }: Context, organization: Account): boolean {
  if (credential.kind === "app") return false;
  if (credential.kind === "installation") {
    return credential.installation.account === organization && credential.permissions.members !== undefined;
  }
  const { account } = credential;
  const inTeam = world.teams.some((team) => team.organization === organization && team.members.has(account));
  return organization.owners.has(account) || inTeam;
}

const organization: Fields<Account> = {
  ...accountFields,
  team: {
    args: ["slug"],
    resolve: (source, { slug }, context) => {
      if (!maySeeTeams(context, source)) throw forbidden();
      return findTeam(context.world, source, String(slug));
    },
  },
};

const team: Fields<Team> = {
  id: ({ id }) => nodeId("Team", id),
  databaseId: ({ id }) => id,
  name: ({ name }) => name,
  slug: ({ slug }) => slug,
  combinedSlug: ({ organization: { login }, slug }) => `${login}/${slug}`,
  organization: (source) => source.organization,
  parentTeam: ({ parent }) => parent,
  members: {
    args: ["membership"],
    resolve: (source, args, { world }) => {
      const own = args.membership === "CHILD_TEAM" ? [] : [...source.members];
      const children = args.membership === "IMMEDIATE" ? [] : membersOfChildren(world, source);
      const members = [...new Set([...own, ...children])].filter(({ deleted }) => !deleted);
      return connection(members, args);
    },
  },
};

export const teamTypes = { Organization: organization, Team: team };
