import { beforeAll, expect, it } from "vitest";
import { createCourtesyStore } from "./courtesies.ts";
import { emptyDatabase } from "./database.fixture.ts";
import type { Database } from "./database.ts";
import { createEvidenceStore } from "./evidence.ts";

let database: Database;
beforeAll(async () => {
  database = await emptyDatabase();
});

it("remembers what was done for each request, one part after the other, and the same twice", async () => {
  const store = createCourtesyStore(database);
  expect(await store.doneAround(1, 7)).toEqual({ asked: false, labeled: false });
  await store.keepDone(1, 7, { asked: false, labeled: true });
  await store.keepDone(1, 7, { labeled: true });
  expect(await store.doneAround(1, 7)).toEqual({ asked: false, labeled: true });
  await store.keepDone(1, 7, { asked: true });
  expect(await store.doneAround(1, 7)).toEqual({ asked: true, labeled: true });
  expect(await store.doneAround(1, 8)).toEqual({ asked: false, labeled: false });
  expect(await store.doneAround(2, 7)).toEqual({ asked: false, labeled: false });
});

it("keeps it as long as the request is looked at", async () => {
  const store = createCourtesyStore(database);
  await store.keepDone(3, 7, { asked: true });
  await store.keepDone(3, 8, { asked: true });
  await database.query("update countersign.courtesies set kept_at = '2020-01-01'");
  await store.doneAround(3, 7);
  await createEvidenceStore(database).forget(new Date("2021-01-01"));
  expect((await store.doneAround(3, 7)).asked).toBe(true);
  expect((await store.doneAround(3, 8)).asked).toBe(false);
});
