/**
 * Spaces out what is written to an installation, so that setting up a large organisation stays below GitHub's limits on
 * new content, 80 a minute and 500 an hour, with room left for reports.
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits
 */
import type { Place } from "../queue/job.ts";
import type { BookmarkStore } from "../store/bookmarks.ts";

/** So many at once, and then one each so many seconds: at most 37 in a minute and 430 in an hour. */
const AT_ONCE = 30;
const EVERY_SECONDS = 9;

export interface Pace {
  /**
   * Asks for leave to write once.
   *
   * @returns 0, or how many seconds to wait before asking again. Whoever is told to wait gets a turn of their own, so that
   * a thousand who wait don't all come back at once; and keeps it, however often they ask before it comes.
   */
  turn(place: Pick<Place, "installationId" | "repositoryId">): Promise<number>;
  /** Says that something was written. */
  wrote(installationId: number): Promise<void>;
}

interface Bucket {
  /** When the bucket would be full again, in seconds: each write moves it on. */
  full: number;
  /** The last turn that was given to somebody who waits. */
  promised: number;
  /** When each repository that waits has its turn. */
  readonly turns: Map<number, number>;
}

/**
 * @param memory where it's kept how much was written: a process that is started again and again must not begin anew
 * @param now the present time in milliseconds
 */
export function createPace(memory: BookmarkStore, now: () => number = () => Date.now()): Pace {
  const buckets = new Map<number, Promise<Bucket>>();
  const nameOf = (installationId: number) => `pace:${installationId}`;
  const read = async (installationId: number): Promise<Bucket> => ({
    full: Number(await memory.bookmark(nameOf(installationId))),
    promised: 0,
    turns: new Map(),
  });
  const bucketOf = async (installationId: number, seconds: number): Promise<Bucket> => {
    const known = buckets.get(installationId) ?? read(installationId);
    buckets.set(installationId, known);
    const bucket = await known;
    bucket.full = Math.max(seconds, bucket.full);
    bucket.promised = Math.max(seconds, bucket.promised);
    return bucket;
  };
  return {
    async turn({ installationId, repositoryId }) {
      const seconds = now() / 1000;
      const bucket = await bucketOf(installationId, seconds);
      const free = bucket.full - (AT_ONCE - 1) * EVERY_SECONDS;
      const own = bucket.turns.get(repositoryId) ?? 0;
      if (own > seconds) return own - seconds;
      bucket.turns.delete(repositoryId);
      if (free <= seconds) return 0;
      bucket.promised = Math.max(free, bucket.promised + EVERY_SECONDS);
      bucket.turns.set(repositoryId, bucket.promised);
      return bucket.promised - seconds;
    },
    async wrote(installationId) {
      const bucket = await bucketOf(installationId, now() / 1000);
      bucket.full += EVERY_SECONDS;
      await memory.keepBookmark(nameOf(installationId), String(bucket.full));
    },
  };
}
