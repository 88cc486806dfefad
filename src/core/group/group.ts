/** A merge queue's group: which requests it would merge, and which of them hold it. Pure. */

/** One place in a merge queue. */
export interface QueueEntry {
  /** From the front of the queue. */
  readonly position: number;
  /** The group's head that ends with this request; null where GitHub hasn't made it yet. */
  readonly head: string | null;
  readonly number: number;
  readonly requestHead: string;
}

/** A request of a group, and what `ai-review` said of it at its present head for this branch. */
export interface GroupedRequest {
  readonly number: number;
  readonly verdict: "passed" | "held" | "unknown";
}

/**
 * The requests that a group would merge: the one that it ends with and all before it, whatever the merge method. Neither
 * messages nor the name of the group's branch say which those are: anybody can write them.
 *
 * @returns in the queue's order; null if no entry has that head, because GitHub lags behind or the group is gone
 */
export function membersOf(entries: readonly QueueEntry[], head: string): QueueEntry[] | null {
  const last = Math.max(...entries.filter((entry) => entry.head === head).map(({ position }) => position));
  if (!Number.isFinite(last)) return null;
  return entries.filter(({ position }) => position <= last).sort((a, b) => a.position - b.position);
}

/** The requests that keep a group from passing. */
export function holding(requests: readonly GroupedRequest[]): GroupedRequest[] {
  return requests.filter(({ verdict }) => verdict !== "passed");
}
