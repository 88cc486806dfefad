/** Installations as REST and webhooks show them. */
import type { Installation, World } from "../state/model.ts";
import { accountJson } from "./account.ts";

/** `installation` of REST's schema. */
export function installationJson(world: World, installation: Installation) {
  const { id, app, account, permissions, repositories, createdAt, suspendedAt, suspendedBy } = installation;
  return {
    id,
    client_id: app.clientId,
    account: accountJson(world, account),
    repository_selection: repositories === null ? "all" : "selected",
    access_tokens_url: `${world.url}/api/v3/app/installations/${id}/access_tokens`,
    repositories_url: `${world.url}/api/v3/installation/repositories`,
    html_url: `${world.url}/organizations/${account.login}/settings/installations/${id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.kind,
    permissions,
    events: app.events,
    created_at: createdAt,
    updated_at: createdAt,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: suspendedBy && accountJson(world, suspendedBy),
    suspended_at: suspendedAt,
  };
}
