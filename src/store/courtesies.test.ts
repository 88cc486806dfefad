import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createCourtesyStore } from "./courtesies.ts";
import { type Database, openDatabase } from "./database.ts";
import { createEvidenceStore } from "./evidence.ts";

const folder = mkdtempSync(join(tmpdir(), "countersign-"));
let database: Database;
beforeAll(async () => {
  database = await openDatabase({ databaseUrl: null, dataDir: join(folder, "data"), onError: () => {} });
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
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
