/** What the doctor says: one finding, and how findings are ordered. */
import type { Look } from "./facts.ts";
import { CATALOGUE, type FindingId, type Gravity } from "./texts.ts";

export const GRAVITIES: readonly Gravity[] = ["critical", "serious", "minor"];

/** Where something was found; all null for the App itself. */
export interface Place {
  /** The account that the App is installed on. */
  readonly account: string | null;
  /** `owner/name` */
  readonly repository: string | null;
  readonly branch: string | null;
  readonly environment: string | null;
}

export interface Finding {
  readonly id: FindingId;
  readonly gravity: Gravity;
  readonly place: Place;
  /** Whom or what it is about: logins, teams, Apps, permissions. */
  readonly who: readonly string[];
  /** Open requests that it is about, by number. */
  readonly requests: readonly number[];
  /** What was found, in one sentence. */
  readonly says: string;
  readonly means: string;
  readonly mend: string;
}

interface Details {
  readonly says: string;
  readonly who?: readonly string[];
  readonly requests?: readonly number[];
  /** In place of the catalogue's. */
  readonly gravity?: Gravity;
  readonly mend?: string;
}

export const THE_APP: Place = { account: null, repository: null, branch: null, environment: null };

export function inAccount(account: string): Place {
  return { ...THE_APP, account };
}

export function inRepository({ owner, repo }: { readonly owner: string; readonly repo: string }): Place {
  return { ...THE_APP, account: owner, repository: `${owner}/${repo}` };
}

/** Makes a finding; what it means and how it's mended come from the catalogue. */
export function finding(
  id: FindingId,
  place: Place,
  { says, who = [], requests = [], gravity, mend }: Details,
): Finding {
  const text = CATALOGUE[id];
  return {
    id,
    gravity: gravity ?? text.gravity,
    place,
    who,
    requests,
    says,
    means: text.means,
    mend: mend ?? text.mend,
  };
}

/** What couldn't be looked at is a finding, never a pass. @param what the object of "Couldn't look at" */
export function couldNotLook(
  what: string,
  place: Place,
  why: string,
  details: Pick<Details, "gravity" | "mend"> = {},
): Finding {
  return finding("could-not-look", place, { ...details, says: `Couldn't look at ${what}: ${why}.`, who: [what] });
}

/** Findings from what was seen, or one that says that it couldn't be. */
export function onceSeen<Value>(
  look: Look<Value>,
  what: string,
  place: Place,
  findings: (value: Value) => readonly Finding[],
): readonly Finding[] {
  return look.state === "seen"
    ? findings(look.value)
    : [couldNotLook(what, place, look.why, { ...(look.mend !== undefined && { mend: look.mend }) })];
}

/** The App's own first, then by repository; the gravest first in each. */
export function inOrder(findings: readonly Finding[]): Finding[] {
  const rank = ({ gravity }: Finding) => GRAVITIES.indexOf(gravity);
  const key = ({ place }: Finding) => `${place.account ?? ""}\0${place.repository ?? ""}`;
  return [...findings].sort((a, b) => {
    if (key(a) !== key(b)) return key(a) < key(b) ? -1 : 1;
    return rank(a) - rank(b) || (a.place.branch ?? "").localeCompare(b.place.branch ?? "");
  });
}
