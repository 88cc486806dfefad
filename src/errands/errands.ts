/** Does what waits in the lane of errands. */
import { GitHubError } from "../github/errors.ts";
import { type Errand, keyOfErrand } from "../queue/job.ts";
import { type Handler, RetryLater } from "../queue/lane.ts";
import { type SurveyOptions, surveyInstallation, surveyRepository } from "./survey.ts";

/** How often what isn't there is asked for again, over half a minute: GitHub's replicas may not know of it yet. */
const ASK_AGAIN_IF_GONE = 5;

/** Makes the lane's handler. It throws whatever is to be tried again. */
export function createErrandRunner(options: SurveyOptions): Handler<Errand> {
  const { log } = options;
  return async (errand, attempt) => {
    const what = { errand: keyOfErrand(errand), reason: errand.reason };
    try {
      const requests = await run(errand, attempt);
      log.info({ ...what, requests }, "Surveyed");
    } catch (error) {
      if (!(error instanceof GitHubError)) throw error;
      if (error.permanent && attempt >= ASK_AGAIN_IF_GONE) {
        log.info({ ...what, err: error }, "There is nothing to survey any more");
        return;
      }
      if (error.retryAfterSeconds !== null) throw new RetryLater(error.retryAfterSeconds, { cause: error });
      throw error;
    }
  };

  function run(errand: Errand, attempt: number): Promise<number> {
    switch (errand.kind) {
      case "survey-installation":
        return surveyInstallation(errand, attempt, options);
      case "survey-repository":
        return surveyRepository(errand, options);
    }
  }
}
