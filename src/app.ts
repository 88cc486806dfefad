import type { Probot } from "probot";
import { handledEvents, readEvent } from "./events/read.ts";
import type { Departure } from "./events/reading.ts";
import type { Log } from "./log.ts";
import { readObservations } from "./observations/observations.ts";
import type { Arrival, Errand, Job } from "./queue/job.ts";
import type { Lane } from "./queue/lane.ts";
import type { EvidenceStore } from "./store/evidence.ts";
import type { ObservationStore } from "./store/observations.ts";
import type { Store } from "./store/store.ts";
import { first } from "./store/turns.ts";

/**
 * The App as a Probot function: an event says which changes to look at again, and they are queued; what GitHub won't tell
 * again is kept first. Nothing here asks GitHub anything, so a delivery is answered as soon as it is durable.
 *
 * @param queue where they wait for a worker: requests, what arrived on branches, and errands that find requests
 * @param store where observations are kept, and what was judged
 * @param appId this App's id
 */
export function countersignApp(
  {
    changes,
    errands,
    arrivals,
  }: {
    readonly changes: Pick<Lane<Job>, "enqueue">;
    readonly errands: Pick<Lane<Errand>, "enqueue">;
    readonly arrivals: Pick<Lane<Arrival>, "enqueue">;
  },
  store: Pick<ObservationStore, "observe"> & Pick<Store, "judgedAt"> & Pick<EvidenceStore, "isBase">,
  appId: number,
): (probot: Probot) => void {
  return (probot) => {
    probot.on([...handledEvents], ({ id, name, payload, log }) => first(() => take({ id, name, payload, log })));

    async function take({
      id,
      name,
      payload,
      log,
    }: {
      readonly id: string;
      readonly name: string;
      readonly payload: unknown;
      readonly log: Pick<Log, "warn">;
    }): Promise<void> {
      await store.observe(id, readObservations(name, payload));
      const reading = readEvent(name, payload, appId);
      switch (reading.kind) {
        case "look-again":
          for (const job of reading.jobs) await changes.enqueue(job);
          for (const arrival of reading.arrivals ?? []) await arrivals.enqueue(arrival);
          for (const errand of reading.errands ?? []) if (await matters(errand, store)) await errands.enqueue(errand);
          if (reading.left) for (const job of await othersAt(reading.left, store)) await changes.enqueue(job);
          return;
        case "odd":
          log.warn({ event: name, delivery: id, expected: reading.expected }, "An event doesn't look as documented");
          return;
        case "ignored":
          return;
        default:
          reading satisfies never;
      }
    }
  };
}

/** Whether an errand can find anything: most branches that are pushed to by force are no request's base. */
async function matters(errand: Errand, store: Pick<EvidenceStore, "isBase">): Promise<boolean> {
  if (errand.kind !== "survey-repository" || errand.base === null) return true;
  return store.isBase(errand.repositoryId, errand.base);
}

/** Other requests that were judged at a head: its check spoke for all of them. The store knows, so GitHub isn't asked. */
async function othersAt({ change, head, reason }: Departure, store: Pick<Store, "judgedAt">): Promise<Job[]> {
  const numbers = await store.judgedAt(change.repositoryId, head);
  return numbers
    .filter((number) => number !== change.number)
    .map((number) => ({ change: { ...change, number }, head: null, reason: `${reason} of #${change.number}` }));
}
