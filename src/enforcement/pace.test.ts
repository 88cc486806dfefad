import { describe, expect, it } from "vitest";
import { createPace } from "./pace.ts";

/** A thousand repositories that each want one write; each that has to wait comes back when it was told to. */
function setUp(repositories: number): number[] {
  let now = 0;
  const pace = createPace(() => now);
  const waiting = Array.from({ length: repositories }, () => 0);
  const written: number[] = [];
  while (waiting.length > 0) {
    waiting.sort((a, b) => a - b);
    now = Math.max(now, waiting.shift() ?? 0);
    const seconds = pace.turn(1);
    if (seconds > 0) waiting.push(now + Math.ceil(seconds) * 1000);
    else {
      pace.wrote(1);
      written.push(now / 1000);
    }
  }
  return written;
}

/** The most that fell into any span of so many seconds. */
function most(times: readonly number[], span: number): number {
  return Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + span).length));
}

describe("the pace of writes", () => {
  it("stays below 80 a minute and 500 an hour for a thousand repositories, and is done in under three hours", () => {
    const times = setUp(1000);
    expect(times).toHaveLength(1000);
    expect(most(times, 60)).toBeLessThan(80);
    expect(most(times, 3600)).toBeLessThan(500);
    expect(times.at(-1)).toBeLessThan(3 * 3600);
  });

  it("lets a few pass at once, and gives everybody else a turn of their own", () => {
    const pace = createPace(() => 0);
    for (let count = 0; count < 30; count++) {
      expect(pace.turn(1)).toBe(0);
      pace.wrote(1);
    }
    expect([pace.turn(1), pace.turn(1), pace.turn(1)]).toEqual([9, 18, 27]);
  });

  it("is one installation's own", () => {
    const pace = createPace(() => 0);
    for (let count = 0; count < 30; count++) pace.wrote(1);
    expect(pace.turn(1)).toBeGreaterThan(0);
    expect(pace.turn(2)).toBe(0);
  });
});
