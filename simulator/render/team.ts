/** Teams as REST and webhooks show them. */
import type { Team, World } from "../state/model.ts";
import { apiUrl } from "./account.ts";
import { nodeId } from "./node-id.ts";

/** `team` of REST and of the event `membership`. */
export function teamJson(world: World, { id, name, slug, organization }: Team) {
  const url = apiUrl(world, `/organizations/${organization.id}/team/${id}`);
  return {
    name,
    id,
    node_id: nodeId("Team", id),
    slug,
    description: "",
    privacy: "closed",
    notification_setting: "notifications_enabled",
    url,
    html_url: `${world.url}/orgs/${organization.login}/teams/${slug}`,
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    permission: "pull",
  };
}
