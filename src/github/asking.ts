/** How everything asks GitHub as an installation: through its own client, and not while GitHub asked it to wait. */
import type { Clients, InstallationClient } from "./clients.ts";
import { asGitHubError } from "./errors.ts";
import type { Pauses } from "./pauses.ts";

export type Asking = <T>(
  place: { readonly installationId: number },
  ask: (client: InstallationClient) => Promise<T>,
) => Promise<T>;

export function createAsking(clients: Clients, pauses: Pauses): Asking {
  return ({ installationId }, ask) =>
    pauses.unlessPaused(installationId, async () => ask(await clientOf(clients, installationId)));
}

async function clientOf(clients: Clients, installationId: number): Promise<InstallationClient> {
  try {
    return await clients.forInstallation(installationId);
  } catch (error) {
    throw asGitHubError(error, `signing in to installation ${installationId}`);
  }
}
