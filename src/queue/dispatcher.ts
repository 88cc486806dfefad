/**
 * Hands the waiting jobs of one queue to a handler. pg-boss's own workers each ask the database for themselves, all of them
 * whenever a job comes; with the embedded database that costs more than the work. Here one asks for all.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as pause } from "node:timers/promises";
import type { JobWithMetadata, PgBoss } from "pg-boss";

export interface Dispatcher<Job> {
  /** Says that this job was stored, and is due. */
  stored(job: Job): void;
  /** Looks for jobs now: some may be due earlier than they were. */
  wake(): void;
  /** Claims nothing more, and waits for what runs; what takes longer than that is given out again later. */
  stop(withinSeconds: number): Promise<void>;
}

export interface DispatcherOptions<Job extends object> {
  readonly boss: Pick<PgBoss, "fetch" | "complete" | "fail" | "touch">;
  /** The queue's name. */
  readonly name: string;
  /** Never do two of one key run. */
  readonly keyOf: (job: Job) => string;
  readonly groupOf: (job: Job) => string;
  /** How many run at a time, of all groups and of each. */
  readonly concurrency: number;
  readonly perGroup: number;
  /** How often the jobs that run say that they do; null: nobody else could take them. */
  readonly heartbeatSeconds: number | null;
  /** A job that it throws on is tried again. */
  readonly run: (job: JobWithMetadata<Job>) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** Jobs become due with time, and other processes store some: that's looked for this often. */
const LOOK_EVERY_MS = 1_000;

export function startDispatcher<Job extends object>(options: DispatcherOptions<Job>): Dispatcher<Job> {
  const { boss, name, keyOf, groupOf, concurrency, perGroup, onError } = options;
  const running = new Map<JobWithMetadata<Job>, Promise<void>>();
  let claiming: Promise<void> | null = null;
  let again = false;
  /** Something may wait that couldn't be claimed when it was last looked for: its group, or everything, was taken. */
  let held = false;
  /** Keys of jobs that run, of which another one was stored since. */
  const followed = new Set<string>();
  let stopping = false;
  /** Whoever stores a job has it looked for, but the job doesn't run on their behalf. */
  const onItsOwn = AsyncLocalStorage.snapshot();

  const timers = [setInterval(wake, LOOK_EVERY_MS)];
  if (options.heartbeatSeconds !== null) timers.push(setInterval(beat, options.heartbeatSeconds * 1000));
  wake();
  return {
    stored(job) {
      const key = keyOf(job);
      if (running.keys().some(({ data }) => keyOf(data) === key)) followed.add(key);
      else if (running.size >= concurrency || fullGroups().includes(groupOf(job))) held = true;
      else wake();
    },
    wake,
    async stop(withinSeconds) {
      stopping = true;
      for (const timer of timers) clearInterval(timer);
      await claiming;
      const done = new AbortController();
      const all = Promise.all(running.values()).finally(() => done.abort());
      await Promise.race([all, pause(withinSeconds * 1000, undefined, { signal: done.signal }).catch(() => {})]);
      const left = [...running.keys()];
      if (left.length > 0) await boss.fail(name, left, { message: "the process stopped while it ran" });
    },
  };

  function wake(): void {
    again = true;
    claiming ??= onItsOwn(claim).finally(() => {
      claiming = null;
      // In the same breath as it ended somebody may have asked.
      if (again) wake();
    });
  }

  /** One after another: two at once could claim more of a group than may run. */
  async function claim(): Promise<void> {
    try {
      while (again) {
        again = false;
        held = false;
        while (!stopping && running.size < concurrency) {
          const ignoreGroups = fullGroups();
          held ||= ignoreGroups.length > 0;
          const [job] = await boss.fetch<Job>(name, { includeMetadata: true, ignoreGroups });
          if (!job) break;
          // A job that outlived its time is given out again while it still runs here.
          const same = [...running].find(([{ data }]) => keyOf(data) === keyOf(job.data));
          running.set(job, same ? same[1].then(() => finish(job)) : finish(job));
        }
        held ||= running.size >= concurrency;
      }
    } catch (error) {
      // The next look tries again.
      again = false;
      onError(error);
    }
  }

  function fullGroups(): string[] {
    const counts = new Map<string, number>();
    for (const { data } of running.keys()) counts.set(groupOf(data), (counts.get(groupOf(data)) ?? 0) + 1);
    return [...counts].filter(([, count]) => count >= perGroup).map(([group]) => group);
  }

  /** Runs it and says so. A job that nobody could say it of is given out again, as one whose process died. */
  async function finish(job: JobWithMetadata<Job>): Promise<void> {
    try {
      const failure = await options.run(job).then(
        () => null,
        (error: unknown) => ({ message: error instanceof Error ? error.message : "a job failed" }),
      );
      if (failure === null) await boss.complete(name, job);
      else await boss.fail(name, job, failure);
    } catch (error) {
      onError(error);
    } finally {
      running.delete(job);
      if (followed.delete(keyOf(job.data)) || held) wake();
    }
  }

  function beat(): void {
    if (running.size > 0) boss.touch(name, [...running.keys()]).catch(onError);
  }
}
