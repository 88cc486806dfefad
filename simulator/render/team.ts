/** Teams as webhooks show them. */
import type { Team, World } from "../state/model.ts";
import { apiUrl } from "./account.ts";
import { nodeId } from "./node-id.ts";

export function teamJson(world: World, { id, name, slug, organization }: Team) {
  const url = apiUrl(world, `/organizations/${organization.id}/team/${id}`);
  return {
    id,
    node_id: nodeId("Team", id),
    name,
    slug,
    description: "",
    privacy: "closed",
    notification_setting: "notifications_enabled",
    permission: "pull",
    url,
    html_url: `${world.url}/orgs/${organization.login}/teams/${slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    parent: null,
  };
}
