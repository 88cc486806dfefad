import { beforeAll, expect, it } from "vitest";
import type { PersonEvidence } from "../core/evidence.ts";
import { type BypassStore, createBypassStore } from "./bypasses.ts";
import { emptyDatabase } from "./database.fixture.ts";
import type { Database } from "./database.ts";
import { createEvidenceStore } from "./evidence.ts";
import { createStore } from "./store.ts";

let database: Database;
let store: BypassStore;

beforeAll(async () => {
  database = await emptyDatabase();
  store = createBypassStore(database);
});

const person: PersonEvidence = {
  type: "person",
  person: { id: 1, login: "alice", email: null, name: null, isAccount: true },
  as: "prompter",
  role: "opened the request",
  agent: null,
  where: { kind: "request", part: "author" },
  authenticated: true,
};

async function judged(number: number, verdict: "waiting" | "not-ai", evidence: readonly PersonEvidence[]) {
  const head = "a".repeat(40);
  const common = { repositoryId: 22, number };
  const { record } = createStore(database);
  await record({ ...common, head, verdict, conclusion: "success", mode: "enforce", sequence: 1 });
  const request = { ...common, base: "main", protected: true, head: { sha: head, tree: null }, commits: [] };
  await createEvidenceStore(database).remember({ ...request, evidence });
}

it("tells the principals of AI-written requests among those that are asked for", async () => {
  await judged(1, "waiting", [person]);
  await judged(2, "not-ai", [person]);
  await judged(3, "waiting", []);
  await judged(4, "waiting", [person]);
  expect(await store.openChanges(22, [1, 2, 3])).toEqual([
    { number: 1, principals: [{ person: person.person, as: "prompter", opened: true }] },
    { number: 3, principals: [] },
  ]);
  expect(await store.openChanges(23, [1])).toEqual([]);
});

it("keeps who can merge past the check, the last look in place of the one before", async () => {
  const [alice, rita] = ["alice", "rita"].map((login, index) => ({ accountId: index, login, why: "as an owner" }));
  if (!alice || !rita) throw new Error("Two people were made");
  await store.keepBypasses(22, "main", [alice, rita]);
  await store.keepBypasses(22, "next", [rita]);
  expect(await store.bypasses(22, "main")).toEqual([alice, rita]);
  await store.keepBypasses(22, "main", [{ ...rita, why: "as an administrator" }]);
  expect(await store.bypasses(22, "main")).toEqual([{ ...rita, why: "as an administrator" }]);
  await store.keepBypasses(22, "main", []);
  expect(await store.bypasses(22, "main")).toEqual([]);
  expect(await store.bypasses(22, "next")).toEqual([rita]);
});
