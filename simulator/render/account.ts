/** Accounts and Apps as REST and webhooks show them. */
import type { Account, App, World } from "../state/model.ts";
import { nodeId } from "./node-id.ts";

/** A Bot's login ends in `[bot]` in REST and webhooks, and doesn't in GraphQL. */
export function restLogin(account: Account): string {
  return account.kind === "Bot" ? `${account.login}[bot]` : account.login;
}

export function apiUrl(world: World, path: string): string {
  return `${world.url}/api/v3${path}`;
}

const GHOST = { id: 10137, login: "ghost", kind: "User" } as const;

/** `simple-user` of REST's schema. */
export function accountJson(world: World, account: Account) {
  const { id, kind } = account.deleted ? GHOST : account;
  const login = account.deleted ? GHOST.login : restLogin(account);
  const url = apiUrl(world, `/users/${encodeURIComponent(login)}`);
  return {
    login,
    id,
    node_id: nodeId(kind, id),
    avatar_url: `${world.url}/avatars/u/${id}`,
    gravatar_id: "",
    url,
    html_url: kind === "Bot" ? `${world.url}/apps/${account.login}` : `${world.url}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: kind,
    user_view_type: "public",
    site_admin: false,
  };
}

export function organizationJson(world: World, account: Account) {
  const url = apiUrl(world, `/orgs/${account.login}`);
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId(account.kind, account.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${world.url}/avatars/u/${account.id}`,
    description: "",
  };
}

/** `integration` of REST's schema. */
export function appJson(world: World, app: App) {
  return {
    id: app.id,
    client_id: app.clientId,
    slug: app.slug,
    node_id: nodeId("App", app.id),
    name: app.name,
    description: "",
    external_url: `${world.url}/apps/${app.slug}`,
    html_url: `${world.url}/apps/${app.slug}`,
    created_at: app.createdAt,
    updated_at: app.createdAt,
    permissions: app.permissions,
    events: app.events,
  };
}
