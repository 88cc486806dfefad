import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Expected } from "../evaluation/expected.ts";
import type { Observation } from "../observations/observations.ts";
import { emptyDatabase } from "./database.fixture.ts";
import type { Database } from "./database.ts";
import { createExpectedStore, type ExpectedStore } from "./expected.ts";
import { createObservationStore } from "./observations.ts";

let database: Database;
let store: ExpectedStore;
beforeAll(async () => {
  database = await emptyDatabase();
  store = createExpectedStore(database);
});
beforeEach(() => database.query("truncate countersign.expected"));

const EARLY = "2026-01-01T00:05:00.000Z";
const LATE = "2026-01-01T00:06:00.000Z";
const tell = (expected: Expected, at: string, number = 7) =>
  createObservationStore(database).observe("delivery", [{ kind: "expected", repositoryId: 22, number, expected, at }]);
const body = (from: string): Expected => ({ kind: "body", from });

describe("what is expected of a request's facts", () => {
  it("is kept until it was seen, each kind for itself and once however often it's told", async () => {
    const review: Expected = { kind: "review", url: "u1", by: 2, given: EARLY, dismissed: false };
    const dismissal: Expected = { ...review, dismissed: true };
    for (const told of [review, dismissal, dismissal]) await tell(told, EARLY);
    await tell(review, EARLY, 8);
    const awaited = await store.awaited(22, 7);
    expect(awaited).toEqual([
      { expected: dismissal, at: EARLY },
      { expected: review, at: EARLY },
    ]);
    await store.settle(22, 7, awaited.slice(0, 1));
    expect(await store.awaited(22, 7)).toEqual([{ expected: review, at: EARLY }]);
    expect(await store.awaited(22, 8)).toHaveLength(1);
  });

  it("is the latest by GitHub's clock, in whichever order deliveries come", async () => {
    await tell(body("stable"), LATE);
    await tell(body("main"), EARLY);
    expect(await store.awaited(22, 7)).toEqual([{ expected: body("stable"), at: LATE }]);
    await store.settle(22, 7, [{ expected: body("stable"), at: LATE }]);
    expect(await store.awaited(22, 7)).toEqual([]);
  });

  it("is the newest push, in whichever order deliveries come", async () => {
    const [a, b, c] = ["a", "b", "c"].map((digit) => digit.repeat(40)) as [string, string, string];
    const push = (before: string, after: string, at: string): Observation[] => [
      { kind: "push", repositoryId: 33, branch: "fix", before, after, actor: null, at },
      { kind: "head", repositoryId: 22, number: 7, before, after, at },
    ];
    const pushes = [push(a, b, EARLY), push(b, c, LATE)];
    for (const order of [pushes, pushes.toReversed()]) {
      await database.query("truncate countersign.expected, countersign.pushes");
      for (const [index, told] of order.entries()) await createObservationStore(database).observe(`d${index}`, told);
      expect(await store.awaited(22, 7)).toEqual([{ expected: { kind: "head", sha: c }, at: LATE }]);
    }
    // Back to where it was.
    await createObservationStore(database).observe("d3", push(c, b, "2026-01-01T00:07:00.000Z"));
    expect(await store.awaited(22, 7)).toMatchObject([{ expected: { kind: "head", sha: b } }]);
  });

  it("stays if it came while an evaluation waited for something older", async () => {
    await tell(body("main"), EARLY);
    const awaited = await store.awaited(22, 7);
    await tell(body("stable"), LATE);
    await store.settle(22, 7, awaited);
    expect(await store.awaited(22, 7)).toEqual([{ expected: body("stable"), at: LATE }]);
  });
});
