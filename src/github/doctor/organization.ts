/** An organisation's owners, teams and Apps. https://docs.github.com/rest/orgs */
import type { Account } from "../../core/facts.ts";
import type { InstalledApp } from "../../doctor/facts.ts";
import type { InstallationClient } from "../clients.ts";
import { toRestAccount } from "../facts/rest-account.ts";
import { toInstalledApp } from "./app.ts";

/** `members: read`. https://docs.github.com/rest/orgs/members#list-organization-members */
export async function readOwners(client: InstallationClient, org: string): Promise<Account[]> {
  const all = await client.paginate("GET /orgs/{org}/members", { org, role: "admin", per_page: 100 });
  return all.flatMap((each) => toRestAccount(each) ?? []);
}

/** `organization_administration: read`. https://docs.github.com/rest/orgs/orgs#list-app-installations-for-an-organization */
export async function readInstalledApps(client: InstallationClient, org: string): Promise<InstalledApp[]> {
  const all = await client.paginate("GET /orgs/{org}/installations", { org, per_page: 100 });
  return all.map(toInstalledApp);
}

/** `organisation/team` by number. `members: read`. https://docs.github.com/rest/teams/teams#list-teams */
export async function readTeamNames(client: InstallationClient, org: string): Promise<Map<number, string>> {
  const all = await client.paginate("GET /orgs/{org}/teams", { org, per_page: 100 });
  return new Map(all.map(({ id, slug }) => [id, `${org}/${slug}`]));
}
