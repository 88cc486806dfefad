/** `ai-review.yml` as text → the keys that it writes, or every problem with its line and column. */
import { z } from "zod";
import type { PolicyProblem } from "../core/policy.ts";
import { type Content, type Fault, type Path, readDocument } from "./document.ts";
import { nearest } from "./nearest.ts";
import { policySchema, type WrittenPolicy } from "./schema.ts";

export type ParsedPolicy =
  | { readonly ok: true; readonly written: WrittenPolicy }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

const MOST_BYTES = 64 * 1024;
/** A file that is wrong everywhere needs no thousand annotations. */
const MOST_PROBLEMS = 20;

/**
 * Parses a policy file. A file that is empty or holds only comments is sound. Never throws.
 *
 * @param text the file's content, from anybody
 * @param source where it stands, for messages: `acme/shop/.github/ai-review.yml`
 * @returns what was written, or at least one problem, in the file's order
 */
export function parsePolicy(text: string, source: string): ParsedPolicy {
  const bytes = Buffer.byteLength(text);
  if (bytes > MOST_BYTES) {
    return broken(text, [{ offset: 0, message: `${source} is ${bytes} bytes long; at most ${MOST_BYTES} are read` }]);
  }
  // A byte order mark is no column of the first line.
  const body = text.replace(/^\uFEFF/, "");
  const read = readDocument(body);
  if ("faults" in read) return broken(body, read.faults);
  const { content } = read;
  const checked = policySchema.safeParse(content.value);
  if (checked.success) return { ok: true, written: checked.data };
  return broken(
    body,
    checked.error.issues.flatMap((issue) => faultsOf(issue, content)),
  );
}

function broken(text: string, faults: readonly Fault[]): ParsedPolicy {
  const inOrder = faults.toSorted((a, b) => a.offset - b.offset);
  const problems = inOrder.slice(0, MOST_PROBLEMS).map(({ offset, message }) => {
    const before = text.slice(0, offset);
    const lineStart = before.lastIndexOf("\n") + 1;
    return { line: before.split("\n").length, column: before.length - lineStart + 1, message };
  });
  return { ok: false, problems };
}

function faultsOf(issue: z.core.$ZodIssue, content: Content): Fault[] {
  if (issue.code === "unrecognized_keys") {
    const accepted = keysAt(issue.path);
    return issue.keys.map((key) => ({
      offset: content.offsetOfKey(issue.path, key),
      message: `unknown key ${show(key)}${where(issue.path)}${suggest(key, accepted)}; accepted: ${accepted.join(", ")}`,
    }));
  }
  const { path, accepted } = innermost(issue);
  const found = valueAt(content.value, path);
  const name = path.length > 0 ? `${dotted(path)}: ` : "";
  const hint = typeof found === "string" ? suggest(found, accepted) : "";
  // What is wrong with a whole rule or list is what it lacks or has too much of, not that it is one.
  const came = issue.code === "custom" && isObject(found) ? "" : `, found ${show(found)}${hint}`;
  return [{ offset: content.offsetOf(path), message: `${name}expected ${issue.message}${came}` }];
}

/** The item of a list that a union refused, where there is one: its place says more than that of the whole list. */
function innermost(issue: z.core.$ZodIssue): { path: Path; accepted: readonly string[] } {
  if (issue.code === "invalid_value") return { path: issue.path, accepted: issue.values.map(String) };
  if (issue.code !== "invalid_union") return { path: issue.path, accepted: [] };
  const inner = issue.errors.flat();
  const deepest = inner.find(({ path }) => path.length > 0);
  const accepted = inner.flatMap((choice) => (choice.code === "invalid_value" ? choice.values.map(String) : []));
  return { path: [...issue.path, ...(deepest?.path ?? [])], accepted };
}

/** The keys that the format knows at a path. */
function keysAt(path: Path): string[] {
  let schema: z.core.$ZodType | undefined = policySchema;
  for (const step of path) {
    const outer = required(schema);
    if (outer instanceof z.ZodObject) schema = outer.shape[String(step)];
    else schema = outer instanceof z.ZodArray ? outer.element : undefined;
  }
  const mapping = required(schema);
  return mapping instanceof z.ZodObject ? Object.keys(mapping.shape) : [];
}

function required(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  return schema instanceof z.ZodOptional ? schema.unwrap() : schema;
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((inner, step) => (isObject(inner) ? inner[String(step)] : undefined), value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function suggest(written: string, accepted: readonly string[]): string {
  const meant = nearest(written, accepted);
  return meant === null ? "" : ` (did you mean ${meant}?)`;
}

function where(path: Path): string {
  return path.length > 0 ? ` in ${dotted(path)}` : "";
}

/** `risk.rules[2].paths[0]` */
function dotted(path: Path): string {
  return path.reduce<string>((name, step) => {
    if (typeof step === "number") return `${name}[${step}]`;
    return name ? `${name}.${String(step)}` : String(step);
  }, "");
}

/** A value in a message: short, on one line, and told apart from another kind that looks alike. */
function show(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isObject(value)) return "a mapping";
  if (typeof value !== "string") return String(value);
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}
