import { type Logger, pino } from "pino";
import type { LogFormat, LogLevel } from "./environment.ts";

export type Log = Logger;

/** What an error may show in the log. GitHub's and the database's errors carry requests, answers and rows besides. */
interface LoggedError {
  readonly type: string;
  readonly message: string;
  readonly stack?: string | undefined;
  readonly code?: string | number;
  readonly status?: number;
  readonly cause?: LoggedError;
  readonly errors?: readonly LoggedError[];
}

const LEVELS: Readonly<Record<number, string>> = pino.levels.labels;

/** A shorter one is no secret, and blotting it out would leave nothing readable. */
const SHORTEST_SECRET = 6;

/** Installation tokens, personal tokens and JWTs, wherever they turn up in a line. */
const TOKENS = /\b(?:gh[a-z]_[A-Za-z0-9_]{16,}|github_pat_\w{16,}|v1\.[0-9a-f]{40}|eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]+)/g;

/**
 * The process's log: JSON lines or lines for people, without payloads and without secrets.
 *
 * Errors are reduced to type, message, stack, code, status and cause; `event`, under which Probot logs whole
 * deliveries, to name and id. `secrets` and everything that looks like a token are blotted out of each line besides.
 *
 * @param options.write takes each finished line; standard output by default, synchronously, so that the last line
 *   before an exit is written too
 */
export function createLog(options: {
  level: LogLevel;
  format: LogFormat;
  secrets: readonly string[];
  write?: (line: string) => void;
}): Log {
  const write = options.write ?? toStandardOutput();
  const secrets = options.secrets
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .map((secret) => JSON.stringify(secret).slice(1, -1));
  const mask = (line: string) =>
    secrets.reduce((text, secret) => text.replaceAll(secret, "[secret]"), line).replace(TOKENS, "[token]");
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: describeError, error: describeError, event: describeEvent },
    },
    {
      write: (line: string) => {
        const masked = mask(line);
        write(options.format === "json" ? masked : prettyLine(masked));
      },
    },
  );
}

function toStandardOutput(): (line: string) => void {
  const destination = pino.destination({ dest: 1, sync: true });
  return (line) => destination.write(line);
}

function describeError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: "something was thrown that is no error" };
  const { code, status } = error as { code?: unknown; status?: unknown };
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...(typeof code === "string" || typeof code === "number" ? { code } : {}),
    ...(typeof status === "number" ? { status } : {}),
    ...(error.cause instanceof Error ? { cause: describeError(error.cause) } : {}),
    ...(error instanceof AggregateError ? { errors: error.errors.map(describeError) } : {}),
  };
}

function describeEvent(event: unknown): { name?: unknown; id?: unknown } {
  if (typeof event === "string") return { name: event };
  const { name, id } = (event ?? {}) as { name?: unknown; id?: unknown };
  return { name, id };
}

/** `12:00:01 WARN  message {"the":"rest"}`, the stack of an error on lines of its own. */
function prettyLine(line: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const stack = (err as LoggedError | undefined)?.stack ?? (err as LoggedError | undefined)?.message;
  const label = (LEVELS[Number(level)] ?? "").toUpperCase().padEnd(5);
  const details = Object.keys(rest).length === 0 ? "" : ` ${JSON.stringify(rest)}`;
  return `${String(time).slice(11, 19)} ${label} ${msg ?? ""}${details}\n${stack === undefined ? "" : `${stack}\n`}`;
}
