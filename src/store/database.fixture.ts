/** The database of the tests. To make one takes longer than most of them do, so each process of theirs has one. */
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FOLDER } from "./database.setup.ts";
import { type Database, openDatabase } from "./database.ts";

let opened: Promise<Database> | undefined;

/** A database with every table and nothing in them. Nobody closes it: it goes with the process. */
export async function emptyDatabase(): Promise<Database> {
  opened ??= open();
  const database = await opened;
  const tables = await database.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables
     where schemaname = 'countersign' and tablename <> 'migrations'`,
  );
  await database.query(`truncate ${tables.map(({ name }) => name).join(", ")}`);
  return database;
}

async function open(): Promise<Database> {
  const folder = await mkdtemp(join(process.env[FOLDER] ?? tmpdir(), "countersign-database-"));
  return openDatabase({ databaseUrl: null, dataDir: join(folder, "data"), onError: () => {} });
}
