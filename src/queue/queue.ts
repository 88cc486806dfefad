/**
 * Durable work in three lanes: evaluations of requests; what arrives on branches without one, or together with others; and
 * errands (everything around them, which never delays a review).
 */
import { PgBoss } from "pg-boss";
import type { Log } from "../log.ts";
import type { Database } from "../store/database.ts";
import { type Arrival, type Errand, type Job, keyOf, keyOfArrival, keyOfErrand, nameOfChange } from "./job.ts";
import { type Lane, type LaneOptions, openLane } from "./lane.ts";

/** How often the queue looks for jobs whose process died. */
const LOOK_EVERY_SECONDS = 5;

export interface Queue {
  readonly changes: Lane<Job>;
  readonly errands: Lane<Errand>;
  readonly arrivals: Lane<Arrival>;
  isHealthy(): Promise<boolean>;
  /** How many jobs of all lanes wait, or run. */
  depth(): Promise<{ readonly waiting: number; readonly active: number }>;
  /** Lets running jobs finish, within a time; what doesn't is given out again after the next start. */
  stop(): Promise<void>;
}

/** @param pace what the queue must know of GitHub, for all lanes */
export async function openQueue(
  database: Pick<Database, "kind" | "forQueue">,
  log: Log,
  pace: Pick<LaneOptions<never>, "spareFor" | "isOutage"> = {},
): Promise<Queue> {
  const boss = new PgBoss({
    db: database.forQueue,
    backend: database.kind,
    schedule: false,
    superviseIntervalSeconds: LOOK_EVERY_SECONDS,
    monitorIntervalSeconds: LOOK_EVERY_SECONDS,
  });
  boss.on("error", (error) => log.error({ err: error }, "The queue has trouble"));
  await boss.start();
  let running = true;
  const context = { boss, database, log };
  const changes = await openLane<Job>(context, {
    name: "evaluate",
    keyOf: (job) => keyOf(job.change),
    nameOf: (job) => nameOfChange(job.change),
    installationOf: (job) => job.change.installationId,
    headOf: (job) => job.head,
    concurrency: 20,
    perInstallation: 8,
    ...pace,
  });
  const errands = await openLane<Errand>(context, {
    name: "errands",
    keyOf: keyOfErrand,
    nameOf: keyOfErrand,
    installationOf: (errand) => errand.installationId,
    headOf: () => null,
    concurrency: 6,
    perInstallation: 1,
    ...pace,
  });
  const arrivals = await openLane<Arrival>(context, {
    name: "arrivals",
    keyOf: keyOfArrival,
    nameOf: keyOfArrival,
    installationOf: (arrival) => arrival.installationId,
    headOf: () => null,
    concurrency: 10,
    perInstallation: 2,
    ...pace,
  });
  return {
    changes,
    errands,
    arrivals,
    isHealthy: async () => running && (await boss.isInstalled()),
    async depth() {
      const { rows } = await database.forQueue.executeSql(
        `select count(*) filter (where state <> 'active') as waiting, count(*) filter (where state = 'active') as active
         from pgboss.job where name in ('evaluate', 'errands', 'arrivals') and state in ('created', 'retry', 'active')`,
      );
      return { waiting: Number(rows[0]?.waiting ?? 0), active: Number(rows[0]?.active ?? 0) };
    },
    async stop() {
      running = false;
      await Promise.all([changes, errands, arrivals].map((lane) => lane.stop(20)));
      await boss.stop({ graceful: false, close: false });
    },
  };
}
