import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "./database.ts";
import { migrate } from "./migrations.ts";
import { createStore, type Evaluation, type Store } from "./store.ts";

let folder: string;
let database: Database;
let store: Store;

const open = () => openDatabase({ databaseUrl: null, dataDir: join(folder, "data"), onError: () => {} });
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "countersign-store-"));
  database = await open();
});
beforeEach(async () => {
  await database.query("truncate countersign.evaluations, countersign.checks");
  store = createStore(database);
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

const HEAD = "a".repeat(40);
const evaluation = (more: Partial<Evaluation> = {}): Evaluation => ({
  repositoryId: 22,
  number: 7,
  head: HEAD,
  verdict: "satisfied",
  conclusion: "success",
  mode: "enforce",
  sequence: 1,
  ...more,
});

describe("the evaluations", () => {
  it("have numbers that only grow", async () => {
    const numbers = [await store.nextSequence(), await store.nextSequence(), await store.nextSequence()];
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(new Set(numbers).size).toBe(3);
  });

  it("never give way to an older one", async () => {
    expect(await store.record(evaluation({ sequence: 5 }))).toBe(true);
    expect(await store.record(evaluation({ sequence: 4, conclusion: "failure" }))).toBe(false);
    expect(await store.evaluationsAt(22, HEAD, [7])).toEqual([{ number: 7, conclusion: "success" }]);
    expect(await store.record(evaluation({ sequence: 6, conclusion: "failure" }))).toBe(true);
    expect(await store.evaluationsAt(22, HEAD, [7])).toEqual([{ number: 7, conclusion: "failure" }]);
  });

  it("are found by repository, head and number", async () => {
    await store.record(evaluation());
    await store.record(evaluation({ number: 8, head: "b".repeat(40) }));
    await store.record(evaluation({ number: 9, repositoryId: 23 }));
    expect(await store.evaluationsAt(22, HEAD, [7, 8, 9])).toEqual([{ number: 7, conclusion: "success" }]);
    expect(await store.evaluationsAt(22, HEAD, [])).toEqual([]);
    expect(await store.judgedAt(22, HEAD)).toEqual([7]);
  });

  it("tell the repository's last mode and a change's last head", async () => {
    expect(await store.lastMode(22)).toBeNull();
    expect(await store.lastHead(22, 7)).toBeNull();
    await store.record(evaluation({ sequence: 2, mode: "observe" }));
    await store.record(evaluation({ sequence: 1, number: 8, mode: "enforce" }));
    expect(await store.lastMode(22)).toBe("observe");
    expect(await store.lastHead(22, 7)).toBe(HEAD);
  });

  it("take repository ids beyond 32 bits", async () => {
    await store.record(evaluation({ repositoryId: 5_000_000_000 }));
    expect(await store.evaluationsAt(5_000_000_000, HEAD, [7])).toHaveLength(1);
  });
});

describe("the checks", () => {
  it("are known by head, the last one written", async () => {
    expect(await store.check(22, HEAD)).toBeNull();
    await store.recordCheck(22, HEAD, { checkId: 50_000_000_000, report: "one", annotated: false });
    expect(await store.check(22, HEAD)).toEqual({ checkId: 50_000_000_000, report: "one", annotated: false });
    await store.recordCheck(22, HEAD, { checkId: 6, report: "two", annotated: true });
    expect(await store.check(22, HEAD)).toEqual({ checkId: 6, report: "two", annotated: true });
    expect(await store.check(23, HEAD)).toBeNull();
  });
});

describe("the tables", () => {
  it("are brought up to date once, however often and at once it is asked for", async () => {
    await store.record(evaluation());
    await Promise.all([migrate(database), migrate(database), migrate(database)]);
    expect(await store.evaluationsAt(22, HEAD, [7])).toHaveLength(1);
    const steps = await database.query<{ step: number }>("select step from countersign.migrations order by step");
    expect(steps.map(({ step }) => step)).toEqual(steps.map((_, index) => index));
  });

  it("keep everything through a restart", async () => {
    await store.record(evaluation());
    await store.recordCheck(22, HEAD, { checkId: 5, report: "one", annotated: false });
    const before = await store.nextSequence();
    await database.close();
    database = await open();
    store = createStore(database);
    expect(await store.lastMode(22)).toBe("enforce");
    expect(await store.check(22, HEAD)).toMatchObject({ checkId: 5 });
    expect(await store.nextSequence()).toBeGreaterThan(before);
  });

  it("are closed to a second process on the same folder, and open again afterwards", async () => {
    await expect(open()).rejects.toThrow("another process works on");
    expect(await database.isHealthy()).toBe(true);
    await database.close();
    expect(await database.isHealthy()).toBe(false);
    database = await open();
  });
});
