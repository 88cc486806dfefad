import { beforeAll, expect, it } from "vitest";
import { emptyDatabase } from "./database.fixture.ts";
import type { Database } from "./database.ts";
import { createLandingStore, type LandingStore } from "./landings.ts";

let database: Database;
let store: LandingStore;

beforeAll(async () => {
  database = await emptyDatabase();
  store = createLandingStore(database);
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
