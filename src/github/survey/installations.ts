/** Where the App is installed. */
import { asGitHubError } from "../errors.ts";
import type { Octokit } from "../graphql.ts";

const PAGE = 100;

/**
 * The App's installations that aren't suspended. One request for each hundred.
 * https://docs.github.com/rest/apps/apps#list-installations-for-the-authenticated-app
 *
 * @param octokit the App's own, by JWT
 */
export async function listInstallations(octokit: Octokit): Promise<number[]> {
  const found = new Set<number>();
  for (let page = 1; ; page++) {
    try {
      const { data } = await octokit.request("GET /app/installations", { per_page: PAGE, page });
      for (const { id, suspended_at } of data) if (suspended_at === null) found.add(id);
      if (data.length < PAGE) return [...found];
    } catch (error) {
      throw asGitHubError(error, "listing the App's installations");
    }
  }
}
