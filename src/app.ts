import type { Probot } from "probot";
import { handledEvents, readEvent } from "./events.ts";
import type { Queue } from "./queue/queue.ts";
import type { Store } from "./store/store.ts";

/**
 * The App as a Probot function: an event says which changes to look at again, and they are queued. Nothing here asks
 * GitHub anything, so a delivery is answered as soon as it is durable.
 *
 * @param queue where changes wait for a worker
 * @param store knows which changes share a head
 * @param appId this App's id
 */
export function countersignApp(
  queue: Pick<Queue, "enqueue">,
  store: Pick<Store, "sharingHead">,
  appId: number,
): (probot: Probot) => void {
  return (probot) => {
    probot.on([...handledEvents], async ({ id, name, payload, log }) => {
      const reading = readEvent(name, payload, appId);
      switch (reading.kind) {
        case "look-again":
          for (const job of reading.jobs) await queue.enqueue(job);
          for (const change of reading.left ?? []) {
            for (const number of await store.sharingHead(change.repositoryId, change.number)) {
              await queue.enqueue({ change: { ...change, number }, head: null, reason: `#${change.number} left` });
            }
          }
          return;
        case "odd":
          log.warn({ event: name, delivery: id, expected: reading.expected }, "An event doesn't look as documented");
          return;
        case "ignored":
          return;
        default:
          reading satisfies never;
      }
    });
  };
}
