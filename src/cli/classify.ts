/** `countersign classify`: commits in, what wrote them out, one JSON object a line each. */
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { classifyCommit } from "../core/authorship/classify.ts";

const Commit = z.object({
  author_name: z.string(),
  author_email: z.string(),
  committer_name: z.string(),
  committer_email: z.string(),
  message: z.string(),
  author_login: z.string().nullish(),
  committer_login: z.string().nullish(),
});

/** Answers are written together until so many characters have gathered. */
const CHUNK = 64 * 1024;

/**
 * Answers each line of the input by one line, in order. A line that can't be read is answered by an object with `error`.
 *
 * @param args none
 * @returns 0, 1 if a line was broken, 2 for a wrong call
 */
export async function classify(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    console.error(`countersign classify: expected no arguments (it reads standard input), got ${args.length}`);
    return 2;
  }
  return classifyLines(process.stdin, process.stdout);
}

/** @returns the exit status */
export async function classifyLines(input: Readable, output: Writable): Promise<number> {
  let broken = false;
  async function* answers() {
    let number = 0;
    let ready = "";
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      number++;
      if (line.trim() === "") continue;
      const answer = answerTo(line, number);
      broken ||= "error" in answer;
      ready += `${JSON.stringify(answer)}\n`;
      if (ready.length < CHUNK) continue;
      yield ready;
      ready = "";
    }
    yield ready;
  }
  let failure: unknown = null;
  output.on("error", (error) => {
    failure ??= error;
    // Nobody reads the answers: read no further questions, however many come.
    input.destroy();
  });
  try {
    await pipeline(answers, output, { end: false });
    await new Promise<void>((written) => output.write("", () => written()));
  } catch (error) {
    failure ??= error;
  }
  // A reader that has seen enough (`| head`) is no failure; a full disk is one.
  if (failure !== null && !isBrokenPipe(failure)) throw failure;
  return broken ? 1 : 0;
}

function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EPIPE";
}

function answerTo(line: string, number: number) {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return { error: `line ${number}: expected a JSON object, got ${shown(line)} (${messageOf(error)})` };
  }
  const parsed = Commit.safeParse(value);
  return parsed.success ? classifyCommit(parsed.data) : { error: `line ${number}: ${problems(parsed.error, value)}` };
}

function problems(error: z.ZodError, value: unknown): string {
  return error.issues
    .map((issue) => {
      const key = issue.path[0];
      const came = key === undefined ? value : new Map(Object.entries(value ?? {})).get(String(key));
      const wanted = key === undefined ? "an object" : `a string as ${String(key)}`;
      return `expected ${wanted}, got ${came === undefined ? "nothing" : shown(JSON.stringify(came))}`;
    })
    .join("; ");
}

function shown(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
