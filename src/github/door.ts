/** GitHub as an evaluation needs it, over one client per installation. */
import type { GitHubDoor } from "../evaluate.ts";
import type { ChangeRef } from "../queue/job.ts";
import { publishCheck } from "./check-run.ts";
import type { Clients, InstallationClient } from "./clients.ts";
import { asGitHubError } from "./errors.ts";
import { readPatches } from "./facts/files.ts";
import { readPullRequest } from "./facts/read.ts";
import { createPauses, type Pauses } from "./pauses.ts";

/** @param appId this App's id: only its own check run is updated */
export function createGitHubDoor(clients: Clients, appId: number, pauses: Pauses = createPauses()): GitHubDoor {
  const asking = <T>({ installationId }: ChangeRef, ask: (client: InstallationClient) => Promise<T>) =>
    pauses.unlessPaused(installationId, async () => ask(await clientOf(clients, installationId)));
  return {
    read: (change) => asking(change, (client) => readPullRequest(client, change, appId)),
    readFiles: (change) => asking(change, (client) => readPatches(client, change)),
    publish: (change, content) =>
      asking(change, (client) => publishCheck(client, { owner: change.owner, repo: change.repo, ...content })),
  };
}

async function clientOf(clients: Clients, installationId: number): Promise<InstallationClient> {
  try {
    return await clients.forInstallation(installationId);
  } catch (error) {
    throw asGitHubError(error, `signing in to installation ${installationId}`);
  }
}
