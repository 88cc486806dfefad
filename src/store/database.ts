/** The database: PGlite in a folder, or PostgreSQL by URL. The same SQL for both. */
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { Pool } from "pg";
import { type Db, fromPglite } from "pg-boss";
import { lockFolder } from "./folder-lock.ts";
import { migrate } from "./migrations.ts";
import { createTurns } from "./turns.ts";

type Row = Record<string, unknown>;

export interface Database {
  readonly kind: "pglite" | "postgres";
  /** Runs one statement with `$1` parameters. */
  query<T extends Row>(sql: string, parameters?: readonly unknown[]): Promise<T[]>;
  /** For the queue, which brings its own statements. */
  readonly forQueue: Db;
  isHealthy(): Promise<boolean>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  readonly databaseUrl: string | null;
  /** Absolute; used without a URL. */
  readonly dataDir: string;
  /** Told of an idle connection's failure, which the pool mends by itself. */
  readonly onError: (error: Error) => void;
}

/**
 * Opens the database and brings its tables up to date.
 *
 * @throws Error if it can't be reached, or another process holds the folder
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const database =
    options.databaseUrl === null
      ? await openPglite(options.dataDir)
      : openPostgres(options.databaseUrl, options.onError);
  await migrate(database);
  return database;
}

async function openPglite(dataDir: string): Promise<Database> {
  const lock = await lockFolder(dataDir);
  // A folder of its own: PGlite makes a database only where there is nothing else.
  const pglite = await PGlite.create(join(dataDir, "database"));
  const turn = createTurns();
  const query = <T>(sql: string, parameters?: unknown[]) => turn(() => pglite.query<T>(sql, parameters));
  // Several statements at once may have begun a transaction: what comes next must not find it broken off.
  const exec = (sql: string) =>
    turn(() =>
      pglite.exec(sql).catch(async (error: unknown) => {
        await pglite.exec("rollback");
        throw error;
      }),
    );
  return {
    kind: "pglite",
    query: async <T extends Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await query<T>(sql, [...parameters])).rows,
    forQueue: fromPglite({ query, exec }),
    isHealthy: async () => !pglite.closed && (await pglite.query("select 1")).rows.length === 1,
    async close() {
      await pglite.close();
      await lock.release();
    },
  };
}

function openPostgres(url: string, onError: (error: Error) => void): Database {
  const pool = new Pool({ connectionString: url, max: 20, application_name: "countersign" });
  pool.on("error", onError);
  return {
    kind: "postgres",
    query: async <T extends Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await pool.query<T>(sql, [...parameters])).rows,
    forQueue: { executeSql: (text, values) => pool.query(text, values) },
    isHealthy: async () => (await pool.query("select 1")).rowCount === 1,
    close: () => pool.end(),
  };
}
