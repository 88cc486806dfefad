import { beforeAll, expect, it } from "vitest";
import { emptyDatabase } from "./database.fixture.ts";
import type { Database } from "./database.ts";
import { createRulesetStore, type KeptState, type RulesetStore } from "./rulesets.ts";

let database: Database;
let store: RulesetStore;
beforeAll(async () => {
  database = await emptyDatabase();
  store = createRulesetStore(database);
});

it("keeps one state a repository, as it was given", async () => {
  const where = [{ why: "any-source", branch: "main" }] as const;
  const state: KeptState = {
    rulesetId: 50_000_000_000,
    plan: { kind: "keep", include: ["~DEFAULT_BRANCH"] },
    required: { kind: "loose", where, hindrance: { why: "refused", said: "no" }, by: "mallory" },
  };
  expect(await store.kept(22)).toBeNull();
  await store.keep(22, { ...state, rulesetId: null });
  await store.keep(22, state);
  expect(await store.kept(22)).toEqual(state);
  expect(await store.keptAmong([21, 22])).toEqual(new Set([22]));
});

it("keeps every finding, the newest first", async () => {
  const mallory = { id: 5, login: "mallory", kind: "User" } as const;
  await store.recordFinding(22, { kind: "created", what: [], actor: null });
  await store.recordFinding(22, { kind: "put-back", what: ["was deleted"], actor: mallory });
  await store.recordFinding(23, { kind: "created", what: [], actor: null });
  expect(await store.findings(22)).toEqual([
    { kind: "put-back", what: ["was deleted"], actor: mallory },
    { kind: "created", what: [], actor: null },
  ]);
});
