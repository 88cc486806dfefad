/**
 * Deliveries that failed are asked for again: GitHub doesn't do it by itself, and remembers them for three days. What they
 * tell (who pushed, what a comment said) is in no survey.
 * https://docs.github.com/webhooks/using-webhooks/handling-failed-webhook-deliveries
 */
import { isHandledEvent } from "../events/read.ts";
import type { SurveyDoor } from "../github/survey/door.ts";
import type { Log } from "../log.ts";
import type { BookmarkStore } from "../store/bookmarks.ts";

export interface Redelivery {
  /** Looks for what failed since the last round, and has it delivered again. */
  round(): Promise<void>;
}

export interface RedeliveryOptions {
  readonly github: Pick<SurveyDoor, "failedDeliveries" | "redeliver">;
  readonly store: BookmarkStore;
  readonly log: Log;
  /** The present time in milliseconds. */
  readonly now?: () => number;
}

const MINUTE = 60_000;
const KEPT_BY_GITHUB = 3 * 24 * 60 * MINUTE;

/** A delivery is listed when its attempt ends, up to ten seconds after later ones that failed at once. */
const OVERLAP = 2 * MINUTE;

/** Each costs five points of the 900 that GitHub allows in a minute. */
const MOST_A_ROUND = 100;

const BOOKMARK = "failed deliveries";

/** One that fails again and again waits longer each time: what keeps it from arriving may last. */
function delayAfter(attempts: number): number {
  return attempts === 0 ? 0 : Math.min(60, 2 ** attempts) * MINUTE;
}

export function createRedelivery({ github, store, log, now = () => Date.now() }: RedeliveryOptions): Redelivery {
  /** Attempts that were looked at, by their ids, and their times. */
  const seen = new Map<string, number>();
  /** How often an event was asked for again, by guid, and when first. */
  const tried = new Map<string, { readonly attempts: number; readonly at: number }>();
  /** Events that are to be asked for again, by guid. */
  const waiting = new Map<string, { readonly id: string; readonly event: string; readonly at: number; due: number }>();

  async function look(since: number): Promise<void> {
    const failed = await github.failedDeliveries(since);
    for (const { id, guid, event, at } of failed.toReversed()) {
      if (seen.has(id)) continue;
      seen.set(id, at);
      if (!isHandledEvent(event)) continue;
      waiting.set(guid, { id, event, at, due: now() + delayAfter(tried.get(guid)?.attempts ?? 0) });
    }
  }

  async function askAgain(): Promise<void> {
    const due = [...waiting].filter(([, each]) => each.due <= now()).slice(0, MOST_A_ROUND);
    for (const [guid, { id, event }] of due) {
      const known = await github.redeliver(id);
      const { attempts, at } = tried.get(guid) ?? { attempts: 0, at: now() };
      tried.set(guid, { attempts: attempts + 1, at });
      waiting.delete(guid);
      const what = { event, delivery: guid, attempts: attempts + 1 };
      if (known) log.info(what, "A delivery had failed: GitHub was asked for it again");
      else
        log.warn(
          what,
          "A delivery had failed, and GitHub doesn't deliver it again; surveys will judge what it was about",
        );
    }
  }

  return {
    async round() {
      const earliest = now() - KEPT_BY_GITHUB;
      const bookmark = Number((await store.bookmark(BOOKMARK)) ?? earliest);
      await look(Math.max(earliest, bookmark) - OVERLAP);
      await askAgain();
      // What still waits must be found again after a restart.
      const reached = Math.min(Math.max(bookmark, ...seen.values()), ...[...waiting.values()].map(({ at }) => at));
      if (reached !== bookmark) await store.keepBookmark(BOOKMARK, String(reached));
      for (const [id, at] of seen) if (at < earliest - OVERLAP) seen.delete(id);
      for (const [guid, { at }] of tried) if (at < earliest) tried.delete(guid);
    },
  };
}
