/** `ai-review.yml` as text → the keys that it writes, or every problem with its line and column. */
import type { z } from "zod";
import type { PolicyProblem } from "../core/policy.ts";
import { type Content, type Fault, type Path, readDocument } from "./document.ts";
import { acceptedAt, nameOf } from "./keys.ts";
import { nearest } from "./nearest.ts";
import { policySchema, type WrittenPolicy } from "./schema.ts";
import { show } from "./show.ts";

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
  // Several checks of one value can answer alike.
  const distinct = new Map(faults.map((fault) => [`${fault.offset} ${fault.message}`, fault]));
  const inOrder = [...distinct.values()].toSorted((a, b) => a.offset - b.offset);
  const problems = inOrder.slice(0, MOST_PROBLEMS).map(({ offset, message }) => {
    const before = text.slice(0, offset);
    const lineStart = before.lastIndexOf("\n") + 1;
    return { line: before.split("\n").length, column: before.length - lineStart + 1, message };
  });
  return { ok: false, problems };
}

function faultsOf(issue: z.core.$ZodIssue, content: Content): Fault[] {
  if (issue.code === "unrecognized_keys") {
    const accepted = acceptedAt(issue.path);
    const offsets = content.offsetsOfKeys(issue.path);
    const place = issue.path.length > 0 ? ` in ${nameOf(issue.path)}` : "";
    return issue.keys.map((key) => ({
      offset: offsets.get(key) ?? content.offsetOf(issue.path),
      message: `unknown key ${show(key)}${place}${suggest(key, accepted)}; accepted: ${accepted.join(", ")}`,
    }));
  }
  const { path, accepted } = innermost(issue);
  const found = valueAt(content.value, path);
  const name = path.length > 0 ? `${nameOf(path)}: ` : "";
  const hint = typeof found === "string" ? suggest(found, accepted) : "";
  // What is wrong with a whole rule or list is what it lacks or has too much of, not that it is one.
  const came = issue.code === "custom" && isObject(found) ? "" : `, found ${show(found)}${hint}`;
  return [{ offset: content.offsetOf(path), message: `${name}expected ${issue.message}${came}` }];
}

/** The item of a list that a union refused, where there is one: its place says more than that of the whole list. */
function innermost(issue: z.core.$ZodIssue): { path: Path; accepted: readonly string[] } {
  if (issue.code === "invalid_value") return { path: issue.path, accepted: issue.values.map(String) };
  if (issue.code !== "invalid_union") return { path: issue.path, accepted: [] };
  const choices = issue.errors.flat();
  const item = choices.find(({ path }) => path.length > 0);
  const there = choices.filter(({ path }) => path.length === (item?.path.length ?? 0));
  const accepted = there.flatMap((choice) => (choice.code === "invalid_value" ? choice.values.map(String) : []));
  return { path: [...issue.path, ...(item?.path ?? [])], accepted };
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
