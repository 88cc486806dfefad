/** GitHub as an evaluation needs it, over one client per installation. */
import type { GitHubDoor } from "../evaluate.ts";
import { createCache } from "./cache.ts";
import { publishCheck } from "./check-run.ts";
import type { Clients } from "./clients.ts";
import { asGitHubError } from "./errors.ts";
import { readActivity } from "./facts/activity.ts";
import { readPatches } from "./facts/files.ts";
import { readIssue } from "./facts/issue.ts";
import { readNotes } from "./facts/notes.ts";
import { readPullRequest } from "./facts/read.ts";
import { readReplacedHead } from "./facts/replaced-head.ts";

/** How many answers of a kind are kept, each named by object ids and so never out of date. */
const MOST_CACHED = 500;

/** @param appId this App's id: only its own check run is updated */
export function createGitHubDoor(clients: Clients, appId: number): GitHubDoor {
  const clientOf = async (installationId: number) => {
    try {
      return await clients.forInstallation(installationId);
    } catch (error) {
      throw asGitHubError(error, `signing in to installation ${installationId}`);
    }
  };
  const heads = createCache<Awaited<ReturnType<typeof readReplacedHead>>>(MOST_CACHED);
  const notes = createCache<Awaited<ReturnType<typeof readNotes>>>(MOST_CACHED);
  const activities = createCache<Awaited<ReturnType<typeof readActivity>>>(MOST_CACHED);
  return {
    read: async (change) => readPullRequest(await clientOf(change.installationId), change, appId),
    readFiles: async (change) => readPatches(await clientOf(change.installationId), change),
    readReplacedHead: (change, base, head) =>
      heads.get(`${change.repositoryId}:${base}:${head}`, async () =>
        readReplacedHead(await clientOf(change.installationId), change, base, head),
      ),
    readNotes: (change, notesRef, shas) =>
      notes.get(`${change.repositoryId}:${notesRef}:${shas.join()}`, async () =>
        readNotes(await clientOf(change.installationId), change, notesRef, shas),
      ),
    readIssue: async (change, issue) => readIssue(await clientOf(change.installationId), change, issue),
    readActivity: (change, repository, branch, head) =>
      activities.get(`${repository}:${branch}:${head}`, async () =>
        readActivity(await clientOf(change.installationId), repository, branch),
      ),
    publish: async (change, content) =>
      publishCheck(await clientOf(change.installationId), { owner: change.owner, repo: change.repo, ...content }),
  };
}
