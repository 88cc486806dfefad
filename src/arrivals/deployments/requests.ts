/** The requests that brought what a deployment brings, with what was judged of them, and which commits are theirs. */
import { isGitHubsMerge } from "../../core/push/account.ts";
import type { LandedRequest } from "../../core/push/facts.ts";
import type { Tie } from "../../github/deployments/ties.ts";
import type { DeploymentJob } from "../../queue/job.ts";
import type { LandingStore } from "../../store/landings.ts";
import type { DeploymentDoor } from "./door.ts";
import type { Brought } from "./since.ts";

/** Adds what GitHub ties to the commits, with what was judged of it here. */
export async function withTies(
  repositoryId: number,
  known: readonly LandedRequest[],
  ties: readonly Tie[],
  store: Pick<LandingStore, "verdictOf">,
): Promise<LandedRequest[]> {
  const requests = new Map(known.map((request) => [request.number, request]));
  for (const { base, ...tie } of ties) {
    const before = requests.get(tie.number);
    const verdict = before?.head === tie.head ? before.verdict : undefined;
    requests.set(tie.number, {
      ...tie,
      mergeCommit: tie.mergeCommit ?? before?.mergeCommit ?? null,
      mergedBy: tie.mergedBy ?? before?.mergedBy ?? null,
      verdict: verdict ?? (await store.verdictOf(repositoryId, base, tie.number, tie.head)),
    });
  }
  return [...requests.values()];
}

/**
 * Adds the commits of requests whose head would be new. A head may stand on what came to its base past review, and unlike with
 * a push that is among the commits here; where GitHub made the merge, its first parent tells them apart.
 */
export async function withListed(
  job: DeploymentJob,
  requests: readonly LandedRequest[],
  { comparison }: Brought,
  github: DeploymentDoor,
): Promise<LandedRequest[]> {
  const range = new Map(comparison.commits.map((commit) => [commit.sha, commit]));
  const found: LandedRequest[] = [];
  for (const request of requests) {
    const merge = range.get(request.mergeCommit ?? "");
    const isMerged = merge !== undefined && isGitHubsMerge(merge, request);
    const isTold = request.listed !== undefined || isMerged || !range.has(request.head);
    found.push(isTold ? request : { ...request, listed: await github.readRequestCommits(job, request.number) });
  }
  return found;
}
