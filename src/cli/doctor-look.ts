/** What the doctor looks with: the App's credentials and, where it can be had, the server's memory. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Probot } from "probot";
import { type DoctorStore, type Examination, examine } from "../doctor/examine.ts";
import { readManifest } from "../doctor/manifest.ts";
import type { ServeSettings } from "../environment.ts";
import { CountersignOctokit } from "../github/clients.ts";
import { createDoctorReads } from "../github/doctor/door.ts";
import { createLog, type Log } from "../log.ts";
import { createBypassStore } from "../store/bypasses.ts";
import { type Database, openDatabase } from "../store/database.ts";
import { createOrganizationFileStore } from "../store/organization-files.ts";

interface LookOptions {
  readonly settings: ServeSettings;
  readonly org: string | undefined;
  readonly repo: string | undefined;
  /** Milliseconds from one request to the next. */
  readonly gapMs: number;
  /** A line for whoever waits: standard output is the findings' alone. */
  readonly tell: (line: string) => void;
}

/** A limit of a few minutes is sat out: somebody waits for this command. */
const LONGEST_WAIT_SECONDS = 300;

/** @throws GitHubError if the App can't sign in, NothingToLookAt if there is nothing of what was asked for */
export async function look({ settings, org, repo, gapMs, tell }: LookOptions): Promise<Examination> {
  const { appId, privateKey, webhookSecret: secret, apiUrl: baseUrl, logFormat: format } = settings;
  const log = createLog({
    level: "warn",
    format,
    secrets: [secret, privateKey],
    write: (line) => tell(line.trimEnd()),
  });
  const probot = new Probot({ appId, privateKey, secret, baseUrl, Octokit: CountersignOctokit, log });
  const onWait = (seconds: number) => tell(`GitHub asks to wait ${Math.ceil(seconds)} s …`);
  const reads = createDoctorReads(probot, { gapMs, longestWaitSeconds: LONGEST_WAIT_SECONDS, onWait });
  const manifest = await readManifest();
  // Before the database is opened: without an answer of GitHub's nothing is looked up in it.
  await reads.app();
  const database = await openMemory(settings, log);
  try {
    const store: DoctorStore | string =
      typeof database === "string"
        ? database
        : { ...createBypassStore(database), ...createOrganizationFileStore(database) };
    return await examine({ reads, store, manifest, now: Date.now(), account: org, repository: repo });
  } finally {
    if (typeof database !== "string") await database.close();
  }
}

/** The server's memory; or why it can't be asked. A database is never made here. */
async function openMemory({ databaseUrl, dataDir }: ServeSettings, log: Log): Promise<Database | string> {
  if (databaseUrl === null && !existsSync(join(dataDir, "database")))
    return `there is no database in ${dataDir} (run it where the server's data is, or set DATABASE_URL)`;
  try {
    return await openDatabase({
      databaseUrl,
      dataDir,
      onError: (error) => log.warn({ err: error }, "A database connection failed"),
    });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return `the server's database can't be opened beside it (${message})`;
  }
}
