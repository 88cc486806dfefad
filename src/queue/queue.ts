/** Durable work: one evaluation of a change at a time, at most one waiting, tried again until GitHub answers. */
import { type Db, type JobWithMetadata, PgBoss } from "pg-boss";
import type { Log } from "../log.ts";
import type { Database } from "../store/database.ts";
import { type Job, keyOf, nameOfChange } from "./job.ts";

const QUEUE = "evaluate";
const DEAD_LETTERS = "evaluate-dead";

/** About a day: delays grow from a second to ten minutes. GitHub's longest outages were shorter. */
const RETRIES = { retryLimit: 150, retryDelay: 1, retryBackoff: true, retryDelayMax: 600 };

/** A job whose process died is given out again after this; on PGlite, where there is one process, at the next start. */
const HEARTBEAT_SECONDS = 20;

/** How many evaluations run at a time, and how many of one installation: one that GitHub slows can't hold the others. */
const CONCURRENCY = 12;
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
  /** Resolves once the job is stored. A job of the same change that still waits takes this one's place. */
  enqueue(job: Job): Promise<void>;
  /** Starts the workers. */
  work(handler: Handler): Promise<void>;
  isHealthy(): Promise<boolean>;
  /** Lets running jobs finish, within a time; what doesn't is given out again after the next start. */
  stop(): Promise<void>;
}

export async function openQueue(database: Pick<Database, "kind" | "forQueue">, log: Log): Promise<Queue> {
  const boss = new PgBoss({
    db: database.forQueue,
    backend: database.kind,
    useListenNotify: database.kind === "pglite",
    schedule: false,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
  });
  boss.on("error", (error) => log.error({ err: error }, "The queue has trouble"));
  await boss.start();
  await boss.createQueue(DEAD_LETTERS);
  await boss.createQueue(QUEUE, {
    policy: "stately",
    deadLetter: DEAD_LETTERS,
    notify: true,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    expireInSeconds: 300,
    ...RETRIES,
  });
  if (database.kind === "pglite") await releaseOrphans(boss, database.forQueue);

  let running = true;
  const enqueue = async (job: Job, delaySeconds = 0) => {
    await boss.upsert(QUEUE, job, {
      singletonKey: keyOf(job.change),
      startAfter: delaySeconds,
      group: { id: String(job.change.installationId) },
    });
  };
  return {
    enqueue: (job) => enqueue(job),
    async work(handler) {
      await boss.work(
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
          for (const job of jobs) await run(job, handler, enqueue);
        },
      );
    },
    isHealthy: async () => running && (await boss.isInstalled()),
    async stop() {
      running = false;
      await boss.stop({ graceful: true, timeout: 20_000, close: false });
    },
  };

  async function run(job: JobWithMetadata<Job>, handler: Handler, again: typeof enqueue): Promise<void> {
    const change = nameOfChange(job.data.change);
    try {
      await handler(job.data, job.retryCount);
    } catch (error) {
      if (error instanceof RetryLater) {
        log.warn({ change, seconds: Math.ceil(error.seconds), err: error.cause }, "GitHub asked to wait");
        await again(job.data, Math.ceil(error.seconds));
        return;
      }
      log.warn({ change, attempt: job.retryCount, err: error }, "An evaluation failed and will be tried again");
      throw new Error(error instanceof Error ? error.message : "an evaluation failed");
    }
  }
}

/** This process holds the folder, so whatever is marked as running belongs to one that died. */
async function releaseOrphans(boss: PgBoss, database: Db): Promise<void> {
  const { rows } = await database.executeSql(`select id from pgboss.job where name = '${QUEUE}' and state = 'active'`);
  const ids = rows.map((row: { id: string }) => row.id);
  if (ids.length > 0) await boss.fail(QUEUE, ids, { message: "the process ended while it ran" });
}
