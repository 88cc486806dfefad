/** A survey: every open request of a repository or an installation is judged again, the last changed first. */

import type { SurveyDoor } from "../github/survey/door.ts";
import type { OpenRequest } from "../github/survey/open-requests.ts";
import type { Log } from "../log.ts";
import type { Arrival, Errand, Job } from "../queue/job.ts";
import type { Lane } from "../queue/lane.ts";
import type { TipStore } from "../store/tips.ts";
import { noticeMissed } from "./missed.ts";

export interface SurveyOptions {
  readonly github: Pick<SurveyDoor, "repositories" | "requests" | "requestsOfMany" | "renewToken">;
  readonly changes: Pick<Lane<Job>, "enqueue">;
  readonly arrivals: Pick<Lane<Arrival>, "enqueue">;
  readonly store: TipStore;
  readonly log: Log;
}

type OfKind<Kind extends Errand["kind"]> = Extract<Errand, { readonly kind: Kind }>;

/** How many repositories are asked about in one request, at first: GitHub cuts a query off that takes it over ten seconds. */
const REPOSITORIES_AT_ONCE = 50;

/** How many of these requests go out side by side. */
const SIDE_BY_SIDE = 4;

/** How often is tried again what GitHub doesn't show together with the rest, such as a repository that it shows to nobody now. */
const TRY_AGAIN = 3;

/** @returns how many requests will be judged */
export async function surveyRepository(
  { base, reason, ...place }: OfKind<"survey-repository">,
  options: SurveyOptions,
): Promise<number> {
  return enqueue(await options.github.requests(place, base), reason, options);
}

/**
 * Finds pushes that were missed, too, as the same answer says where default branches stand.
 *
 * Costs a request for each hundred repositories, one for each fifty, and one for each further hundred requests of a
 * repository that has over fifty.
 *
 * @param attempt 0 for the first; each further one asks for less at a time
 * @returns how many requests will be judged
 * @throws Error if some repositories couldn't be read, a few times; what is open in the others is queued all the same
 */
export async function surveyInstallation(
  { installationId, newest, renewToken, reason }: OfKind<"survey-installation">,
  attempt: number,
  options: SurveyOptions,
): Promise<number> {
  const { github } = options;
  if (renewToken) await github.renewToken(installationId);
  const ids = await github.repositories(installationId);
  const size = Math.max(1, Math.floor(REPOSITORIES_AT_ONCE / 4 ** attempt));
  const found: OpenRequest[] = [];
  let unread = 0;
  for (let start = 0; start < ids.length; start += size * SIDE_BY_SIDE) {
    const starts = Array.from({ length: SIDE_BY_SIDE }, (_, index) => start + index * size);
    const chunks = starts.map((from) => ids.slice(from, from + size)).filter((chunk) => chunk.length > 0);
    for (const part of await Promise.all(chunks.map((chunk) => github.requestsOfMany(installationId, chunk)))) {
      found.push(...part.requests);
      await noticeMissed(part.branches, options.store, options.arrivals);
      unread += part.unread.length;
    }
  }
  found.sort((a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt));
  const count = await enqueue(newest === undefined ? found : found.slice(0, newest), reason, options);
  if (unread > 0) {
    const what = `${unread} of ${ids.length} repositories couldn't be surveyed`;
    if (attempt < TRY_AGAIN) throw new Error(what);
    options.log.warn({ installationId }, `${what}; the next survey tries again`);
  }
  return count;
}

async function enqueue(requests: readonly OpenRequest[], reason: string, { changes }: SurveyOptions): Promise<number> {
  for (const { updatedAt: _, ...change } of requests) {
    // No head is named: the list is no newer than what the evaluation will read.
    await changes.enqueue({ change, head: null, reason: `survey: ${reason}` }, "survey");
  }
  return requests.length;
}
