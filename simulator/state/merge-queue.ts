/**
 * Merge queues: a group a request, each standing on the one before it.
 * https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue
 */
import { commitAt } from "../git/objects.ts";
import type { PullRequest } from "./conversation.ts";
import { MAKERS, type MergeMethod } from "./merging.ts";
import type { Account, Repository, World } from "./model.ts";
import { updateRef } from "./push.ts";
import { Refused } from "./refused.ts";
import { branchTip } from "./repositories.ts";
import { markMerged } from "./requests.ts";
import { mergeViolations, missingOnGroup } from "./rules.ts";

export interface MergeQueueEntry {
  readonly kind: "MergeQueueEntry";
  readonly id: number;
  readonly queue: MergeQueue;
  readonly request: PullRequest;
  readonly enqueuer: Account;
  readonly enqueuedAt: string;
  /** What the group stands on, and its head; both change when an entry before it leaves. */
  base: string;
  head: string;
}

export interface MergeQueue {
  readonly kind: "MergeQueue";
  readonly id: number;
  readonly repository: Repository;
  readonly branch: string;
  readonly method: MergeMethod;
  readonly entries: MergeQueueEntry[];
}

/** GitHub's own App merges and pushes for queues. */
export const QUEUE_BOT = "github-merge-queue";

export function createQueue(world: World, repository: Repository, branch: string, method: MergeMethod): MergeQueue {
  const id = world.nextId();
  const queue: MergeQueue = { kind: "MergeQueue", id, repository, branch, method, entries: [] };
  repository.mergeQueues.set(branch, queue);
  return queue;
}

export function queueOf({ repository, base }: PullRequest): MergeQueue {
  const queue = repository.mergeQueues.get(base.ref);
  if (!queue) throw new Refused(422, `${base.ref} has no merge queue`);
  return queue;
}

/** Adds a request at the end. @throws Refused (405) against the rules of the branch, as the merge button */
export function enqueue(world: World, request: PullRequest, by: Account): MergeQueueEntry {
  const queue = queueOf(request);
  const broken = mergeViolations(world.teams, request, by);
  if (broken.length > 0) throw new Refused(405, `Repository rule violations found\n\n${broken.join("\n\n")}\n\n`);
  const entry: MergeQueueEntry = {
    kind: "MergeQueueEntry",
    id: world.nextId(),
    queue,
    request,
    enqueuer: by,
    enqueuedAt: world.clock.tick(),
    base: "",
    head: "",
  };
  queue.entries.push(entry);
  makeGroup(world, entry);
  return entry;
}

/** Takes a request out: the groups after it are made anew. */
export function dequeue(world: World, request: PullRequest): void {
  const { entries } = queueOf(request);
  const index = entries.findIndex((entry) => entry.request === request);
  if (index < 0) throw new Refused(422, `#${request.number} is not in the queue`);
  const [gone, ...after] = entries.splice(index);
  if (gone) destroy(world, gone, "dequeued");
  for (const entry of after) destroy(world, entry, "invalidated");
  for (const entry of after) {
    entries.push(entry);
    makeGroup(world, entry);
  }
}

/**
 * Merges the request and those before it, if the required checks of its group pass.
 *
 * @throws Refused (405) if they don't
 */
export function mergeGroup(world: World, request: PullRequest): string {
  const queue = queueOf(request);
  const index = queue.entries.findIndex((entry) => entry.request === request);
  const last = queue.entries[index];
  if (!last) throw new Refused(422, `#${request.number} is not in the queue`);
  const missing = missingOnGroup(queue.repository, `refs/heads/${queue.branch}`, last.head);
  if (missing.length > 0) throw new Refused(405, missing.join("\n"));
  const bot = botOf(world);
  const merged = queue.entries.splice(0, index + 1);
  for (const entry of merged) markMerged(world, entry.request, bot, entry.head);
  updateRef(world, queue.repository, { ref: `refs/heads/${queue.branch}`, after: last.head, by: bot, merging: true });
  for (const entry of merged) destroy(world, entry, "merged");
  return last.head;
}

function makeGroup(world: World, entry: MergeQueueEntry): void {
  const { queue, request } = entry;
  const index = queue.entries.indexOf(entry);
  const tip = queue.entries[index - 1]?.head ?? branchTip(queue.repository, queue.branch);
  if (tip === null) throw new Refused(422, `${queue.branch} doesn't exist`);
  entry.base = tip;
  entry.head = MAKERS[queue.method](world, request, entry.enqueuer, tip, { method: queue.method });
  updateRef(world, queue.repository, { ref: refOf(entry), after: entry.head, by: botOf(world), merging: true });
  announce(world, entry, "checks_requested", {});
}

function destroy(world: World, entry: MergeQueueEntry, reason: "merged" | "invalidated" | "dequeued"): void {
  announce(world, entry, "destroyed", { reason });
  updateRef(world, entry.queue.repository, { ref: refOf(entry), after: null, by: botOf(world), merging: true });
}

function refOf({ queue, request, base }: MergeQueueEntry): string {
  return `refs/heads/gh-readonly-queue/${queue.branch}/pr-${request.number}-${base}`;
}

/** https://docs.github.com/webhooks/webhook-events-and-payloads#merge_group */
function announce(
  world: World,
  entry: MergeQueueEntry,
  action: string,
  extra: Readonly<Record<string, unknown>>,
): void {
  const { queue, head, base } = entry;
  const { tree, message, author, committer } = commitAt(queue.repository.objects, head);
  const head_commit = { id: head, tree_id: tree, message, timestamp: committer.date, author, committer };
  const refs = { head_ref: refOf(entry), base_ref: `refs/heads/${queue.branch}` };
  world.emit({
    event: "merge_group",
    action,
    sender: botOf(world),
    repository: queue.repository,
    payload: { merge_group: { head_sha: head, base_sha: base, ...refs, head_commit }, ...extra },
  });
}

function botOf(world: World): Account {
  const bot = world.accounts.find(({ kind, login }) => kind === "Bot" && login === QUEUE_BOT);
  if (!bot) throw new Error("The merge queue's account isn't there");
  return bot;
}
