/** `countersign doctor`: what could go around the check, and how to mend it. Reads only. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Probot } from "probot";
import { type DoctorStore, type Examination, examine, NothingToLookAt } from "../doctor/examine.ts";
import { readManifest } from "../doctor/manifest.ts";
import { EnvironmentError, loadDotEnv, readEnvironment, type ServeSettings } from "../environment.ts";
import { CountersignOctokit } from "../github/clients.ts";
import { createDoctorReads } from "../github/doctor/door.ts";
import { GitHubError } from "../github/errors.ts";
import { createLog, type Log } from "../log.ts";
import { createBypassStore } from "../store/bypasses.ts";
import { type Database, openDatabase } from "../store/database.ts";
import { createOrganizationFileStore } from "../store/organization-files.ts";
import { asText } from "./doctor-text.ts";

/** A command that is waited for: up to ten reads a second, and a limit of a few minutes is sat out. */
const PACE = { gapMs: 100, longestWaitSeconds: 300 };

interface Arguments {
  readonly org?: string | undefined;
  readonly repo?: string | undefined;
  readonly format: "text" | "json";
}

/**
 * Prints findings: text for people, or one JSON object (docs/doctor.md).
 *
 * @returns 0 if all is clean, 1 if there are findings, 2 if nothing could be looked at
 */
export async function doctor(args: readonly string[]): Promise<number> {
  try {
    const wanted = readArguments(args);
    const examination = await look(settingsOf(), wanted);
    console.log(
      wanted.format === "json" ? JSON.stringify(toJson(examination), null, 2) : asText(examination, isForPeople()),
    );
    return examination.findings.length === 0 ? 0 : 1;
  } catch (error) {
    if (!isExpected(error)) throw error;
    console.error(`countersign doctor: ${error.message}`);
    return 2;
  }
}

class UsageError extends Error {
  override readonly name = "UsageError";
}

function isExpected(error: unknown): error is Error {
  return (
    error instanceof UsageError ||
    error instanceof EnvironmentError ||
    error instanceof GitHubError ||
    error instanceof NothingToLookAt
  );
}

/** https://no-color.org */
function isForPeople(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR;
}

function readArguments(args: readonly string[]): Arguments {
  let values: { readonly org?: string; readonly repo?: string; readonly format?: string };
  try {
    const options = { org: { type: "string" }, repo: { type: "string" }, format: { type: "string" } } as const;
    ({ values } = parseArgs({ args: [...args], options }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { org, repo, format = "text" } = values;
  if (format !== "text" && format !== "json") throw new UsageError(`expected --format text or json, got ${format}`);
  if (repo !== undefined && !/^[^/\s]+\/[^/\s]+$/.test(repo)) {
    throw new UsageError(`expected --repo OWNER/NAME, got ${repo}`);
  }
  if (org !== undefined && repo !== undefined && repo.split("/")[0]?.toLowerCase() !== org.toLowerCase()) {
    throw new UsageError(`expected --repo of --org ${org}, got ${repo}`);
  }
  return { org, repo, format };
}

function settingsOf(): ServeSettings {
  loadDotEnv(process.cwd());
  const settings = readEnvironment(process.env, process.cwd());
  if (settings.mode === "serve") return settings;
  throw new UsageError("expected the App's credentials (APP_ID, PRIVATE_KEY, WEBHOOK_SECRET), got no APP_ID");
}

async function look(settings: ServeSettings, { org, repo }: Arguments): Promise<Examination> {
  const { appId, privateKey, webhookSecret: secret, apiUrl: baseUrl, logFormat: format } = settings;
  // Standard output is the findings' alone.
  const write = (line: string) => void process.stderr.write(line);
  const log = createLog({ level: "warn", format, secrets: [secret, privateKey], write });
  const probot = new Probot({ appId, privateKey, secret, baseUrl, Octokit: CountersignOctokit, log });
  const onWait = (seconds: number) => console.error(`GitHub asks to wait ${Math.ceil(seconds)} s …`);
  const reads = createDoctorReads(probot, { ...PACE, onWait });
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

/** The shape that docs/doctor.md promises. */
function toJson({ findings, accounts, repositories }: Examination) {
  return { version: 1, looked: { accounts, repositories }, findings };
}
