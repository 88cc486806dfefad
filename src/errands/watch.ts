/** What happens without any event: everything is surveyed at the start and each hour, and failed deliveries are found. */
import { GitHubError } from "../github/errors.ts";
import type { SurveyDoor } from "../github/survey/door.ts";
import type { Log } from "../log.ts";
import type { Errand } from "../queue/job.ts";
import type { Lane } from "../queue/lane.ts";
import type { Redelivery } from "./redelivery.ts";

export interface WatchOptions {
  readonly github: Pick<SurveyDoor, "installations">;
  readonly errands: Pick<Lane<Errand>, "enqueue">;
  readonly redelivery: Redelivery;
  /** Lanes in which work may wait for GitHub to answer again. */
  readonly lanes: readonly Pick<Lane<never>, "retryNow">[];
  readonly log: Log;
  /** Ends early when the signal is given. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Milliseconds that only grow. */
  readonly clock?: () => number;
}

export interface Watch {
  /** Resolves once nothing of it runs any more. */
  stop(): Promise<void>;
}

const MINUTE = 60_000;
const LOOK_EVERY = MINUTE;
const SURVEY_EVERY = 60 * MINUTE;

/** While GitHub doesn't answer: what waits for it is to go on soon after it does. */
const LOOK_AGAIN_AFTER = 5_000;

/**
 * An hourly survey is for what was missed in that hour, so it looks at what changed last. Once a day, and at the start, it
 * looks at all: then also what changed around requests, such as who is in a team, can't stay unseen.
 */
const HOURLY_REQUESTS = 200;
const SURVEYS_A_DAY = 24;

export function startWatch(options: WatchOptions): Watch {
  const { github, errands, redelivery, lanes, log, pause, clock = () => performance.now() } = options;
  const stopping = new AbortController();
  let surveys = 0;
  let nextSurvey = Number.NEGATIVE_INFINITY;
  let down = false;
  const running = run();
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) await pause(await look(), stopping.signal);
  }

  /** @returns how many milliseconds to wait until the next look */
  async function look(): Promise<number> {
    try {
      if (clock() >= nextSurvey) await survey();
      await redelivery.round();
      if (down) await goOn();
      return LOOK_EVERY;
    } catch (error) {
      const known = error instanceof GitHubError ? error : null;
      if (known?.retryAfterSeconds != null) return Math.max(LOOK_EVERY, known.retryAfterSeconds * 1000);
      const first = !down;
      down ||= known?.isOutage ?? false;
      if (first || !down) log.warn({ err: error }, "GitHub couldn't be asked what is there, or what didn't arrive");
      return known?.isOutage ? LOOK_AGAIN_AFTER : LOOK_EVERY;
    }
  }

  async function survey(): Promise<void> {
    const all = surveys % SURVEYS_A_DAY === 0;
    for (const installationId of await github.installations()) {
      const reason = surveys === 0 ? "start" : "hourly";
      const errand = { kind: "survey-installation", installationId, reason } as const;
      if (all) await errands.enqueue({ kind: "keep-rulesets", installationId, reason }, "survey");
      await errands.enqueue(all ? errand : { ...errand, newest: HOURLY_REQUESTS }, "survey");
    }
    surveys += 1;
    nextSurvey = clock() + SURVEY_EVERY;
  }

  async function goOn(): Promise<void> {
    log.info("GitHub answers again");
    for (const lane of lanes) await lane.retryNow();
    down = false;
  }
}
