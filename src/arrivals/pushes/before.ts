/** What other branches pointed to when a push came: of two pushes of the same commits one was first. */
import type { Push } from "../../core/memory.ts";
import type { PushJob } from "../../queue/job.ts";
import type { ObservationStore } from "../../store/observations.ts";
import type { PushDoor } from "./door.ts";

interface Branch {
  readonly name: string;
  readonly sha: string;
}

type Moment = Pick<PushJob, "branch" | "at">;

/**
 * The commit that another branch pointed to before a push; null if it wasn't there.
 *
 * Pushes that nobody recorded yet are read from GitHub's activity list: one `git push` of the same commits to two branches
 * must not make each of them look like the one that had them before.
 */
export async function tipBefore(
  job: PushJob,
  { name, sha }: Branch,
  github: PushDoor,
  store: Pick<ObservationStore, "pushes" | "keepPushes">,
): Promise<string | null> {
  let pushes = await store.pushes(job.repositoryId, name);
  if (!pushes.some((push) => push.after === sha)) {
    const activity = await github.readActivity({ ...job, number: 0 }, `${job.owner}/${job.repo}`, name, sha);
    if (activity) {
      await store.keepPushes(job.repositoryId, activity);
      pushes = await store.pushes(job.repositoryId, name);
    }
  }
  const later = pushes.find((push) => isLater(push, job));
  return later ? later.before : sha;
}

/** Two pushes of one second, as one command makes them, stand in the order of their branches' names. */
function isLater(push: Push, job: Moment): boolean {
  const difference = Date.parse(push.at) - Date.parse(job.at);
  return difference > 0 || (difference === 0 && push.branch > job.branch);
}
