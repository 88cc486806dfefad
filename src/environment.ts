import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { loadEnvFile } from "node:process";
import { z } from "zod";
import { parsePrivateKey } from "./server/private-key.ts";

/** What both modes need. */
interface CommonSettings {
  readonly host: string;
  readonly port: number;
  readonly logLevel: LogLevel;
  readonly logFormat: LogFormat;
}

/** The App is registered: serve it. */
export interface ServeSettings extends CommonSettings {
  readonly mode: "serve";
  readonly appId: number;
  /** PKCS #8 PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** Where GitHub's REST API is: `https://api.github.com`, or `…/api/v3` of a GitHub Enterprise Server. */
  readonly apiUrl: string;
  /** A PostgreSQL URL; null means PGlite in `dataDir`. */
  readonly databaseUrl: string | null;
  /** Absolute. */
  readonly dataDir: string;
}

/** No `APP_ID` yet: offer Probot's setup page. */
export interface SetupSettings extends CommonSettings {
  readonly mode: "setup";
}

export type Settings = ServeSettings | SetupSettings;
export type LogLevel = (typeof LOG_LEVELS)[number];
export type LogFormat = (typeof LOG_FORMATS)[number];

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal"] as const;
const LOG_FORMATS = ["pretty", "json"] as const;

/** The environment doesn't make sense. The message has one line per problem and no secret's value. */
export class EnvironmentError extends Error {
  override name = "EnvironmentError";

  constructor(problems: readonly string[]) {
    super(`The environment isn't usable:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
  }
}

const shown = (expected: string) => (issue: { input?: unknown }) =>
  `expected ${expected}, got ${JSON.stringify(issue.input)}`;

/** For values that may hold a secret: says what was expected and not what came. */
const hidden = (expected: string) => `expected ${expected}, got something else (not shown)`;

const wholeNumber = (expected: string, min: number, max: number) =>
  z
    .string({ error: shown(expected) })
    .regex(/^\d{1,15}$/, { error: shown(expected) })
    .refine((text) => Number(text) >= min && Number(text) <= max, { error: shown(expected) })
    .transform(Number);

const variables = z.object({
  APP_ID: wholeNumber("the App's id, a number as on its settings page", 1, Number.MAX_SAFE_INTEGER).optional(),
  PRIVATE_KEY: z.string().optional(),
  PRIVATE_KEY_PATH: z.string().optional(),
  WEBHOOK_SECRET: z.string().optional(),
  GHE_HOST: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/i, {
      error: shown("a host name such as github.example.com, without https://"),
    })
    .optional(),
  GHE_PROTOCOL: z.enum(["https", "http"], { error: shown("https or http") }).default("https"),
  HOST: z.string().optional(),
  PORT: wholeNumber("a port from 0 to 65535", 0, 65_535).default(3000),
  LOG_LEVEL: z.enum(LOG_LEVELS, { error: shown(`one of ${LOG_LEVELS.join(", ")}`) }).default("info"),
  LOG_FORMAT: z.enum(LOG_FORMATS, { error: shown("pretty or json") }).optional(),
  NODE_ENV: z.string().optional(),
  DATABASE_URL: z
    .string()
    .refine((text) => /^postgres(ql)?:\/\//.test(text) && URL.canParse(text), {
      error: hidden("a PostgreSQL URL, postgres://user:password@host/database"),
    })
    .optional(),
  DATA_DIR: z.string().default("./data"),
});

/**
 * Loads `.env` of a folder into the process's environment. What is set there already wins: a deployment's settings
 * must not be undone by a file that was left behind.
 */
export function loadDotEnv(folder: string): void {
  const path = resolve(folder, ".env");
  if (existsSync(path)) loadEnvFile(path);
}

/**
 * Reads the settings from environment variables. An empty variable counts as unset.
 *
 * @param source the variables, `process.env`
 * @param folder what relative paths are relative to
 * @throws {EnvironmentError} naming every variable that is wrong, what was expected and what came
 */
export function readEnvironment(source: Readonly<Record<string, string | undefined>>, folder: string): Settings {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = variables.safeParse(given, { reportInput: true });
  if (!parsed.success) {
    throw new EnvironmentError(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`));
  }
  const read = parsed.data;
  const common = {
    port: read.PORT,
    logLevel: read.LOG_LEVEL,
    logFormat: read.LOG_FORMAT ?? (read.NODE_ENV === "production" ? "json" : "pretty"),
  };
  // The setup page writes .env for whoever can reach it, so it listens to this machine only unless told otherwise.
  if (read.APP_ID === undefined) return { mode: "setup", host: read.HOST ?? "localhost", ...common };

  const problems: string[] = [];
  const privateKey = readPrivateKey(read.PRIVATE_KEY, read.PRIVATE_KEY_PATH, folder, problems);
  if (read.WEBHOOK_SECRET === undefined) {
    problems.push(
      "WEBHOOK_SECRET: expected the secret of the App's webhook, got nothing; without it anybody could send events",
    );
  }
  if (privateKey === null || read.WEBHOOK_SECRET === undefined) throw new EnvironmentError(problems);
  return {
    mode: "serve",
    host: read.HOST ?? "0.0.0.0",
    ...common,
    appId: read.APP_ID,
    privateKey,
    webhookSecret: read.WEBHOOK_SECRET,
    apiUrl: read.GHE_HOST === undefined ? "https://api.github.com" : `${read.GHE_PROTOCOL}://${read.GHE_HOST}/api/v3`,
    databaseUrl: read.DATABASE_URL ?? null,
    dataDir: resolve(folder, read.DATA_DIR),
  };
}

/** The key from whichever variable has it, or null with the reason added to `problems`. */
function readPrivateKey(
  text: string | undefined,
  path: string | undefined,
  folder: string,
  problems: string[],
): string | null {
  const name = text === undefined ? "PRIVATE_KEY_PATH" : "PRIVATE_KEY";
  try {
    if (text !== undefined) return parsePrivateKey(text);
    if (path !== undefined) return parsePrivateKey(readFileSync(resolve(folder, path), "utf8"));
    problems.push("PRIVATE_KEY: expected the App's private key here, or its file in PRIVATE_KEY_PATH, got neither");
  } catch (error) {
    problems.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
  return null;
}
