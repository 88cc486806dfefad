/** `countersign doctor`: what could go around the check, and how to mend it. Reads only. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { type Acceptance, AcceptedFileError, judged, parseAccepted } from "../doctor/accepted.ts";
import { NothingToLookAt } from "../doctor/examine.ts";
import { EnvironmentError, loadDotEnv, readEnvironment, type ServeSettings } from "../environment.ts";
import { GitHubError } from "../github/errors.ts";
import { look } from "./doctor-look.ts";
import { asText, type Report } from "./doctor-text.ts";

/** Where the command runs. */
interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  /** Findings. */
  readonly print: (text: string) => void;
  /** What goes wrong, and that it waits. */
  readonly tell: (line: string) => void;
  readonly colour: boolean;
  /** Milliseconds from one request to the next. GitHub allows 900 reads a minute, to the server and to this together. */
  readonly gapMs: number;
}

interface Arguments {
  readonly org?: string | undefined;
  readonly repo?: string | undefined;
  readonly format: "text" | "json";
  readonly accepted?: string | undefined;
}

/**
 * Prints findings: text for people, or one JSON object (docs/doctor.md).
 *
 * @returns 0 if all is clean or accepted, 1 if there are findings, 2 if nothing could be looked at
 */
export async function doctor(args: readonly string[]): Promise<number> {
  loadDotEnv(process.cwd());
  return doctorIn(args, {
    env: process.env,
    folder: process.cwd(),
    print: console.log,
    tell: console.error,
    // https://no-color.org
    colour: process.stdout.isTTY === true && !process.env.NO_COLOR,
    gapMs: 100,
  });
}

/** The command, wherever it runs. @returns as `doctor` */
export async function doctorIn(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { print, tell, colour, gapMs } = surroundings;
  try {
    const { org, repo, format, accepted: file } = readArguments(args);
    const acceptances = file === undefined ? [] : await readAccepted(file, surroundings);
    const examination = await look({ settings: settingsOf(surroundings), org, repo, gapMs, tell });
    const report: Report = { ...examination, findings: judged(examination.findings, acceptances, Date.now()) };
    print(format === "json" ? JSON.stringify(toJson(report), null, 2) : asText(report, colour));
    return report.findings.every(({ accepted }) => accepted) ? 0 : 1;
  } catch (error) {
    // Node itself would end with 1, which means that there are findings.
    tell(`countersign doctor: ${isExpected(error) ? error.message : describe(error)}`);
    return 2;
  }
}

class UsageError extends Error {
  override readonly name = "UsageError";
}

function isExpected(error: unknown): error is Error {
  return (
    error instanceof UsageError ||
    error instanceof AcceptedFileError ||
    error instanceof EnvironmentError ||
    error instanceof GitHubError ||
    error instanceof NothingToLookAt
  );
}

/** Of a mistake of the program, or of the database: with where it happened. */
function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function readArguments(args: readonly string[]): Arguments {
  const string = { type: "string" } as const;
  const options = { org: string, repo: string, format: string, accepted: string };
  let values: Partial<Record<keyof typeof options, string>>;
  try {
    ({ values } = parseArgs({ args: [...args], options }));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
  const { org, repo, format = "text", accepted } = values;
  if (format !== "text" && format !== "json") throw new UsageError(`expected --format text or json, got ${format}`);
  if (repo !== undefined && !/^[^/\s]+\/[^/\s]+$/.test(repo)) {
    throw new UsageError(`expected --repo OWNER/NAME, got ${repo}`);
  }
  if (org !== undefined && repo !== undefined && repo.split("/")[0]?.toLowerCase() !== org.toLowerCase()) {
    throw new UsageError(`expected --repo of --org ${org}, got ${repo}`);
  }
  return { org, repo, format, accepted };
}

async function readAccepted(file: string, { folder }: Surroundings): Promise<Acceptance[]> {
  let content: string;
  try {
    content = await readFile(resolve(folder, file), "utf8");
  } catch (error) {
    throw new UsageError(`expected a file after --accepted: ${error instanceof Error ? error.message : String(error)}`);
  }
  return parseAccepted(content, file);
}

function settingsOf({ env, folder }: Surroundings): ServeSettings {
  const settings = readEnvironment(env, folder);
  if (settings.mode === "serve") return settings;
  throw new UsageError("expected the App's credentials (APP_ID, PRIVATE_KEY, WEBHOOK_SECRET), got no APP_ID");
}

/** The shape that docs/doctor.md promises. */
function toJson({ findings, accounts, repositories }: Report) {
  return { version: 1, looked: { accounts, repositories }, findings };
}
