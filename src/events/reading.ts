/** What an event can mean, and the parts of payloads that readers share. */
import { z } from "zod";
import type { Arrival, ChangeRef, Errand, Job, Place } from "../queue/job.ts";

/**
 * What a delivery means: jobs to queue, nothing (`ignored`, the cheap and common case), or a payload that doesn't
 * look as GitHub documents it (`odd`), from which nothing can be concluded.
 */
export type Reading =
  | {
      readonly kind: "look-again";
      readonly jobs: readonly Job[];
      /** Where more than single changes may be judged otherwise now. */
      readonly errands?: readonly Errand[];
      /** What arrived on branches. */
      readonly arrivals?: readonly Arrival[];
      readonly left?: Departure;
    }
  | { readonly kind: "ignored" }
  | { readonly kind: "odd"; readonly expected: string };

/** A request left a head, or the branch for which it waited there: others at that head may not be held back any more. */
export interface Departure {
  readonly change: ChangeRef;
  readonly head: string;
  readonly reason: string;
}

/** What a reader of one event gets. */
export interface Delivery {
  /** Empty where the event has none: `push`. */
  readonly action: string;
  readonly payload: unknown;
  readonly appId: number;
}

export type Reader = (delivery: Delivery) => Reading;

export const IGNORED: Reading = { kind: "ignored" };

export const odd = (expected: string): Reading => ({ kind: "odd", expected });

export const id = z.number().int().positive();
export const sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
export const text = z.string().nullish();
export const app = z.object({ id }).nullish();
/** Every event of an App has it; a webhook that somebody set up by hand doesn't. */
export const installation = z.object({ id });
export const place = z.object({
  installation,
  repository: z.object({ id, name: z.string().min(1), owner: z.object({ login: z.string().min(1) }) }),
});
export const pullRequest = z.object({ number: id, state: z.string(), head: z.object({ sha }) });

/** Looks at the request of a payload again, if it's open. */
export function aboutOpenRequest(payload: unknown, reason: string): Reading {
  const parsed = z.object({ pull_request: pullRequest }).safeParse(payload);
  if (!parsed.success) return odd("`pull_request` with `number`, `state` and `head.sha`");
  const { number, state, head } = parsed.data.pull_request;
  return state === "open" ? lookAgain(payload, [number], head.sha, reason) : IGNORED;
}

/** Looks at requests of the payload's repository again. */
export function lookAgain(payload: unknown, numbers: readonly number[], head: string | null, reason: string): Reading {
  return inPlace(payload, (where) => {
    if (numbers.length === 0) return IGNORED;
    return { kind: "look-again", jobs: numbers.map((number) => ({ change: { ...where, number }, head, reason })) };
  });
}

/** Looks at all open requests of the payload's repository again; at those into one branch, if `base` names it. */
export function surveyRepository(payload: unknown, reason: string, base: string | null = null): Reading {
  return inPlace(payload, (where) => errands({ kind: "survey-repository", ...where, base, reason }));
}

/** Looks at all open requests of the payload's installation again. */
export function surveyInstallation(
  payload: unknown,
  reason: string,
  more: { readonly renewToken?: true } = {},
): Reading {
  if (isOfNoInstallation(payload)) return IGNORED;
  const parsed = z.object({ installation }).safeParse(payload);
  if (!parsed.success) return odd("`installation` with an id");
  return errands({ kind: "survey-installation", installationId: parsed.data.installation.id, ...more, reason });
}

/**
 * The same reading, where the policy or what the App may do can be another now: then the required check is looked after as
 * well, and first, so that it's released before verdicts change.
 *
 * @param urgent something happened in that very repository
 * @param nothingOpen nothing can be open there yet, so only the required check is looked after
 */
export function andKeepRulesets(reading: Reading, urgent: boolean, nothingOpen = false): Reading {
  if (reading.kind !== "look-again") return reading;
  const surveys = reading.errands ?? [];
  const keeping = surveys.flatMap((survey) => keepingLike(survey, urgent));
  return { ...reading, errands: [...keeping, ...(nothingOpen ? [] : surveys)] };
}

function keepingLike(survey: Errand, urgent: boolean): Errand[] {
  switch (survey.kind) {
    case "survey-installation": {
      const { installationId, renewToken, reason } = survey;
      return [{ kind: "keep-rulesets", installationId, ...(renewToken && { renewToken }), reason }];
    }
    case "survey-repository": {
      const { installationId, owner, repo, repositoryId, reason } = survey;
      return [{ kind: "keep-ruleset", installationId, owner, repo, repositoryId, by: null, urgent, reason }];
    }
    default:
      return [];
  }
}

export function errands(...list: readonly Errand[]): Reading {
  return { kind: "look-again", jobs: [], errands: list };
}

/** Judges what arrived in the payload's repository. */
export function queueArrivals(payload: unknown, list: (where: Place) => readonly Arrival[]): Reading {
  return inPlace(payload, (where) => {
    const found = list(where);
    return found.length === 0 ? IGNORED : { kind: "look-again", jobs: [], arrivals: found };
  });
}

export function placeOf({ installation, repository }: z.infer<typeof place>): Place {
  return {
    installationId: installation.id,
    owner: repository.owner.login,
    repo: repository.name,
    repositoryId: repository.id,
  };
}

/** Without `installation` a delivery is no App's but a repository's own webhook: nothing can be asked on its behalf. */
export function isOfNoInstallation(payload: unknown): boolean {
  return z.object({ installation: z.undefined().optional() }).safeParse(payload).success;
}

/** What two readers make of one event. */
export function both(first: Reading, second: Reading): Reading {
  if (first.kind === "odd" || second.kind === "ignored") return first;
  if (second.kind === "odd" || first.kind === "ignored") return second;
  return {
    ...second,
    ...first,
    jobs: [...first.jobs, ...second.jobs],
    errands: [...(first.errands ?? []), ...(second.errands ?? [])],
    arrivals: [...(first.arrivals ?? []), ...(second.arrivals ?? [])],
  };
}

export function inPlace(payload: unknown, read: (where: Place) => Reading): Reading {
  if (isOfNoInstallation(payload)) return IGNORED;
  const parsed = place.safeParse(payload);
  if (!parsed.success) return odd("`installation` and `repository` with ids, name and owner");
  return read(placeOf(parsed.data));
}
