/** One kind of durable work: one job a key at a time, at most one waiting, tried again until GitHub answers. */
import type { Db, JobWithMetadata, PgBoss } from "pg-boss";
import type { Log } from "../log.ts";

/** About a day: delays grow from a second to ten minutes. GitHub's longest outages were shorter. */
const RETRIES = { retryLimit: 150, retryDelay: 1, retryBackoff: true, retryDelayMax: 600 };

/**
 * A job whose process died is given out again after this and two of the looks that the queue takes; on PGlite, where there is
 * one process, at the next start.
 */
const HEARTBEAT_SECONDS = 10;

/** How a handler says that the job must wait for a time that GitHub named. Not a failure: it uses up no attempt. */
export class RetryLater extends Error {
  override readonly name = "RetryLater";
  readonly seconds: number;

  constructor(seconds: number, options: { readonly cause: unknown }) {
    super(`to be tried again in ${Math.ceil(seconds)} s`, options);
    this.seconds = seconds;
  }
}

/** @param attempt 0 for the first */
export type Handler<Job> = (job: Job, attempt: number) => Promise<void>;

/** What a lane needs to know of its jobs. */
export interface LaneOptions<Job> {
  /** The queue's name in the database. */
  readonly name: string;
  /** Jobs of one key never run at the same time, and at most one of them waits. */
  readonly keyOf: (job: Job) => string;
  /** For the log. */
  readonly nameOf: (job: Job) => string;
  readonly installationOf: (job: Job) => number;
  /** What a waiting job of the same key must not forget when this one takes its place; null: nothing. */
  readonly headOf: (job: Job) => string | null;
  readonly concurrency: number;
  /** How many of one installation run at a time: one that GitHub slows can't hold the others. */
  readonly perInstallation: number;
}

export interface Lane<Job> {
  /** Resolves once the job is stored. It takes the place of one of the same key that still waits. */
  enqueue(job: Job): Promise<void>;
  /** Starts the workers. */
  work(handler: Handler<Job>): Promise<void>;
}

export interface LaneContext {
  readonly boss: PgBoss;
  readonly database: { readonly kind: "pglite" | "postgres"; readonly forQueue: Db };
  readonly log: Log;
  readonly isRunning: () => boolean;
}

export async function openLane<Job extends object>(
  { boss, database, log, isRunning }: LaneContext,
  options: LaneOptions<Job>,
): Promise<Lane<Job>> {
  const { name, keyOf, nameOf, installationOf, headOf } = options;
  const deadLetters = `${name}-dead`;
  await boss.createQueue(deadLetters);
  const settings = {
    deadLetter: deadLetters,
    notify: true,
    ...(database.kind === "postgres" ? { heartbeatSeconds: HEARTBEAT_SECONDS } : {}),
    expireInSeconds: 300,
    ...RETRIES,
  };
  await boss.createQueue(name, { policy: "stately", ...settings });
  // A queue that is there already keeps the settings of the version that made it.
  await boss.updateQueue(name, settings);
  if (database.kind === "pglite") await releaseOrphans(boss, database.forQueue, name);

  let worker: string | undefined;
  const enqueue = async (job: Job, delaySeconds = 0) => {
    const key = { singletonKey: keyOf(job), startAfter: delaySeconds };
    const whole = { ...key, group: { id: String(installationOf(job)) } };
    if (headOf(job) !== null) {
      await boss.upsert(name, job, whole);
      return;
    }
    // An event that names no head must not hide the head that a waiting job knows.
    const { updated } = await boss.update(name, undefined, key);
    if (updated === 0) await boss.send(name, job, whole);
  };
  return {
    enqueue: (job) => enqueue(job),
    async work(handler) {
      worker = await boss.work(
        name,
        {
          batchSize: 1,
          includeMetadata: true,
          pollingIntervalSeconds: 1,
          notifyPollingIntervalSeconds: 1,
          localConcurrency: options.concurrency,
          localGroupConcurrency: options.perInstallation,
        },
        async (jobs: readonly JobWithMetadata<Job>[]) => {
          for (const job of jobs) await run(job, handler);
        },
      );
    },
  };

  async function run(job: JobWithMetadata<Job>, handler: Handler<Job>): Promise<void> {
    const what = { lane: name, job: nameOf(job.data) };
    try {
      await handler(job.data, job.retryCount);
    } catch (error) {
      if (error instanceof RetryLater) {
        const seconds = Math.max(1, Math.ceil(error.seconds));
        log.warn({ ...what, seconds, err: error.cause }, "GitHub asked to wait");
        if (!(await leaveToWaiting(job.data, seconds))) await enqueue(job.data, seconds);
        return;
      }
      const failure = { ...what, attempt: job.retryCount, err: error };
      if (await leaveToWaiting(job.data, 0)) {
        log.warn(failure, "A job failed; a newer one of the same key waits already");
        return;
      }
      if (job.retryCount < job.retryLimit) log.warn(failure, "A job failed and will be tried again");
      else log.error(failure, `A job failed for the last time; it lies in the queue ${deadLetters}`);
      wakeAfterFirstRetry();
      throw new Error(error instanceof Error ? error.message : "a job failed");
    }
  }

  /** The first retry is due within two seconds; without this it would wait for the next poll besides. */
  function wakeAfterFirstRetry(): void {
    setTimeout(() => {
      if (isRunning() && worker !== undefined) boss.notifyWorker(worker);
    }, 2_000).unref();
  }

  /**
   * Leaves the work to a job of the same key that waits already, so that never two wait. It learns the head that this one
   * knew, if it knows none, in the same statement: an event may be changing it at this moment.
   *
   * @param seconds how long it has to wait from now at least
   * @returns false if none waits
   */
  async function leaveToWaiting(job: Job, seconds: number): Promise<boolean> {
    const { rows } = await database.forQueue.executeSql(
      `update pgboss.job
       set data = case when $3::text is not null and data->>'head' is null
                       then data || jsonb_build_object('head', $3::text) else data end,
           start_after = greatest(start_after, now() + $4::integer * interval '1 second')
       where name = $1 and singleton_key = $2 and state in ('created', 'retry')
       returning id`,
      [name, keyOf(job), headOf(job), seconds],
    );
    return rows.length > 0;
  }
}

/** This process holds the folder, so whatever is marked as running belongs to one that died. */
async function releaseOrphans(boss: PgBoss, database: Db, name: string): Promise<void> {
  const { rows } = await database.executeSql("select id from pgboss.job where name = $1 and state = 'active'", [name]);
  const ids = rows.map((row: { id: string }) => row.id);
  if (ids.length > 0) await boss.fail(name, ids, { message: "the process ended while it ran" });
}
