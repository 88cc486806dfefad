/** One kind of durable work: one job a key at a time, at most one waiting, tried again until GitHub answers. */
import type { Db, JobWithMetadata, PgBoss } from "pg-boss";
import type { Log } from "../log.ts";
import { type Dispatcher, startDispatcher } from "./dispatcher.ts";

/** About a day: delays grow from a second to a minute. GitHub's longest outages were shorter. */
const RETRIES = { retryLimit: 1500, retryDelay: 1, retryBackoff: true, retryDelayMax: 60 };

/** Whether somebody waits for a job's result, or it's only to see whether something was missed. */
type Urgency = "event" | "survey";

/** Of two jobs that wait, the one with the larger number runs first. */
const PRIORITIES: Readonly<Record<Urgency, number>> = { event: 0, survey: -1 };

/**
 * A job whose process died is given out again after this and two of the looks that the queue takes; on PGlite, where there is
 * one process, at the next start.
 */
const HEARTBEAT_SECONDS = 10;

/** How a handler says that the job must wait for a time that GitHub named. Not a failure: it uses up no attempt. */
export class RetryLater extends Error {
  override readonly name = "RetryLater";
  readonly seconds: number;
  /** The app waits of its own accord, to stay below a limit. */
  readonly planned: boolean;

  constructor(seconds: number, { cause, planned = false }: { readonly cause: unknown; readonly planned?: boolean }) {
    super(`to be tried again in ${Math.ceil(seconds)} s`, { cause });
    this.seconds = seconds;
    this.planned = planned;
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
  /** How many seconds a survey's job must leave what GitHub still allows to events; 0 if there is enough for both. */
  readonly spareFor?: (installationId: number) => number;
  /** Whether a job failed because GitHub didn't answer, as others will have, and not by itself; true if nobody says. */
  readonly isOutage?: (error: unknown) => boolean;
}

export interface Lane<Job> {
  /**
   * Resolves once the job is stored. An event's takes the place of one of the same key that still waits; a survey's leaves
   * that one to do the work.
   *
   * @param urgency an event's by default
   * @param delaySeconds how long it has to wait at least
   */
  enqueue(job: Job, urgency?: Urgency, delaySeconds?: number): Promise<void>;
  /** Tries all that failed again now: GitHub answers again. */
  retryNow(): Promise<void>;
  /** Begins to hand out jobs. */
  work(handler: Handler<Job>): Promise<void>;
  /** Lets running jobs finish, within a time; what doesn't is given out again after the next start. */
  stop(withinSeconds: number): Promise<void>;
}

export interface LaneContext {
  readonly boss: PgBoss;
  readonly database: { readonly kind: "pglite" | "postgres"; readonly forQueue: Db };
  readonly log: Log;
}

export async function openLane<Job extends object>(
  { boss, database, log }: LaneContext,
  options: LaneOptions<Job>,
): Promise<Lane<Job>> {
  const { name, keyOf, nameOf, installationOf, headOf } = options;
  const deadLetters = `${name}-dead`;
  await boss.createQueue(deadLetters);
  const settings = {
    deadLetter: deadLetters,
    ...(database.kind === "postgres" ? { heartbeatSeconds: HEARTBEAT_SECONDS } : {}),
    expireInSeconds: 300,
    ...RETRIES,
  };
  await boss.createQueue(name, { policy: "stately", ...settings });
  // A queue that is there already keeps the settings of the version that made it.
  await boss.updateQueue(name, settings);
  if (database.kind === "pglite") await releaseOrphans(boss, database.forQueue, name);

  let dispatcher: Dispatcher<Job> | undefined;
  /** Installations for which GitHub didn't answer since a job of theirs succeeded. */
  const failing = new Set<number>();
  const enqueue = async (job: Job, urgency: Urgency, delaySeconds = 0) => {
    const key = { singletonKey: keyOf(job), startAfter: delaySeconds };
    const priority = PRIORITIES[urgency];
    const whole = { ...key, priority, group: { id: String(installationOf(job)) } };
    if (urgency === "event" && headOf(job) !== null) {
      await boss.upsert(name, job, whole);
      return;
    }
    // What names no head must not hide the head that a waiting job knows; and a survey makes no event's job wait longer.
    const { updated } = await boss.update(name, undefined, urgency === "event" ? { ...key, priority } : key);
    if (updated === 0) await boss.send(name, job, whole);
  };
  return {
    async enqueue(job, urgency = "event", delaySeconds = 0) {
      await enqueue(job, urgency, delaySeconds);
      if (delaySeconds === 0) dispatcher?.stored(job);
    },
    retryNow: () => retryNow(null),
    async work(handler) {
      dispatcher = startDispatcher<Job>({
        boss,
        name,
        keyOf,
        groupOf: (job) => String(installationOf(job)),
        concurrency: options.concurrency,
        perGroup: options.perInstallation,
        heartbeatSeconds: database.kind === "postgres" ? HEARTBEAT_SECONDS / 2 : null,
        run: (job) => run(job, handler),
        onError: (error) => log.error({ lane: name, err: error }, "The queue has trouble"),
      });
    },
    stop: async (withinSeconds) => dispatcher?.stop(withinSeconds),
  };

  async function run(job: JobWithMetadata<Job>, handler: Handler<Job>): Promise<void> {
    const what = { lane: name, job: nameOf(job.data) };
    const urgency: Urgency = job.priority < PRIORITIES.event ? "survey" : "event";
    const installationId = installationOf(job.data);
    const spare = urgency === "survey" ? (options.spareFor?.(installationId) ?? 0) : 0;
    if (spare > 0) {
      log.info({ ...what, seconds: spare }, "Waits, to leave what GitHub still allows to events");
      if (!(await leaveToWaiting(job.data, 0))) await enqueue(job.data, urgency, spare);
      return;
    }
    try {
      await handler(job.data, job.retryCount);
      if (failing.delete(installationId)) await retryNow(installationId);
    } catch (error) {
      if (error instanceof RetryLater) {
        const seconds = Math.max(1, Math.ceil(error.seconds));
        if (error.planned) log.debug({ ...what, seconds }, "A job waits for its turn");
        else log.warn({ ...what, seconds, err: error.cause }, "GitHub asked to wait");
        if (!(await leaveToWaiting(job.data, seconds))) await enqueue(job.data, urgency, seconds);
        return;
      }
      if (options.isOutage?.(error) ?? true) failing.add(installationId);
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

  /** What failed while GitHub didn't answer needn't wait out its delay once something succeeds. */
  async function retryNow(installationId: number | null): Promise<void> {
    await database.forQueue.executeSql(
      `update pgboss.job set start_after = now()
       where name = $1 and state = 'retry' and start_after > now() and ($2::text is null or group_id = $2)`,
      [name, installationId === null ? null : String(installationId)],
    );
    dispatcher?.wake();
  }

  /** The first retry is due within two seconds; without this it would wait for the next poll besides. */
  function wakeAfterFirstRetry(): void {
    setTimeout(() => dispatcher?.wake(), 2_000).unref();
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
