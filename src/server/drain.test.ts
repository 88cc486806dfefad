import { EventEmitter } from "node:events";
import { describe, expect, it, vi } from "vitest";
import { createLog } from "../log.ts";
import { type DrainStep, drainOnSignals } from "./drain.ts";

const silent = createLog({ level: "fatal", format: "json", secrets: [], write: () => {} });

function draining(steps: readonly DrainStep[], limitMs = 60_000) {
  const exits: number[] = [];
  const target = Object.assign(new EventEmitter(), { exit: (code: number) => exits.push(code) });
  drainOnSignals(steps, silent, target, limitMs);
  return { exits, signal: (name: string) => target.emit(name) };
}

describe("draining", () => {
  it.each(["SIGTERM", "SIGINT"])("on %s runs the steps in order and exits 0", async (name) => {
    const order: string[] = [];
    const step = (what: string): DrainStep => ({
      name: what,
      run: async () => {
        order.push(`${what} begins`);
        await Promise.resolve();
        order.push(`${what} ends`);
      },
    });
    const { exits, signal } = draining([step("server"), step("database")]);
    signal(name);
    await vi.waitFor(() => expect(exits).toEqual([0]));
    expect(order).toEqual(["server begins", "server ends", "database begins", "database ends"]);
  });

  it("goes on after a step that fails, and exits 1", async () => {
    const ran: string[] = [];
    const fails = async () => {
      throw new Error("stuck");
    };
    const closes = async () => {
      ran.push("database");
    };
    const { exits, signal } = draining([
      { name: "queue", run: fails },
      { name: "database", run: closes },
    ]);
    signal("SIGTERM");
    await vi.waitFor(() => expect(exits).toEqual([1]));
    expect(ran).toEqual(["database"]);
  });

  it("ends at once on a second signal, and when it takes too long", async () => {
    const never = { name: "queue", run: () => new Promise<void>(() => {}) };
    const twice = draining([never]);
    twice.signal("SIGTERM");
    twice.signal("SIGINT");
    expect(twice.exits).toEqual([1]);
    const slow = draining([never], 10);
    slow.signal("SIGTERM");
    await vi.waitFor(() => expect(slow.exits).toEqual([1]));
  });
});
