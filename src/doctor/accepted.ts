/** Findings that somebody accepted, in writing: they stay in the report, and don't count. docs/doctor.md */
import { parseDocument } from "yaml";
import { z } from "zod";
import { type Finding, GRAVITIES } from "./finding.ts";
import { CATALOGUE, type FindingId, type Gravity } from "./texts.ts";

export interface Acceptance {
  readonly finding: FindingId;
  /** As the report's headings: `acme/shop`, `acme`, or `The App`; `acme/*` for each repository of the account. */
  readonly place: string;
  readonly branch: string | null;
  /** How grave it was: a graver one of the kind was not accepted. */
  readonly gravity: Gravity;
  /** Whom or what was accepted; what a finding names beyond them was not. */
  readonly who: readonly string[];
  readonly reason: string;
  /** The last day on which it holds, `2027-01-31`. */
  readonly until: string;
}

/** A finding, and who accepted it: null if nobody did, or not any more. */
export type JudgedFinding = Finding & { readonly accepted: Pick<Acceptance, "reason" | "until"> | null };

/** The file doesn't say what is accepted. The message says where, what was expected and what came. */
export class AcceptedFileError extends Error {
  override readonly name = "AcceptedFileError";
}

const isId = (text: string): text is FindingId => Object.hasOwn(CATALOGUE, text);

const text = z.string().trim().min(1);
const entry = z.strictObject({
  finding: z.string().refine(isId, { error: ({ input }) => `expected a finding's id, got ${JSON.stringify(input)}` }),
  place: text,
  branch: text.nullable().default(null),
  gravity: z.enum(GRAVITIES),
  who: z.array(text).default([]),
  reason: text,
  until: z.iso.date({ error: "expected a day as 2027-01-31" }),
});
const file = z.strictObject({ accepted: z.array(entry) });

/**
 * Reads a file of acceptances.
 *
 * @param name what to call it in messages
 * @throws AcceptedFileError if it isn't one
 */
export function parseAccepted(content: string, name: string): Acceptance[] {
  const document = parseDocument(content);
  const [broken] = document.errors;
  if (broken) throw new AcceptedFileError(`${name}: ${broken.message.split("\n", 1)[0]}`);
  const parsed = file.safeParse(document.toJS());
  if (parsed.success) return parsed.data.accepted;
  const problems = parsed.error.issues.map(({ path, message }) => `${name}: ${path.join(".") || "file"}: ${message}`);
  throw new AcceptedFileError(problems.join("\n"));
}

/** Where a finding stands in the report. */
export function headingOf({ place }: Pick<Finding, "place">): string {
  return place.repository ?? place.account ?? "The App";
}

/**
 * Sets each finding against what was accepted.
 *
 * @param now milliseconds
 */
export function judged(findings: readonly Finding[], acceptances: readonly Acceptance[], now: number): JudgedFinding[] {
  const today = new Date(now).toISOString().slice(0, 10);
  return findings.map((finding) => {
    const found = acceptances.find((each) => each.until >= today && covers(each, finding));
    return { ...finding, accepted: found ? { reason: found.reason, until: found.until } : null };
  });
}

function covers({ finding, place, branch, gravity, who }: Acceptance, found: Finding): boolean {
  return (
    finding === found.id &&
    isPlace(place.toLowerCase(), headingOf(found).toLowerCase()) &&
    branch === found.place.branch &&
    GRAVITIES.indexOf(gravity) <= GRAVITIES.indexOf(found.gravity) &&
    found.who.every((each) => who.includes(each))
  );
}

function isPlace(accepted: string, heading: string): boolean {
  return accepted.endsWith("/*") ? heading.startsWith(accepted.slice(0, -1)) : accepted === heading;
}
