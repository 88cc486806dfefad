/** What arrives on branches: finds out what a job is about, judges it, and says in the log and the metrics what came of it. */
import { GitHubError } from "./github/errors.ts";
import type { Log } from "./log.ts";
import { judgeArrival, type PushOptions } from "./pushes/handler.ts";
import { type Arrival, keyOfArrival, type Place, type PushJob } from "./queue/job.ts";
import { type Handler, type Lane, RetryLater } from "./queue/lane.ts";
import type { ReportedLanding } from "./store/landings.ts";

export interface ArrivalOptions extends Omit<PushOptions, "later"> {
  readonly arrivals: Pick<Lane<Arrival>, "enqueue">;
  readonly log: Log;
  /** Told of each judgement's outcome, for the metrics. */
  readonly onOutcome: (outcome: string) => void;
}

/** How often what isn't there is asked for again: GitHub's replicas may not know of it yet. */
const ASK_AGAIN_IF_GONE = 5;

/** Makes the queue's handler. It throws whatever is to be tried again. */
export function createArrivalHandler(options: ArrivalOptions): Handler<Arrival> {
  const { arrivals, store, log, onOutcome } = options;
  const later: PushOptions["later"] = (job, seconds) => arrivals.enqueue(job, "event", seconds);

  return async (arrival, attempt) => {
    try {
      const outcome = await handle(arrival);
      if (outcome === null) return;
      onOutcome(`push: ${outcome}`);
      log.info({ arrival: keyOfArrival(arrival), outcome, reason: arrival.reason }, "Judged a push");
    } catch (error) {
      const known = error instanceof GitHubError ? error : null;
      if (known?.permanent && attempt >= ASK_AGAIN_IF_GONE) {
        log.info({ arrival: keyOfArrival(arrival), err: error }, "The push can't be seen any more");
        return;
      }
      if (known && known.retryAfterSeconds !== null) throw new RetryLater(known.retryAfterSeconds, { cause: error });
      throw error;
    }
  };

  async function handle(arrival: Arrival): Promise<string | null> {
    switch (arrival.kind) {
      case "push":
        return judgeArrival(arrival, { ...options, later });
      case "at-head":
        return again(arrival, await store.landingsAt(arrival.repositoryId, arrival.head));
      case "approval": {
        const landings = await store.landingsAt(arrival.repositoryId, arrival.sha);
        return again(
          arrival,
          landings.filter(({ issue }) => issue !== null),
        );
      }
    }
  }

  async function again(arrival: Place & { readonly reason: string }, landings: readonly ReportedLanding[]) {
    for (const landing of landings) await arrivals.enqueue(toJob(arrival, landing));
    return null;
  }
}

function toJob(
  { installationId, owner, repo, repositoryId, reason }: Place & { readonly reason: string },
  { branch, head, before, forced, pusher, at }: ReportedLanding,
): PushJob {
  const place = { installationId, owner, repo, repositoryId };
  return { kind: "push", ...place, branch, defaultBranch: null, before, head, forced, pusher, at, asked: 0, reason };
}
