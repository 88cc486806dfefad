/**
 * Spaces out what is written to an installation, so that setting up a large organisation stays below GitHub's limits on
 * new content, 80 a minute and 500 an hour, with room left for reports.
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */

/** So many at once, and then one each so many seconds: at most 37 in a minute and 430 in an hour. */
const AT_ONCE = 30;
const EVERY_SECONDS = 9;

export interface Pace {
  /**
   * Asks for leave to write once.
   *
   * @returns 0, or how many seconds to wait before asking again. Whoever is told to wait gets a turn of their own, so that
   * a thousand who wait don't all come back at once.
   */
  turn(installationId: number): number;
  /** Says that something was written. */
  wrote(installationId: number): void;
}

interface Bucket {
  /** When the bucket would be full again, in seconds: each write moves it on. */
  full: number;
  /** The last turn that was given to somebody who waits. */
  promised: number;
}

/** @param now the present time in milliseconds */
export function createPace(now: () => number = () => Date.now()): Pace {
  const buckets = new Map<number, Bucket>();
  const bucketOf = (installationId: number, seconds: number): Bucket => {
    const known = buckets.get(installationId);
    const bucket = { full: Math.max(seconds, known?.full ?? 0), promised: Math.max(seconds, known?.promised ?? 0) };
    buckets.set(installationId, bucket);
    return bucket;
  };
  return {
    turn(installationId) {
      const seconds = now() / 1000;
      const bucket = bucketOf(installationId, seconds);
      const free = bucket.full - (AT_ONCE - 1) * EVERY_SECONDS;
      if (free <= seconds) return 0;
      bucket.promised = Math.max(free, bucket.promised + EVERY_SECONDS);
      return bucket.promised - seconds;
    },
    wrote(installationId) {
      const seconds = now() / 1000;
      bucketOf(installationId, seconds).full += EVERY_SECONDS;
    },
  };
}
