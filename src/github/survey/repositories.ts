/** What an installation reaches. */
import { asGitHubError } from "../errors.ts";
import type { Octokit } from "../graphql.ts";

/** As `nodes(ids:)` finds it. */
export type RepositoryNodeId = string;

const PAGE = 100;

/** How many pages are asked for side by side; GitHub allows 100 requests at once for all that an installation does. */
const SIDE_BY_SIDE = 4;

/**
 * The repositories of an installation in which something can change: not the archived and disabled ones. One request for each
 * hundred. https://docs.github.com/rest/apps/installations#list-repositories-accessible-to-the-app-installation
 */
export async function listRepositories(octokit: Octokit, installationId: number): Promise<RepositoryNodeId[]> {
  const read = async (page: number) => {
    try {
      const { data } = await octokit.request("GET /installation/repositories", { per_page: PAGE, page });
      return data;
    } catch (error) {
      throw asGitHubError(error, `listing the repositories of installation ${installationId}`);
    }
  };
  const first = await read(1);
  const pages = [first.repositories];
  const count = Math.ceil(first.total_count / PAGE);
  for (let page = 2; page <= count; page += SIDE_BY_SIDE) {
    const numbers = Array.from({ length: Math.min(SIDE_BY_SIDE, count - page + 1) }, (_, index) => page + index);
    pages.push(...(await Promise.all(numbers.map(async (number) => (await read(number)).repositories))));
  }
  const usable = pages.flat().filter(({ archived, disabled }) => !archived && !disabled);
  return [...new Set(usable.map(({ node_id }) => node_id))];
}
