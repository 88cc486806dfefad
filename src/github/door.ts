/** GitHub as an evaluation needs it, over one client per installation. */
import type { GitHubDoor } from "../evaluate.ts";
import { publishCheck } from "./check-run.ts";
import type { Clients } from "./clients.ts";
import { asGitHubError } from "./errors.ts";
import { readPatches } from "./facts/files.ts";
import { readPullRequest } from "./facts/read.ts";

/** @param appId this App's id: only its own check run is updated */
export function createGitHubDoor(clients: Clients, appId: number): GitHubDoor {
  const clientOf = async (installationId: number) => {
    try {
      return await clients.forInstallation(installationId);
    } catch (error) {
      throw asGitHubError(error, `signing in to installation ${installationId}`);
    }
  };
  return {
    read: async (change) => readPullRequest(await clientOf(change.installationId), change, appId),
    readFiles: async (change) => readPatches(await clientOf(change.installationId), change),
    publish: async (change, content) =>
      publishCheck(await clientOf(change.installationId), { owner: change.owner, repo: change.repo, ...content }),
  };
}
