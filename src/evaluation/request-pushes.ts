/** The recorded pushes that bear on a request: those to its branch, and those that may have brought its commits to it. */
import type { Commit, PullRequestFacts } from "../core/facts.ts";
import type { Push } from "../core/memory.ts";
import type { ChangeRef } from "../queue/job.ts";
import type { ObservationStore } from "../store/observations.ts";

type Facts = Pick<PullRequestFacts, "head">;

export async function pushesTo({ head }: Facts, store: Pick<ObservationStore, "pushes">): Promise<Push[]> {
  return head.repositoryId === null ? [] : store.pushes(head.repositoryId, head.ref);
}

/** Pushes of the request's commits to other branches than its own, there and in the repository that it asks. */
export async function pushesElsewhere(
  change: Pick<ChangeRef, "repositoryId">,
  { head }: Facts,
  commits: readonly Pick<Commit, "sha">[],
  store: Pick<ObservationStore, "pushesOf">,
): Promise<Push[]> {
  const shas = commits.map((commit) => commit.sha);
  const repositories = [...new Set([change.repositoryId, head.repositoryId ?? change.repositoryId])];
  const found = await Promise.all(
    repositories.map(async (id) => {
      const pushes = await store.pushesOf(id, shas);
      return pushes.filter(({ branch }) => id !== head.repositoryId || branch !== head.ref);
    }),
  );
  return found.flat().sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
