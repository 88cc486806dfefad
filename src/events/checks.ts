/** Buttons of this App's check. */
import { z } from "zod";
import { readRerun } from "./arrivals.ts";
import { app, both, type Delivery, IGNORED, id, lookAgain, odd, type Reading, sha, text } from "./reading.ts";

/**
 * "Re-run" or a button on this App's check. The change is read from `external_id`: `pull_requests` is empty for forks
 * (https://docs.github.com/en/webhooks/webhook-events-and-payloads#check_run).
 */
export function readCheckRunEvent({ action, payload, appId }: Delivery): Reading {
  if (action !== "rerequested" && action !== "requested_action") return IGNORED;
  const checkRun = z.object({ head_sha: sha, external_id: text, app });
  const parsed = z.object({ check_run: checkRun }).safeParse(payload);
  if (!parsed.success) return odd("`check_run` with `head_sha`, `external_id` and `app`");
  const { app: owner, external_id, head_sha } = parsed.data.check_run;
  const number = /^pr:([1-9]\d{0,9}):/.exec(external_id ?? "")?.[1];
  if (owner?.id !== appId) return IGNORED;
  if (/^(?:push|group):/.test(external_id ?? "")) return readRerun({ action, payload, appId }, "check_run");
  if (number === undefined) return IGNORED;
  return lookAgain(payload, [Number(number)], head_sha, `check_run.${action}`);
}

/** "Re-run all checks". A fork's suite names no request; there the check's own "Re-run" does it. */
export function readCheckSuiteEvent({ action, payload, appId }: Delivery): Reading {
  if (action !== "rerequested") return IGNORED;
  const base = z.object({ repo: z.object({ id }) });
  const pull_requests = z.array(z.object({ number: id, base }));
  const checkSuite = z.object({ head_sha: sha, app, pull_requests });
  const parsed = z.object({ check_suite: checkSuite, repository: z.object({ id }) }).safeParse(payload);
  if (!parsed.success) return odd("`check_suite` with `head_sha`, `app` and `pull_requests`");
  const { check_suite: suite, repository } = parsed.data;
  if (suite.app?.id !== appId) return IGNORED;
  // The same head may also be asked for in another repository of the network; that isn't this event's.
  const numbers = suite.pull_requests.filter((request) => request.base.repo.id === repository.id);
  const unique = new Set(numbers.map((request) => request.number));
  const reading = lookAgain(payload, [...unique], suite.head_sha, `check_suite.${action}`);
  return both(reading, readRerun({ action, payload, appId }, "check_suite"));
}
