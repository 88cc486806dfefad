import { beforeAll, expect, it } from "vitest";
import { emptyDatabase } from "./database.fixture.ts";
import type { Database } from "./database.ts";
import { createObservationStore } from "./observations.ts";
import { createTipStore } from "./tips.ts";

let database: Database;

beforeAll(async () => {
  database = await emptyDatabase();
});

it("keeps where each default branch stood last", async () => {
  const store = createTipStore(database);
  await store.keepTip({ repositoryId: 22, branch: "main", sha: "a" });
  await store.keepTip({ repositoryId: 22, branch: "trunk", sha: "b" });
  await store.keepTip({ repositoryId: 23, branch: "main", sha: "c" });
  expect(await store.tips([22, 24])).toEqual([{ repositoryId: 22, branch: "trunk", sha: "b" }]);
});

it("knows what deliveries told, and takes GitHub's own list for none", async () => {
  const pushes = createObservationStore(database);
  const push = (before: string | null, after: string, minute: number) =>
    ({ branch: "main", before, after, actor: null, at: `2026-01-02T03:0${minute}:00Z` }) as const;
  await pushes.observe("d1", [{ kind: "push", repositoryId: 22, ...push(null, "a", 1) }]);
  await pushes.observe("d2", [{ kind: "push", repositoryId: 22, ...push("b", "c", 3) }]);
  await pushes.observe("d3", [{ kind: "push", repositoryId: 22, ...push("x", "y", 4), branch: "other" }]);
  await pushes.keepPushes(22, [{ id: "7", ...push("a", "b", 2) }]);
  expect(await createTipStore(database).delivered(22, "main")).toEqual([
    { before: "b", after: "c" },
    { before: null, after: "a" },
  ]);
});
