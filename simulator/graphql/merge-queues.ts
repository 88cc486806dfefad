/** Merge queues. https://docs.github.com/graphql/reference/objects#mergequeue */
import { nodeId } from "../render/node-id.ts";
import type { MergeQueue, MergeQueueEntry } from "../state/merge-queue.ts";
import { actor } from "./actors.ts";
import { connection } from "./connection.ts";
import type { Fields } from "./fields.ts";
import { objectSource } from "./git.ts";

const mergeQueue: Fields<MergeQueue> = {
  id: ({ id }) => nodeId("MergeQueue", id),
  repository: ({ repository }) => repository,
  entries: ({ entries }, args) => connection(entries, args),
};

const mergeQueueEntry: Fields<MergeQueueEntry> = {
  id: ({ id }) => nodeId("MergeQueueEntry", id),
  position: (entry) => entry.queue.entries.indexOf(entry) + 1,
  enqueuedAt: ({ enqueuedAt }) => enqueuedAt,
  enqueuer: ({ enqueuer }) => actor(enqueuer),
  baseCommit: ({ queue, base }) => objectSource(queue.repository, base),
  headCommit: ({ queue, head }) => objectSource(queue.repository, head),
  pullRequest: ({ request }) => request,
  mergeQueue: ({ queue }) => queue,
};

export const mergeQueueTypes = { MergeQueue: mergeQueue, MergeQueueEntry: mergeQueueEntry };
