/** A queue on a database in memory, and handlers that tests can watch and hold. */
import { PGlite } from "@electric-sql/pglite";
import { fromPglite } from "pg-boss";
import { createLog } from "../log.ts";
import type { Job } from "./job.ts";
import type { Handler } from "./lane.ts";
import { openQueue, type Queue } from "./queue.ts";

export interface TestQueue extends Queue {
  /** Rows of pg-boss's own table, newest first. */
  jobs(where: string): Promise<{ state: string; data: Job; retry_count: number; wait: number }[]>;
  sql(text: string): Promise<void>;
  readonly log: () => string;
}

let pglite: Promise<PGlite> | undefined;

export async function openTestDatabase(): Promise<void> {
  pglite ??= PGlite.create();
  await pglite;
}

/** Opens a queue on the file's one database, emptied before. */
export async function openTestQueue(
  options: { readonly keep?: boolean } & Parameters<typeof openQueue>[2] = {},
): Promise<TestQueue> {
  pglite ??= PGlite.create();
  const database = await pglite;
  if (!options.keep) await database.exec("drop schema if exists pgboss cascade");
  const lines: string[] = [];
  const log = createLog({ level: "warn", format: "json", secrets: [], write: (line) => lines.push(line) });
  const queue = await openQueue({ kind: "pglite", forQueue: fromPglite(database) }, log, options);
  return {
    ...queue,
    async jobs(where) {
      const wait = "extract(epoch from start_after - now())::float8 as wait";
      const from = `from pgboss.job where ${where} order by created_on desc`;
      const { rows } = await database.query<Awaited<ReturnType<TestQueue["jobs"]>>[number]>(
        `select state::text, data, retry_count, ${wait} ${from}`,
      );
      return rows;
    },
    sql: async (text) => {
      await database.exec(text);
    },
    log: () => lines.join(""),
  };
}

export async function closeTestDatabase(): Promise<void> {
  await (await pglite)?.close();
  pglite = undefined;
}

export function jobOf(number: number, more: Partial<Job> & { readonly installationId?: number } = {}): Job {
  const { installationId = 1, ...rest } = more;
  const change = { installationId, owner: "acme", repo: "shop", repositoryId: 22, number };
  return { change, head: null, reason: "test", ...rest };
}

/** A handler whose runs last until they are let go. */
export function heldHandler() {
  const started: Job[] = [];
  const waiting: (() => void)[] = [];
  const handler: Handler<Job> = async (job) => {
    started.push(job);
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
    });
  };
  const release = () => {
    for (const resolve of waiting.splice(0)) resolve();
  };
  return { handler, started, release };
}
