import { beforeAll, expect, it } from "vitest";
import type { DeploymentJob } from "../queue/job.ts";
import { emptyDatabase } from "./database.fixture.ts";
import type { Database } from "./database.ts";
import { createDeploymentStore, type DeploymentStore } from "./deployments.ts";
import { createLandingStore, type Landing } from "./landings.ts";

let database: Database;
let store: DeploymentStore;
beforeAll(async () => {
  database = await emptyDatabase();
  store = createDeploymentStore(database);
});

const rita = { id: 5, login: "rita", kind: "User" } as const;

function job(repositoryId: number, sha: string, environment = "production"): DeploymentJob {
  const place = { installationId: 1, owner: "acme", repo: "shop", repositoryId };
  const run = { runId: 7, deploymentId: null, ref: "main", requesters: [], at: null, asked: 0, reason: "test" };
  return { kind: "deployment", ...place, ...run, environment, sha };
}

it("knows since when an environment is asked about, however it's spelt, and takes the earliest time that it's told", async () => {
  const [first, second] = ["2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z"];
  expect(await store.askedSince(1, "production", second)).toBe(second);
  expect(await store.askedSince(1, "Production", first)).toBe(first);
  expect(await store.askedSince(1, "production", second)).toBe(first);
  expect(await store.askedSince(1, "staging", second)).toBe(second);
});

it("keeps what was let through to each environment", async () => {
  await store.keepLetThrough(1, "Production", "a");
  await store.keepLetThrough(1, "production", "a");
  expect(await store.letThrough(1, "production", ["a", "b"])).toEqual(new Set(["a"]));
  expect(await store.letThrough(1, "staging", ["a"])).toEqual(new Set());
  expect(await store.letThrough(2, "production", ["a"])).toEqual(new Set());
});

it("takes a countersignature back when the held deployment has commits that it wasn't given for", async () => {
  const held = job(3, "abc");
  await store.keepHeld(held, ["a", "b"]);
  await store.keepOpening(held);
  await store.keepOpened(held, 12);
  await store.keepHeldCountersigned(held, [rita], 1);
  await store.keepHeld(held, ["b"]);
  expect(await store.held(3, "PRODUCTION", "abc")).toMatchObject({ issue: 12, countersigned: [rita] });
  await store.keepHeld(held, ["c"]);
  const after = await store.held(3, "production", "abc");
  expect(after).toMatchObject({ issue: 12, countersigned: [] });
  expect(after?.commits.toSorted()).toEqual(["a", "b", "c"]);
  expect(after?.job).toEqual(held);
});

it("finds held deployments by the beginning of their commit, and reports by any of their commits", async () => {
  const landing: Landing = {
    repositoryId: 4,
    branch: "main",
    head: "p2",
    before: "p0",
    forced: false,
    pusher: rita,
    at: "2026-01-01T00:00:00Z",
  };
  const landings = createLandingStore(database);
  await landings.keepLanding(landing, "waiting", "failure", ["p1", "p2"]);
  await store.keepHeld(job(4, "d1"), ["p1"]);
  await store.keepHeld(job(4, "d1", "staging"), ["p2"]);
  expect((await store.heldAt(4, "d")).map(({ job: { environment } }) => environment)).toEqual([
    "production",
    "staging",
  ]);
  expect(await store.heldAt(4, "e")).toEqual([]);
  expect(await store.reportsWith(4, ["p1"])).toMatchObject([
    { commit: "p2", commits: ["p1", "p2"], waits: true, by: [], needed: null },
    { commit: "d1", commits: ["p1"], waits: true },
  ]);
  await landings.keepLanding(landing, "satisfied", "success", ["p1", "p2"]);
  await landings.keepCountersigned(landing, [rita], 1);
  await store.keepHeldCountersigned(job(4, "d1"), [rita], null);
  expect(await store.reportsWith(4, ["p1"])).toMatchObject([
    { commit: "p2", waits: false, by: [rita], needed: 1 },
    { commit: "d1", waits: false, by: [rita], needed: null },
  ]);
  expect(await store.reportsWith(4, ["none"])).toEqual([]);
});
