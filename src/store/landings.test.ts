import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, openDatabase } from "./database.ts";
import { createLandingStore, type LandingStore } from "./landings.ts";

let folder: string;
let database: Database;
let store: LandingStore;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "countersign-landings-"));
  database = await openDatabase({ databaseUrl: null, dataDir: join(folder, "data"), onError: () => {} });
  store = createLandingStore(database);
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

const protection = { mode: "enforce", defaultBranch: "main", branches: null } as const;
const keep = (branches: string[] | null = null) => store.keepProtection(22, "Acme", { ...protection, branches });

it("knows which branches are protected, and says whether that is new", async () => {
  expect(await keep()).toBe(true);
  expect(await keep(["main", "next"])).toBe(false);
  expect(await store.protection(22)).toEqual({ ...protection, branches: ["main", "next"] });
  await store.forgetProtection(22);
  expect(await store.protection(22)).toBeNull();
  expect(await keep()).toBe(true);
});

it("doesn't rely on what was read longer than a day ago", async () => {
  await keep();
  await database.query("update countersign.protections set read_at = now() - interval '27 hours'");
  expect(await store.protection(22)).toBeNull();
  expect(await keep()).toBe(true);
});
