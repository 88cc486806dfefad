/** Does what waits in the lane of errands. */
import type { Keeping } from "../enforcement/keeping.ts";
import { GitHubError } from "../github/errors.ts";
import { type Errand, keyOfErrand } from "../queue/job.ts";
import { type Handler, RetryLater } from "../queue/lane.ts";
import { type SurveyOptions, surveyInstallation, surveyRepository } from "./survey.ts";

/** How often what isn't there is asked for again, over half a minute: GitHub's replicas may not know of it yet. */
const ASK_AGAIN_IF_GONE = 5;

type Survey = Extract<Errand, { readonly kind: "survey-installation" | "survey-repository" }>;

/** Makes the lane's handler. It throws whatever is to be tried again. */
export function createErrandRunner(options: SurveyOptions & { readonly keeping: Keeping }): Handler<Errand> {
  const { keeping, log } = options;
  return async (errand, attempt) => {
    const what = { errand: keyOfErrand(errand), reason: errand.reason };
    try {
      if (errand.kind === "keep-rulesets") await keeping.all(errand);
      else if (errand.kind === "keep-ruleset") await keeping.one(errand);
      else log.info({ ...what, requests: await survey(errand, attempt) }, "Surveyed");
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error;
      if (error.permanent && attempt >= ASK_AGAIN_IF_GONE) {
        log.info({ ...what, err: error }, "There is nothing to look at any more");
        return;
      }
      if (error.retryAfterSeconds !== null) throw new RetryLater(error.retryAfterSeconds, { cause: error });
      throw error;
    }
  };

  function survey(errand: Survey, attempt: number): Promise<number> {
    switch (errand.kind) {
      case "survey-installation":
        return surveyInstallation(errand, attempt, options);
      case "survey-repository":
        return surveyRepository(errand, options);
    }
  }
}
