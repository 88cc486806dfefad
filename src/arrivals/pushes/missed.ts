/** Pushes whose deliveries never came, found again in GitHub's activity list, each as its delivery would have told of it. */
import { missedBetween } from "../../core/push/missed.ts";
import type { Arrival, MissedPushes, PushJob } from "../../queue/job.ts";
import type { Lane } from "../../queue/lane.ts";
import type { ObservationStore } from "../../store/observations.ts";
import type { TipStore } from "../../store/tips.ts";
import type { PushDoor } from "./door.ts";

export interface MissedOptions {
  readonly github: Pick<PushDoor, "readActivity">;
  readonly store: Pick<ObservationStore, "keepPushes"> & Pick<TipStore, "delivered">;
  readonly arrivals: Pick<Lane<Arrival>, "enqueue">;
}

/**
 * Queues the pushes that lead from one commit to another; as one by nobody where GitHub doesn't list them all. One request,
 * none if a delivery came after all.
 */
export async function findMissed(missed: MissedPushes, { github, store, arrivals }: MissedOptions): Promise<string> {
  const { installationId, owner, repo, repositoryId, branch, reason } = missed;
  const still = missedBetween(missed.before, missed.head, await store.delivered(repositoryId, branch));
  if (still === null) return "came after all";
  const { before, head } = still;
  const place = { installationId, owner, repo, repositoryId };
  const activity = await github.readActivity({ ...place, number: 0 }, `${owner}/${repo}`, branch, head);
  if (activity) await store.keepPushes(repositoryId, activity);
  // Before everything else: what another branch has by now vouches for nothing.
  const whole = { before, after: head, actor: null, at: new Date(0).toISOString(), forced: false };
  for (const push of leading(before, head, activity ?? []) ?? [whole]) {
    const job: PushJob = {
      kind: "push",
      ...place,
      branch,
      defaultBranch: branch,
      before: push.before,
      head: push.after,
      forced: push.forced,
      pusher: push.actor,
      at: push.at,
      mayChangePolicy: true,
      awaits: null,
      waited: true,
      asked: 0,
      reason: `missed, found by a ${reason}`,
    };
    await arrivals.enqueue(job);
  }
  return "found";
}

type Listed = NonNullable<Awaited<ReturnType<PushDoor["readActivity"]>>>[number];

/** The pushes from one commit to another, oldest first; null if the list lacks one. @param activity newest last */
function leading(from: string, to: string, activity: readonly Listed[]): Listed[] | null {
  const found: Listed[] = [];
  let end: string | null = to;
  for (const push of [...activity].reverse()) {
    if (end === from) break;
    if (push.after !== end) continue;
    found.unshift(push);
    end = push.before;
  }
  return end === from ? found : null;
}
