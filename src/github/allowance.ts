/**
 * How much GitHub still allows each installation in this hour, as its answers say. What can wait leaves a part of it to
 * events. https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#checking-the-status-of-your-rate-limit
 */

type Headers = Readonly<Record<string, string | number | undefined>>;

export interface Allowances {
  /** Told of each answer's headers. */
  note(installationId: number, headers: Headers): void;
  /** How many seconds what can wait has to wait; 0 if there's enough for all. */
  spareFor(installationId: number): number;
}

/** The part of the hour's allowance that is kept for events. */
const KEPT = 0.2;

const LONGEST_WAIT_SECONDS = 3600;

/** @param now the present time in milliseconds */
export function createAllowances(now: () => number = () => Date.now()): Allowances {
  const resets = new Map<string, number>();
  const keyOf = (installationId: number, resource: string) => `${installationId}:${resource}`;
  return {
    note(installationId, headers) {
      const [limit, remaining, reset] = ["limit", "remaining", "reset"].map((name) =>
        Number(headers[`x-ratelimit-${name}`] ?? Number.NaN),
      );
      if (limit === undefined || remaining === undefined || reset === undefined) return;
      const key = keyOf(installationId, String(headers["x-ratelimit-resource"]));
      if (remaining < limit * KEPT) resets.set(key, reset * 1000);
      else resets.delete(key);
    },
    spareFor(installationId) {
      const waits = ["core", "graphql"].map((resource) => (resets.get(keyOf(installationId, resource)) ?? 0) - now());
      return Math.min(LONGEST_WAIT_SECONDS, Math.max(0, Math.ceil(Math.max(...waits) / 1000)));
    },
  };
}
