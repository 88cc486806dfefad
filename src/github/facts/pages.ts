/** Lists that run over one page, read to their end and checked to be whole. */
import { GitHubError } from "../errors.ts";
import { graphqlWhole, type Octokit } from "../graphql.ts";
import type { Page } from "./answer.ts";
import { allOf } from "./convert.ts";
import { PAGE_QUERIES, type PagedList } from "./query.ts";

type NodeAnswer<T> = {
  readonly node: ({ readonly headRefOid?: string } & { readonly [list: string]: Page<T> | string | undefined }) | null;
};

/**
 * Turns pages until the list is complete.
 *
 * @param read asks for the page after a cursor
 * @returns every element, in order
 * @throws GitHubError when a cursor stands still, or the list is of another length than GitHub said: it changed while it was
 * read, and must be read again
 */
export async function allPages<T>(
  first: Page<T>,
  what: string,
  read: (after: string) => Promise<Page<T>>,
): Promise<T[]> {
  const all: T[] = allOf(first.nodes, what);
  const seen = new Set<string>();
  let page = first;
  while (page.pageInfo.hasNextPage) {
    const after = page.pageInfo.endCursor;
    if (after === null || seen.has(after))
      throw new GitHubError(`expected the next page of ${what}, got the same cursor again`);
    seen.add(after);
    page = await read(after);
    all.push(...allOf(page.nodes, what));
  }
  if (all.length !== page.totalCount) {
    throw new GitHubError(`expected ${page.totalCount} ${what}, got ${all.length}: the list changed while it was read`);
  }
  return all;
}

/**
 * Reads a list of a pull request to its end.
 *
 * @param request the request's node id and the head that its first page was read at
 * @throws GitHubError as `allPages`, and when the head moved meanwhile
 */
export async function allOfRequest<T>(
  octokit: Octokit,
  operation: string,
  request: { readonly id: string; readonly headRefOid: string },
  list: PagedList,
  first: Page<T>,
): Promise<T[]> {
  return allPages(first, list, async (after) => {
    const { node } = await graphqlWhole<NodeAnswer<T>>(octokit, operation, PAGE_QUERIES[list], {
      id: request.id,
      after,
    });
    const page = node?.[list];
    if (!node || typeof page !== "object") throw new GitHubError(`${operation}: expected more ${list}, got none`);
    if (node.headRefOid !== request.headRefOid) throw new GitHubError(`${operation}: the head moved while it was read`);
    return page;
  });
}
