import { describe, expect, it } from "vitest";
import { GitHubError } from "../github/errors.ts";
import type { FailedDelivery } from "../github/survey/deliveries.ts";
import { createLog } from "../log.ts";
import { createRedelivery } from "./redelivery.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A GitHub that lists what failed, and a clock that only the test moves. */
function setUp() {
  const state = { now: 10 * DAY, failed: [] as FailedDelivery[], known: true, down: false };
  const bookmarks = new Map<string, string>();
  const since: number[] = [];
  const asked: string[] = [];
  const log = createLog({ level: "info", format: "json", secrets: [], write: () => {} });
  const start = () =>
    createRedelivery({
      github: {
        async failedDeliveries(from) {
          if (state.down) throw new GitHubError("down", { isOutage: true });
          since.push(from);
          return state.failed.filter(({ at }) => at >= from).toSorted((a, b) => b.at - a.at);
        },
        async redeliver(id) {
          asked.push(id);
          return state.known;
        },
      },
      store: {
        bookmark: async (name) => bookmarks.get(name) ?? null,
        async keepBookmark(name, value) {
          bookmarks.set(name, value);
        },
      },
      log,
      now: () => state.now,
    });
  let next = 0;
  const fails = (guid: string, event = "pull_request") => {
    next += 1;
    state.failed.push({ id: String(next), guid, event, at: state.now + next });
  };
  return { state, since, asked, start, fails };
}

describe("a delivery that failed", () => {
  it("is asked for again once, the oldest first", async () => {
    const { state, asked, start, fails } = setUp();
    const redelivery = start();
    fails("a");
    state.now += MINUTE;
    fails("b");
    await redelivery.round();
    await redelivery.round();
    expect(asked).toEqual(["1", "2"]);
  });

  it("is looked for from three days back at first, and then from where the last look ended, after a restart too", async () => {
    const { state, since, start, fails } = setUp();
    await start().round();
    expect(since[0]).toBe(7 * DAY - 2 * MINUTE);
    fails("a");
    await start().round();
    state.now += DAY;
    await start().round();
    expect(since[2]).toBe(10 * DAY + 1 - 2 * MINUTE);
  });

  it("of an event that concerns nobody isn't asked for", async () => {
    const { asked, start, fails } = setUp();
    fails("a", "ping");
    await start().round();
    expect(asked).toEqual([]);
  });

  it("and fails again waits longer each time", async () => {
    const { state, asked, start, fails } = setUp();
    const redelivery = start();
    const minutes: number[] = [];
    fails("a");
    for (let minute = 0; minute < 40; minute++) {
      const before = asked.length;
      await redelivery.round();
      if (asked.length > before) {
        minutes.push(minute);
        fails("a");
      }
      state.now += MINUTE;
    }
    expect(minutes).toEqual([0, 3, 8, 17, 34]);
  });

  it("and still waits is found again after a restart", async () => {
    const { state, asked, start, fails } = setUp();
    const redelivery = start();
    fails("a");
    await redelivery.round();
    fails("a");
    await redelivery.round();
    state.now += 10 * MINUTE;
    fails("b");
    expect(asked).toEqual(["1"]);
    await start().round();
    expect(asked).toContain("2");
  });

  it("is asked for later where there are very many, and none is forgotten", async () => {
    const { asked, start, fails } = setUp();
    const redelivery = start();
    for (let count = 0; count < 150; count++) fails(`guid-${count}`);
    await redelivery.round();
    expect(asked).toHaveLength(100);
    await redelivery.round();
    expect(new Set(asked).size).toBe(150);
  });

  it("and that GitHub has no more is given up", async () => {
    const { state, asked, start, fails } = setUp();
    const redelivery = start();
    state.known = false;
    fails("a");
    await redelivery.round();
    await redelivery.round();
    expect(asked).toEqual(["1"]);
  });

  it("is found once GitHub answers again", async () => {
    const { state, asked, start, fails } = setUp();
    const redelivery = start();
    fails("a");
    state.down = true;
    await expect(redelivery.round()).rejects.toThrow("down");
    state.down = false;
    await redelivery.round();
    expect(asked).toEqual(["1"]);
  });
});
