import { describe, expect, it } from "vitest";
import type { Movement } from "../core/push/missed.ts";
import type { Arrival } from "../queue/job.ts";
import type { Tip } from "../store/tips.ts";
import { noticeMissed } from "./missed.ts";

const push = (before: string | null, after: string): Movement => ({ before, after });

describe("a look at default branches", () => {
  const place = { installationId: 1, owner: "acme", repo: "shop", repositoryId: 22 };

  async function look(sha: string, kept: Tip | null, pushes: readonly Movement[] = []) {
    const queued: Arrival[] = [];
    let tip = kept;
    await noticeMissed(
      [{ ...place, name: "main", sha }],
      {
        tips: async () => (kept ? [kept] : []),
        keepTip: async (now) => {
          tip = now;
        },
        delivered: async () => [...pushes],
      },
      { enqueue: async (arrival) => void queued.push(arrival) },
    );
    expect(tip).toEqual({ repositoryId: 22, branch: "main", sha });
    return queued.map((arrival) => (arrival.kind === "missed" ? [arrival.before, arrival.head] : arrival));
  }
  const kept = (sha: string, branch = "main") => ({ repositoryId: 22, branch, sha });

  it("keeps where they stand, and asks for nothing older at first sight", async () => {
    expect(await look("a", null)).toEqual([]);
    expect(await look("a", kept("z", "trunk"))).toEqual([]);
  });

  it("queues what was missed since, or since the first delivery that came", async () => {
    expect(await look("c", kept("a"), [push("a", "b")])).toEqual([["b", "c"]]);
    expect(await look("c", null, [push("a", "b")])).toEqual([["b", "c"]]);
    expect(await look("b", null, [push("a", "b")])).toEqual([]);
    expect(await look("a", kept("a"))).toEqual([]);
  });
});
