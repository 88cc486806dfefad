/** A check run as a person sees it on a request, and the buttons they have there. */
import { announceCheckRun, announceCheckSuite } from "../state/announce.ts";
import type { Account, Annotation, App, CheckAction, CheckRun, World } from "../state/model.ts";
import { Refused } from "../state/refused.ts";

export interface Check {
  readonly id: number;
  readonly app: App;
  readonly name: string;
  readonly headSha: string;
  readonly status: CheckRun["status"];
  readonly conclusion: CheckRun["conclusion"];
  readonly externalId: string;
  readonly title: string | null;
  readonly summary: string | null;
  readonly text: string | null;
  readonly annotations: readonly Annotation[];
  readonly actions: readonly CheckAction[];
  /** "Re-run". The run keeps its state until its App changes it. */
  rerequest(by: Account): void;
  /** "Re-run all checks" of the App. */
  rerequestSuite(by: Account): void;
  /** One of the App's buttons. */
  press(identifier: string, by: Account): void;
}

/** The run as it is now; later changes don't show in it. */
export function checkOf(world: World, run: CheckRun): Check {
  // Only the App that made the run is told: https://docs.github.com/webhooks/webhook-events-and-payloads#check_run
  const own = run.suite.app === world.app;
  return {
    id: run.id,
    app: run.suite.app,
    name: run.name,
    headSha: run.suite.headSha,
    status: run.status,
    conclusion: run.conclusion,
    externalId: run.externalId,
    title: run.title,
    summary: run.summary,
    text: run.text,
    annotations: [...run.annotations],
    actions: run.actions,
    rerequest: (by) => {
      if (own) announceCheckRun(world, run, "rerequested", by);
    },
    rerequestSuite: (by) => {
      if (own) announceCheckSuite(world, run.suite, "rerequested", by);
    },
    press: (identifier, by) => {
      const actions = run.actions.map((action) => action.identifier);
      if (!actions.includes(identifier))
        throw new Refused(422, `Expected one of ${actions.join(", ")}, got ${identifier}`);
      if (own) announceCheckRun(world, run, "requested_action", by, { requested_action: { identifier } });
    },
  };
}
