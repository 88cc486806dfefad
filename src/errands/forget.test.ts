import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { createLog } from "../log.ts";
import { forgetDaily } from "./forget.ts";

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2027-02-05T00:00:00Z") });
});
afterEach(() => {
  vi.useRealTimers();
});

const log = () => {
  const lines: string[] = [];
  return { lines, log: createLog({ level: "info", format: "json", secrets: [], write: (line) => lines.push(line) }) };
};

it("forgets what wasn't seen for 400 days: at the start and every day, until it's stopped", async () => {
  const asked: string[] = [];
  const forget = async (before: Date) => asked.push(before.toISOString().slice(0, 10));
  const { stop } = forgetDaily({ forget }, log().log);
  expect(asked).toEqual(["2026-01-01"]);
  await vi.advanceTimersByTimeAsync(2 * 86_400_000);
  expect(asked).toEqual(["2026-01-01", "2026-01-02", "2026-01-03"]);
  stop();
  await vi.advanceTimersByTimeAsync(86_400_000);
  expect(asked).toHaveLength(3);
});

it("goes on after a failure, which is logged", async () => {
  const { lines, log: logger } = log();
  const forget = vi.fn(async () => 0).mockRejectedValueOnce(new Error("the database is away"));
  const { stop } = forgetDaily({ forget }, logger);
  await vi.advanceTimersByTimeAsync(86_400_000);
  stop();
  expect(forget).toHaveBeenCalledTimes(2);
  expect(lines.join("")).toContain("the database is away");
});
