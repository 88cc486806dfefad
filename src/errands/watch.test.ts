import { describe, expect, it } from "vitest";
import { GitHubError } from "../github/errors.ts";
import { createLog } from "../log.ts";
import type { Errand } from "../queue/job.ts";
import { startWatch } from "./watch.ts";

const MINUTE = 60_000;

/** Runs the watch for so many looks, and says what came of it. */
async function watched(looks: number, trouble: (look: number) => Error | null = () => null) {
  const errands: Errand[] = [];
  const waits: number[] = [];
  const lines: string[] = [];
  const log = createLog({ level: "info", format: "json", secrets: [], write: (line) => lines.push(line) });
  let now = 0;
  let rounds = 0;
  let retried = 0;
  const ended = Promise.withResolvers<void>();
  const fail = () => {
    const error = trouble(waits.length);
    if (error) throw error;
  };
  const watch = startWatch({
    github: {
      async installations() {
        fail();
        return [1, 2];
      },
    },
    errands: { enqueue: async (errand) => void errands.push(errand) },
    redelivery: {
      async round() {
        fail();
        rounds += 1;
      },
    },
    lanes: [
      {
        async retryNow() {
          retried += 1;
        },
      },
    ],
    log,
    async pause(milliseconds, signal) {
      waits.push(milliseconds);
      now += milliseconds;
      if (waits.length < looks) return;
      ended.resolve();
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
    },
    clock: () => now,
  });
  await ended.promise;
  await watch.stop();
  return { errands, waits, rounds, retried, log: lines.join("") };
}

describe("the watch", () => {
  it("surveys every installation at the start, and what changed last each hour; all again once a day", async () => {
    const { errands, rounds } = await watched(60 * 24 + 1);
    expect(errands.slice(0, 6)).toEqual([
      { kind: "keep-rulesets", installationId: 1, reason: "start" },
      { kind: "survey-installation", installationId: 1, reason: "start" },
      { kind: "keep-rulesets", installationId: 2, reason: "start" },
      { kind: "survey-installation", installationId: 2, reason: "start" },
      { kind: "survey-installation", installationId: 1, newest: 200, reason: "hourly" },
      { kind: "survey-installation", installationId: 2, newest: 200, reason: "hourly" },
    ]);
    // The rulesets at the start and once a day.
    expect(errands).toHaveLength(2 * 25 + 2 * 2);
    expect(errands.at(-1)).toEqual({ kind: "survey-installation", installationId: 2, reason: "hourly" });
    expect(rounds).toBe(60 * 24 + 1);
  });

  it("looks every few seconds while GitHub doesn't answer, and lets all go on that waits for it once it does", async () => {
    const outage = new GitHubError("no answer", { isOutage: true });
    const { waits, errands, retried, log } = await watched(5, (look) => (look < 3 ? outage : null));
    expect(waits).toEqual([5_000, 5_000, 5_000, MINUTE, MINUTE]);
    expect(errands).toHaveLength(2 * 2);
    expect(retried).toBe(1);
    expect(log.match(/couldn't be asked/g)).toHaveLength(1);
    expect(log).toContain("GitHub answers again");
  });

  it("waits as long as GitHub asks it to", async () => {
    const limited = new GitHubError("limited", { status: 403, retryAfterSeconds: 300 });
    const { waits, retried } = await watched(2, (look) => (look < 1 ? limited : null));
    expect(waits).toEqual([300_000, MINUTE]);
    expect(retried).toBe(0);
  });

  it("goes on after trouble of any other kind", async () => {
    const { waits, errands } = await watched(2, (look) => (look < 1 ? new Error("database") : null));
    expect(waits).toEqual([MINUTE, MINUTE]);
    expect(errands).toHaveLength(2 * 2);
  });
});
