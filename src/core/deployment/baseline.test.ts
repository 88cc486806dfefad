import { describe, expect, it } from "vitest";
import { baselines, type PastDeployment } from "./baseline.ts";

const SINCE = "2026-01-10T00:00:00Z";
const on = (day: number) => `2026-01-${String(day).padStart(2, "0")}T00:00:00Z`;

function deployment(sha: string, created: number, succeeded: number | null): PastDeployment {
  return { id: created, sha, createdAt: on(created), succeededAt: succeeded === null ? null : on(succeeded) };
}

const from = (all: readonly PastDeployment[], ...letThrough: readonly string[]) =>
  baselines(all, { since: SINCE, letThrough: new Set(letThrough) }).map(({ sha }) => sha);

describe("a deployment is measured from", () => {
  it("what succeeded before this App was asked, the last one first", () => {
    expect(from([deployment("b", 5, 6), deployment("c", 4, 9), deployment("a", 1, 2)])).toEqual(["c", "b", "a"]);
  });

  it("nothing that never succeeded", () => {
    expect(from([deployment("a", 1, null)], "a")).toEqual([]);
  });

  it("what succeeded since then only if this App let it through", () => {
    const all = [deployment("forged", 12, 13), deployment("let", 11, 12), deployment("old", 1, 2)];
    expect(from(all)).toEqual(["old"]);
    expect(from(all, "let")).toEqual(["let", "old"]);
  });

  it("no older record whose success was added afterwards", () => {
    expect(from([deployment("late", 1, 11)])).toEqual([]);
    expect(from([deployment("same moment", 1, 10)])).toEqual([]);
  });
});
