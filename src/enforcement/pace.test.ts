import { describe, expect, it } from "vitest";
import { createPace } from "./pace.ts";

function inMemory() {
  const kept = new Map<string, string>();
  return {
    bookmark: async (name: string) => kept.get(name) ?? null,
    keepBookmark: async (name: string, value: string) => void kept.set(name, value),
  };
}

/** A thousand repositories that each want one write; each that has to wait comes back when it was told to. */
async function setUp(repositories: number): Promise<number[]> {
  let now = 0;
  const pace = createPace(inMemory(), () => now);
  const waiting = Array.from({ length: repositories }, (_, repositoryId) => ({ repositoryId, at: 0 }));
  const written: number[] = [];
  while (waiting.length > 0) {
    waiting.sort((a, b) => a.at - b.at);
    const { repositoryId = 0, at = 0 } = waiting.shift() ?? {};
    now = Math.max(now, at);
    const seconds = await pace.turn({ installationId: 1, repositoryId });
    if (seconds > 0) waiting.push({ repositoryId, at: now + Math.ceil(seconds) * 1000 });
    else {
      await pace.wrote(1);
      written.push(now / 1000);
    }
  }
  return written;
}

/** The most that fell into any span of so many seconds. */
function most(times: readonly number[], span: number): number {
  return Math.max(...times.map((start) => times.filter((time) => time >= start && time < start + span).length));
}

const one = (repositoryId: number) => ({ installationId: 1, repositoryId });

describe("the pace of writes", () => {
  it("stays below 80 a minute and 500 an hour for a thousand repositories, and is done in under three hours", async () => {
    const times = await setUp(1000);
    expect(times).toHaveLength(1000);
    expect(most(times, 60)).toBeLessThan(80);
    expect(most(times, 3600)).toBeLessThan(500);
    expect(times.at(-1)).toBeLessThan(3 * 3600);
  });

  it("lets a few pass at once, and gives everybody else a turn of their own", async () => {
    const pace = createPace(inMemory(), () => 0);
    for (let count = 0; count < 30; count++) {
      expect(await pace.turn(one(count))).toBe(0);
      await pace.wrote(1);
    }
    const turns = () => Promise.all([30, 31, 32].map((repositoryId) => pace.turn(one(repositoryId))));
    expect(await turns()).toEqual([9, 18, 27]);
    expect(await turns()).toEqual([9, 18, 27]);
  });

  it("is one installation's own", async () => {
    const pace = createPace(inMemory(), () => 0);
    for (let count = 0; count < 30; count++) await pace.wrote(1);
    expect(await pace.turn(one(1))).toBeGreaterThan(0);
    expect(await pace.turn({ installationId: 2, repositoryId: 1 })).toBe(0);
  });

  it("goes on after a restart as it was", async () => {
    const memory = inMemory();
    const before = createPace(memory, () => 0);
    for (let count = 0; count < 30; count++) await before.wrote(1);
    const after = createPace(memory, () => 1000);
    expect(await after.turn(one(1))).toBe(9);
    expect(await after.turn({ installationId: 2, repositoryId: 1 })).toBe(0);
  });
});
