/** GitHub as surveys need it: what is there to be judged, and what didn't arrive. */
import type { Place } from "../../queue/job.ts";
import type { Clients } from "../clients.ts";
import { asGitHubError } from "../errors.ts";
import type { Octokit } from "../graphql.ts";
import type { Pauses } from "../pauses.ts";
import { type FailedDelivery, listFailedDeliveries, redeliver } from "./deliveries.ts";
import { listInstallations } from "./installations.ts";
import { listRequests, listRequestsOfMany, type ManyRequests, type OpenRequest } from "./open-requests.ts";
import { listRepositories, type RepositoryNodeId } from "./repositories.ts";

export interface SurveyDoor {
  /** The App's installations that aren't suspended. */
  installations(): Promise<number[]>;
  repositories(installationId: number): Promise<RepositoryNodeId[]>;
  /** @param base only those into this branch; null: all */
  requests(place: Place, base: string | null): Promise<OpenRequest[]>;
  /** @param ids at most 100 */
  requestsOfMany(installationId: number, ids: readonly RepositoryNodeId[]): Promise<ManyRequests>;
  /** A token keeps the permissions that it was made with: after these changed another one is needed. */
  renewToken(installationId: number): Promise<void>;
  /** @param since milliseconds, by GitHub's clock */
  failedDeliveries(since: number): Promise<FailedDelivery[]>;
  /** @returns false if GitHub doesn't have it any more */
  redeliver(id: string): Promise<boolean>;
}

/** The App itself, among installations: it has an allowance of its own. */
const THE_APP = 0;

export function createSurveyDoor(clients: Clients, pauses: Pauses): SurveyDoor {
  const asInstallation = <T>(installationId: number, ask: (client: Octokit) => Promise<T>) =>
    pauses.unlessPaused(installationId, async () => {
      const client = await clients.forInstallation(installationId).catch((error: unknown) => {
        throw asGitHubError(error, `signing in to installation ${installationId}`);
      });
      return ask(client);
    });
  const asApp = <T>(ask: (client: Octokit) => Promise<T>) =>
    pauses.unlessPaused(THE_APP, async () => ask(await clients.forApp()));
  return {
    installations: () => asApp(listInstallations),
    repositories: (installationId) =>
      asInstallation(installationId, (client) => listRepositories(client, installationId)),
    requests: (place, base) => asInstallation(place.installationId, (client) => listRequests(client, place, base)),
    requestsOfMany: (installationId, ids) =>
      asInstallation(installationId, (client) => listRequestsOfMany(client, installationId, ids)),
    renewToken: (installationId) => clients.renewToken(installationId),
    failedDeliveries: (since) => asApp((client) => listFailedDeliveries(client, since)),
    redeliver: (id) => asApp((client) => redeliver(client, id)),
  };
}
