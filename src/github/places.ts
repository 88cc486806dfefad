/** The repositories that an installation reaches. */
import type { Place } from "../queue/job.ts";
import type { InstallationClient } from "./clients.ts";
import { asGitHubError } from "./errors.ts";

/**
 * One request for each hundred. Archived ones are left out: nothing can be changed in them.
 * https://docs.github.com/rest/apps/installations#list-repositories-accessible-to-the-app-installation
 */
export async function listPlaces(client: InstallationClient, installationId: number): Promise<Place[]> {
  try {
    const places: Place[] = [];
    for (let page = 1; ; page++) {
      const { data } = await client.request("GET /installation/repositories", { per_page: 100, page });
      for (const { id, name, owner, archived } of data.repositories) {
        if (!archived) places.push({ installationId, owner: owner.login, repo: name, repositoryId: Number(id) });
      }
      if (data.repositories.length < 100) return places;
    }
  } catch (error) {
    throw asGitHubError(error, `listing the repositories of installation ${installationId}`);
  }
}
