/** GitHub's clock in the simulator: no two things happen in the same second, so order can always be told from times. */
export interface Clock {
  /** A moment later than all before, as GitHub writes it: `2026-01-05T09:00:00Z`. */
  tick(): string;
  /** Lets time pass. */
  advance(seconds: number): void;
}

export function createClock(startsAt: Date): Clock {
  let now = Math.floor(startsAt.getTime() / 1000);
  return {
    tick: () => {
      now += 1;
      return isoSeconds(new Date(now * 1000));
    },
    advance: (seconds) => {
      now += Math.max(0, Math.floor(seconds));
    },
  };
}

/** A time without fractions of a second. */
export function isoSeconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
