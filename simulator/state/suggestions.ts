/** Whom GitHub suggests as reviewers. */
import { reachable } from "../git/graph.ts";
import { commitAt } from "../git/objects.ts";
import { itemAt } from "../git/trees.ts";
import { accountOfEmail } from "./accounts.ts";
import { filesChanged } from "./changes.ts";
import type { PullRequest } from "./conversation.ts";
import type { Account, World } from "./model.ts";

export interface Suggestion {
  readonly reviewer: Account;
  /** They changed these files before. */
  readonly isAuthor: boolean;
  /** They commented on requests before; not simulated. */
  readonly isCommenter: boolean;
}

/**
 * People who changed the request's files before, who did so most often first; its author is none of them.
 * https://docs.github.com/graphql/reference/objects#suggestedreviewer
 */
export function suggestedReviewers(world: World, request: PullRequest): Suggestion[] {
  const { objects } = request.repository;
  const paths = filesChanged(request).flatMap(({ path, previousPath }) => [path, previousPath ?? path]);
  const counts = new Map<Account, number>();
  for (const oid of reachable(objects, request.base.sha)) {
    const commit = commitAt(objects, oid);
    const parents = commit.parents.map((parent) => commitAt(objects, parent).tree);
    const touches = paths.some((path) => {
      const now = itemAt(objects, commit.tree, path)?.oid;
      return now !== undefined && parents.every((tree) => itemAt(objects, tree, path)?.oid !== now);
    });
    const account = touches ? accountOfEmail(world, commit.author.email) : null;
    if (account?.kind === "User" && account !== request.author) counts.set(account, (counts.get(account) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([reviewer]) => ({ reviewer, isAuthor: true, isCommenter: false }));
}
