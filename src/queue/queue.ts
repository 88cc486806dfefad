/** Durable work: one evaluation of a change at a time, at most one waiting, tried again until GitHub answers. */
import { type Db, type JobWithMetadata, PgBoss } from "pg-boss";
import type { Log } from "../log.ts";
import type { Database } from "../store/database.ts";
import { type Job, keyOf, nameOfChange } from "./job.ts";

const QUEUE = "evaluate";
const DEAD_LETTERS = "evaluate-dead";

/** About a day: delays grow from a second to ten minutes. GitHub's longest outages were shorter. */
const RETRIES = { retryLimit: 150, retryDelay: 1, retryBackoff: true, retryDelayMax: 600 };

/**
 * A job whose process died is given out again after this and two of the looks below; on PGlite, where there is one
 * process, at the next start.
 */
const HEARTBEAT_SECONDS = 10;
const LOOK_EVERY_SECONDS = 5;

/** How many evaluations run at a time, and how many of one installation: one that GitHub slows can't hold the others. */
const CONCURRENCY = 20;
const CONCURRENCY_PER_INSTALLATION = 4;

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
export type Handler = (job: Job, attempt: number) => Promise<void>;

export interface Queue {
  /** Resolves once the job is stored. It takes the place of one of the same change that still waits. */
  enqueue(job: Job): Promise<void>;
  /** Starts the workers. */
  work(handler: Handler): Promise<void>;
  isHealthy(): Promise<boolean>;
  /** How many changes wait, or are being evaluated. */
  depth(): Promise<{ readonly waiting: number; readonly active: number }>;
  /** Lets running jobs finish, within a time; what doesn't is given out again after the next start. */
  stop(): Promise<void>;
}

export async function openQueue(database: Pick<Database, "kind" | "forQueue">, log: Log): Promise<Queue> {
  const boss = new PgBoss({
    db: database.forQueue,
    backend: database.kind,
    useListenNotify: database.kind === "pglite",
    schedule: false,
    superviseIntervalSeconds: LOOK_EVERY_SECONDS,
    monitorIntervalSeconds: LOOK_EVERY_SECONDS,
  });
  boss.on("error", (error) => log.error({ err: error }, "The queue has trouble"));
  await boss.start();
  await boss.createQueue(DEAD_LETTERS);
  const settings = {
    deadLetter: DEAD_LETTERS,
    notify: true,
    ...(database.kind === "postgres" ? { heartbeatSeconds: HEARTBEAT_SECONDS } : {}),
    expireInSeconds: 300,
    ...RETRIES,
  };
  await boss.createQueue(QUEUE, { policy: "stately", ...settings });
  // A queue that is there already keeps the settings of the version that made it.
  await boss.updateQueue(QUEUE, settings);
  if (database.kind === "pglite") await releaseOrphans(boss, database.forQueue);

  let running = true;
  let worker: string | undefined;
  const enqueue = async (job: Job, delaySeconds = 0) => {
    const key = { singletonKey: keyOf(job.change), startAfter: delaySeconds };
    const whole = { ...key, group: { id: String(job.change.installationId) } };
    if (job.head !== null) {
      await boss.upsert(QUEUE, job, whole);
      return;
    }
    // An event that names no head must not hide the head that a waiting job knows.
    const { updated } = await boss.update(QUEUE, undefined, key);
    if (updated === 0) await boss.send(QUEUE, job, whole);
  };
  return {
    enqueue: (job) => enqueue(job),
    async work(handler) {
      worker = await boss.work(
        QUEUE,
        {
          batchSize: 1,
          includeMetadata: true,
          pollingIntervalSeconds: 1,
          notifyPollingIntervalSeconds: 1,
          localConcurrency: CONCURRENCY,
          localGroupConcurrency: CONCURRENCY_PER_INSTALLATION,
        },
        async (jobs: readonly JobWithMetadata<Job>[]) => {
          for (const job of jobs) await run(job, handler);
        },
      );
    },
    isHealthy: async () => running && (await boss.isInstalled()),
    async depth() {
      const { rows } = await database.forQueue.executeSql(
        `select count(*) filter (where state <> 'active') as waiting, count(*) filter (where state = 'active') as active
         from pgboss.job where name = $1 and state in ('created', 'retry', 'active')`,
        [QUEUE],
      );
      return { waiting: Number(rows[0]?.waiting ?? 0), active: Number(rows[0]?.active ?? 0) };
    },
    async stop() {
      running = false;
      await boss.stop({ graceful: true, timeout: 20_000, close: false });
    },
  };

  async function run(job: JobWithMetadata<Job>, handler: Handler): Promise<void> {
    const change = nameOfChange(job.data.change);
    try {
      await handler(job.data, job.retryCount);
    } catch (error) {
      if (error instanceof RetryLater) {
        const seconds = Math.max(1, Math.ceil(error.seconds));
        log.warn({ change, seconds, err: error.cause }, "GitHub asked to wait");
        if (!(await leaveToWaiting(job.data, seconds))) await enqueue(job.data, seconds);
        return;
      }
      const what = { change, attempt: job.retryCount, err: error };
      if (await leaveToWaiting(job.data, 0)) {
        log.warn(what, "An evaluation failed; a newer one of the same change waits already");
        return;
      }
      if (job.retryCount < job.retryLimit) log.warn(what, "An evaluation failed and will be tried again");
      else log.error(what, `An evaluation failed for the last time; it lies in the queue ${DEAD_LETTERS}`);
      wakeAfterFirstRetry();
      throw new Error(error instanceof Error ? error.message : "an evaluation failed");
    }
  }

  /** The first retry is due within two seconds; without this it would wait for the next poll besides. */
  function wakeAfterFirstRetry(): void {
    setTimeout(() => {
      if (running && worker !== undefined) boss.notifyWorker(worker);
    }, 2_000).unref();
  }

  /**
   * Leaves the work to a job of the same change that waits already, so that never two wait. It learns the head that this
   * one knew, if it knows none, in the same statement: an event may be changing it at this moment.
   *
   * @param seconds how long it has to wait from now at least
   * @returns false if none waits
   */
  async function leaveToWaiting({ change, head }: Job, seconds: number): Promise<boolean> {
    const { rows } = await database.forQueue.executeSql(
      `update pgboss.job
       set data = case when data->>'head' is null then data || jsonb_build_object('head', $3::text) else data end,
           start_after = greatest(start_after, now() + $4::integer * interval '1 second')
       where name = $1 and singleton_key = $2 and state in ('created', 'retry')
       returning id`,
      [QUEUE, keyOf(change), head, seconds],
    );
    return rows.length > 0;
  }
}

/** This process holds the folder, so whatever is marked as running belongs to one that died. */
async function releaseOrphans(boss: PgBoss, database: Db): Promise<void> {
  const { rows } = await database.executeSql(`select id from pgboss.job where name = '${QUEUE}' and state = 'active'`);
  const ids = rows.map((row: { id: string }) => row.id);
  if (ids.length > 0) await boss.fail(QUEUE, ids, { message: "the process ended while it ran" });
}
