/** The errands of the required check: one repository's, and those of a whole installation handed out one by one. */
import { GitHubError } from "../github/errors.ts";
import type { Errand, Place } from "../queue/job.ts";
import { type Handler, type Lane, RetryLater } from "../queue/lane.ts";
import type { Occasion, RulesetDoor } from "./keep.ts";

export type KeepingErrand = Extract<Errand, { readonly kind: "keep-rulesets" | "keep-ruleset" }>;

/** How often what isn't there is asked for again, over half a minute: GitHub's replicas may not know of it yet. */
const ASK_AGAIN_IF_GONE = 5;

export function createKeepingErrands(
  keep: (place: Place, occasion: Occasion) => Promise<void>,
  github: Pick<RulesetDoor, "listPlaces">,
  errands: Pick<Lane<Errand>, "enqueue">,
): Handler<KeepingErrand> {
  return async (errand, attempt) => {
    try {
      if (errand.kind === "keep-ruleset") {
        await keep(errand, errand);
        return;
      }
      for (const place of await github.listPlaces(errand.installationId)) {
        await errands.enqueue({ kind: "keep-ruleset", ...place, by: null, urgent: false, reason: errand.reason });
      }
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error;
      if (error.permanent && attempt >= ASK_AGAIN_IF_GONE) return;
      if (error.retryAfterSeconds !== null) throw new RetryLater(error.retryAfterSeconds, { cause: error });
      throw error;
    }
  };
}
