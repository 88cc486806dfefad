/** Primary rate limits. https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */

interface RateLimit {
  readonly exceeded: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

export interface RateLimits {
  /** Counts a request. @param who asks: each has an allowance of its own */
  count(who: string, resource: "core" | "graphql"): RateLimit;
}

const HOUR_SECONDS = 3600;

/** @param limit requests an hour */
export function createRateLimits(limit: number): RateLimits {
  const windows = new Map<string, { used: number; reset: number }>();
  return {
    count(who, resource) {
      const now = Math.floor(Date.now() / 1000);
      const key = `${resource} ${who}`;
      const known = windows.get(key);
      const window = known && known.reset > now ? known : { used: 0, reset: now + HOUR_SECONDS };
      windows.set(key, window);
      window.used += 1;
      const headers = {
        "x-ratelimit-limit": String(limit),
        "x-ratelimit-remaining": String(Math.max(0, limit - window.used)),
        "x-ratelimit-used": String(window.used),
        "x-ratelimit-reset": String(window.reset),
        "x-ratelimit-resource": resource,
      };
      return { exceeded: window.used > limit, headers };
    },
  };
}
