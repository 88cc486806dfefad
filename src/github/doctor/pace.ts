/**
 * Slow and polite reading: one request at a time, so many a second, and a wait where GitHub asks for one.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
import { setTimeout as pause } from "node:timers/promises";
import type { InstallationClient } from "../clients.ts";
import { asGitHubError } from "../errors.ts";

export interface Pace {
  /** Milliseconds from one request's begin to the next's. 900 points a minute are allowed, and a read is one. */
  readonly gapMs: number;
  /** Longer waits than this aren't waited for: what was to be read counts as unseen. */
  readonly longestWaitSeconds: number;
  /** Told of a wait that GitHub asked for. */
  readonly onWait?: (seconds: number) => void;
}

/** How often one request is made where GitHub asks to wait. One that GitHub failed at by itself is made twice. */
const TRIES = 3;

/** Puts a client's requests behind each other. For clients that only the doctor uses. */
export function paced(client: InstallationClient, { gapMs, longestWaitSeconds, onWait }: Pace): InstallationClient {
  let before: Promise<unknown> = Promise.resolve();
  let next = 0;
  /** A limit that isn't waited for: until it ends GitHub would only refuse, and count each try. */
  let limited: { readonly until: number; readonly error: unknown } | null = null;
  const turn = async <T>(ask: () => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt++) {
      if (limited !== null && performance.now() < limited.until) throw limited.error;
      limited = null;
      await pause(Math.max(0, next - performance.now()));
      next = performance.now() + gapMs;
      try {
        return await ask();
      } catch (error) {
        const { retryAfterSeconds, status, isOutage } = asGitHubError(error, "reading");
        if (isOutage && status !== null && attempt === 1) continue;
        if (retryAfterSeconds !== null && retryAfterSeconds > longestWaitSeconds) {
          limited = { until: performance.now() + retryAfterSeconds * 1000, error };
        }
        if (retryAfterSeconds === null || limited !== null || attempt >= TRIES) throw error;
        onWait?.(retryAfterSeconds);
        next = performance.now() + retryAfterSeconds * 1000;
      }
    }
  };
  client.hook.wrap("request", (request, options) => {
    // Octokit asks for a token inside of another request: waiting for one's own turn would never end.
    if (options.url.endsWith("/access_tokens")) return request(options);
    const answer = before.then(() => turn(async () => request(options)));
    before = answer.catch(() => {});
    return answer;
  });
  return client;
}
