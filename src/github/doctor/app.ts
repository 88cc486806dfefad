/** The App by its JWT: its registration, installations, webhook and deliveries. https://docs.github.com/rest/apps */
import type { components } from "@octokit/openapi-types";
import type {
  AppFacts,
  DeliveryFacts,
  DeliveryLog,
  InstallationFacts,
  InstalledApp,
  Permissions,
  WebhookFacts,
} from "../../doctor/facts.ts";
import type { InstallationClient } from "../clients.ts";
import { GitHubError } from "../errors.ts";

type InstallationAnswer = components["schemas"]["installation"];

/** GitHub's types list every permission by name; one that isn't granted isn't there. */
function permissionsOf(permissions: object): Permissions {
  const entries = Object.entries(permissions).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return Object.fromEntries(entries);
}

export async function readApp(client: InstallationClient): Promise<AppFacts> {
  const { data } = await client.request("GET /app");
  if (!data?.slug) throw new GitHubError("reading the App: expected it with its slug, got something else");
  return { id: data.id, slug: data.slug, permissions: permissionsOf(data.permissions), events: data.events };
}

export async function readInstallations(client: InstallationClient): Promise<InstallationFacts[]> {
  const all = await client.paginate("GET /app/installations", { per_page: 100 });
  return all.map(toInstallation);
}

function toInstallation(answer: InstallationAnswer): InstallationFacts {
  const { id, account, permissions, events, target_type, suspended_at, repository_selection, updated_at } = answer;
  return {
    id,
    account: account && "login" in account ? account.login : (account?.slug ?? ""),
    ofOrganization: target_type === "Organization",
    suspended: (suspended_at ?? null) !== null,
    allRepositories: repository_selection === "all",
    changedAt: updated_at,
    permissions: permissionsOf(permissions),
    events,
  };
}

export function toInstalledApp(answer: InstallationAnswer): InstalledApp {
  return {
    appId: answer.app_id,
    slug: answer.app_slug,
    permissions: permissionsOf(answer.permissions),
    allRepositories: answer.repository_selection === "all",
    suspended: (answer.suspended_at ?? null) !== null,
  };
}

/** https://docs.github.com/rest/apps/webhooks#get-a-webhook-configuration-for-an-app */
export async function readWebhook(client: InstallationClient): Promise<WebhookFacts> {
  const { data } = await client.request("GET /app/hook/config");
  return {
    url: data.url ?? null,
    contentType: data.content_type ?? null,
    verifiesTls: String(data.insecure_ssl ?? "0") === "0",
    hasSecret: Boolean(data.secret),
  };
}

/** So many pages of a hundred are read: an App with more deliveries in three days is watched by other means. */
const MOST_PAGES = 10;

/**
 * Deliveries, newest first, back to a time. https://docs.github.com/rest/apps/webhooks#list-deliveries-for-an-app-webhook
 *
 * @param since ISO 8601; GitHub keeps them for three days
 */
export async function readDeliveries(client: InstallationClient, since: string): Promise<DeliveryLog> {
  const deliveries: DeliveryFacts[] = [];
  let pages = 0;
  let reached = since;
  for await (const { data } of client.paginate.iterator("GET /app/hook/deliveries", { per_page: 100 })) {
    deliveries.push(...data.map(toDelivery));
    const oldest = deliveries.at(-1)?.at;
    if (oldest !== undefined && oldest < since) break;
    if (++pages < MOST_PAGES || oldest === undefined) continue;
    reached = oldest;
    break;
  }
  return { deliveries: deliveries.filter(({ at }) => at >= reached), since: reached };
}

function toDelivery(answer: components["schemas"]["hook-delivery-item"]): DeliveryFacts {
  const { guid, event, delivered_at, status, status_code, repository_id } = answer;
  return {
    guid,
    event,
    at: new Date(delivered_at).toISOString(),
    succeeded: status_code >= 200 && status_code < 400,
    status,
    repositoryId: repository_id === null ? null : Number(repository_id),
  };
}
