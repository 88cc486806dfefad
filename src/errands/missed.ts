/** Pushes whose deliveries never came: a default branch stands where no push that is known of brought it. */
import { missedBetween } from "../core/push/missed.ts";
import type { DefaultBranch } from "../github/survey/open-requests.ts";
import type { Arrival } from "../queue/job.ts";
import type { Lane } from "../queue/lane.ts";
import type { TipStore } from "../store/tips.ts";

/** A delivery may be on its way, or be asked for again: it knows more than GitHub's lists. */
const WAIT_SECONDS = 20;

/** Queues what may have been missed on default branches. Asks GitHub nothing; of a repository's first sight nothing is older. */
export async function noticeMissed(
  branches: readonly DefaultBranch[],
  store: TipStore,
  arrivals: Pick<Lane<Arrival>, "enqueue">,
): Promise<void> {
  const known = new Map(
    (await store.tips(branches.map(({ repositoryId }) => repositoryId))).map((tip) => [tip.repositoryId, tip]),
  );
  for (const { name: branch, sha, ...place } of branches) {
    const { repositoryId } = place;
    const seen = known.get(repositoryId);
    if (seen?.branch === branch && seen.sha === sha) continue;
    const pushes = await store.delivered(repositoryId, branch);
    const from = seen?.branch === branch ? seen.sha : pushes[0]?.after;
    const missed = from === undefined ? null : missedBetween(from, sha, pushes);
    if (missed) {
      await arrivals.enqueue({ kind: "missed", ...place, branch, ...missed, reason: "survey" }, "survey", WAIT_SECONDS);
    }
    await store.keepTip({ repositoryId, branch, sha });
  }
}
