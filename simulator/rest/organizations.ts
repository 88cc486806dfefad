/** Organisations: their people, teams and Apps. https://docs.github.com/rest/orgs */
import { accountJson } from "../render/account.ts";
import { installationJson } from "../render/installation.ts";
import { teamJson } from "../render/team.ts";
import { mayInOrganization } from "../server/credentials.ts";
import { findAccount } from "../state/accounts.ts";
import type { Account } from "../state/model.ts";
import { Refused } from "../state/refused.ts";
import { type Answer, type Call, type Handler, paged, type Routes } from "./route.ts";

/** @param permission an organisation's, at level `read`: `members` */
function inOrganization(permission: string, handle: (call: Call, organization: Account) => Answer): Handler {
  return (call) => {
    const organization = findAccount(call.world, call.params.org ?? "");
    if (organization?.kind !== "Organization") throw new Refused(404, "Not Found");
    if (!mayInOrganization(call.credential, organization, permission)) {
      throw new Refused(403, "Resource not accessible by integration");
    }
    return handle(call, organization);
  };
}

export const organizationRoutes: Routes = {
  // https://docs.github.com/rest/orgs/orgs#list-app-installations-for-an-organization
  "GET /orgs/{org}/installations": inOrganization("organization_administration", ({ world, url }, organization) => {
    const found = world.installations.filter((each) => !each.deleted && each.account === organization);
    return paged(url, found, (page) => ({
      total_count: found.length,
      installations: page.map((each) => installationJson(world, each)),
    }));
  }),
  // https://docs.github.com/rest/orgs/members#list-organization-members
  "GET /orgs/{org}/members": inOrganization("members", ({ world, url }, organization) => {
    if (url.searchParams.get("role") !== "admin") throw new Refused(501, "not simulated: members who aren't owners");
    return paged(url, [...organization.owners], (page) => page.map((owner) => accountJson(world, owner)));
  }),
  // https://docs.github.com/rest/teams/teams#list-teams
  "GET /orgs/{org}/teams": inOrganization("members", ({ world, url }, organization) =>
    paged(
      url,
      world.teams.filter((team) => team.organization === organization),
      (page) => page.map((team) => teamJson(world, team)),
    ),
  ),
};
