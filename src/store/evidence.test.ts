import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Evidence } from "../core/evidence.ts";
import { emptyDatabase } from "./database.fixture.ts";
import type { Database } from "./database.ts";
import { createEvidenceStore, type Found } from "./evidence.ts";
import { createObservationStore } from "./observations.ts";

let database: Database;
let repositoryId = 0;

beforeAll(async () => {
  database = await emptyDatabase();
});
beforeEach(() => {
  repositoryId++;
});

const agent = (sha: string): Evidence => ({
  type: "agent",
  agent: "kiro",
  name: "Kiro",
  signal: "co-author",
  value: "Kiro",
  confidence: "strong",
  where: { kind: "commit", sha },
  authenticated: false,
});
const found = (more: Partial<Found>): Found => ({
  repositoryId,
  number: 1,
  base: "main",
  protected: true,
  head: { sha: "c3", tree: "t3" },
  commits: [
    { sha: "c1", tree: "t1" },
    { sha: "c2", tree: "t2" },
    { sha: "c3", tree: "t3" },
  ],
  evidence: [agent("c2")],
  ...more,
});
const store = () => createEvidenceStore(database);
const recall = async (number: number, commits: string[], trees: string[]) => {
  const { evidence } = await store().recall({ repositoryId, number, commits, trees });
  return evidence.map(({ item, number: from }) => [from, item.where.kind === "commit" ? item.where.sha : "request"]);
};

describe("evidence", () => {
  it("stays with its request, whatever commits that has now", async () => {
    await store().remember(found({}));
    await store().remember(found({ commits: [{ sha: "d1", tree: "u1" }], evidence: [] }));
    expect(await recall(1, ["d1"], ["u1"])).toEqual([[1, "c2"]]);
  });

  it("comes with a commit or a tree to another request, with what stood before it", async () => {
    await store().remember(found({}));
    expect(await recall(2, ["c3"], [])).toEqual([[1, "c2"]]);
    expect(await recall(2, [], ["t2"])).toEqual([[1, "c2"]]);
    expect(await recall(2, ["c1"], ["t1"])).toEqual([]);
    expect(await recall(2, ["x"], ["y"])).toEqual([]);
  });

  it("of a replaced head comes with every later head of that request", async () => {
    await store().remember(found({}));
    await store().remember(found({ commits: [{ sha: "d1", tree: "u1" }], evidence: [] }));
    expect(await recall(2, [], ["u1"])).toEqual([[1, "c2"]]);
  });

  it("of the request itself comes with any of its commits", async () => {
    const onRequest: Evidence = { ...agent("c2"), where: { kind: "request", part: "branch" } };
    await store().remember(found({ evidence: [onRequest] }));
    expect(await recall(2, ["c1"], [])).toEqual([[1, "request"]]);
  });

  it("isn't brought by an empty commit's tree", async () => {
    await store().remember(found({ commits: [{ sha: "c2", tree: null }] }));
    expect(await recall(2, [], ["t2"])).toEqual([]);
  });

  it("isn't brought by a tree that has landed on a protected branch", async () => {
    await store().remember(found({}));
    const merge = {
      kind: "merge",
      repositoryId,
      number: 1,
      base: "main",
      sha: "m",
      head: "c3",
      by: null,
      commits: 1,
    } as const;
    await createObservationStore(database).observe("d", [merge]);
    expect(await recall(2, ["m"], ["t3"])).toEqual([]);
    expect(await recall(2, ["c3"], [])).toEqual([[1, "c2"]]);
    // What the request had on its way was never what anybody let in.
    expect(await recall(2, [], ["t2"])).toEqual([[1, "c2"]]);
  });

  it("is brought by a tree of a request whose merged head nobody had judged", async () => {
    await store().remember(found({}));
    const merge = { kind: "merge", repositoryId, number: 1, base: "main", sha: "m", head: "h", by: null } as const;
    await createObservationStore(database).observe("d", [{ ...merge, commits: 1 }]);
    expect(await recall(2, [], ["t3"])).toEqual([[1, "c2"]]);
  });

  it("goes on with the commit that a merge made on an unprotected branch", async () => {
    await store().remember(found({ base: "dev", protected: false }));
    const merge = {
      kind: "merge",
      repositoryId,
      number: 1,
      base: "dev",
      sha: "m",
      head: "h",
      by: null,
      commits: 1,
    } as const;
    await createObservationStore(database).observe("d", [merge, merge]);
    expect(await recall(2, ["m"], [])).toEqual([[1, "c2"]]);
    expect(await recall(2, [], ["t3"])).toEqual([[1, "c2"]]);
  });

  it("of another repository is nobody's business", async () => {
    await store().remember(found({}));
    repositoryId++;
    expect(await recall(1, ["c2"], ["t2"])).toEqual([]);
  });

  it("is kept once, however often it is found", async () => {
    await store().remember(found({}));
    await store().remember(found({ evidence: [agent("c2"), agent("c2")] }));
    expect(await recall(1, [], [])).toEqual([[1, "c2"]]);
  });

  it("tells which commits the request is known to have had", async () => {
    await store().remember(found({}));
    const { knownCommits } = await store().recall({ repositoryId, number: 1, commits: [], trees: [] });
    expect([...knownCommits].sort()).toEqual(["c1", "c2", "c3"]);
  });

  it("is dropped when it wasn't seen for long", async () => {
    await store().remember(found({}));
    expect(await store().forget(new Date(0))).toBe(0);
    expect(await store().forget(new Date(Date.now() + 60_000))).toBeGreaterThan(0);
    expect(await recall(1, ["c2"], ["t2"])).toEqual([]);
  });
});

describe("what deliveries tell", () => {
  const rita = { id: 2, login: "rita", kind: "User" } as const;
  const push = {
    kind: "push",
    repositoryId: 7,
    branch: "fix",
    before: null,
    after: "b",
    actor: rita,
    at: "2026-01-02T03:04:05.000Z",
  } as const;

  it("is kept once a delivery, and read in the order of GitHub's clock", async () => {
    const store = createObservationStore(database);
    await store.observe("d2", [{ ...push, before: "b", after: "c", actor: null, at: "2026-01-02T04:00:00.000Z" }]);
    await store.observe("d1", [push]);
    await store.observe("d1", [push]);
    const { kind: _, repositoryId: __, ...first } = push;
    expect(await store.pushes(7, "fix")).toEqual([
      first,
      { branch: "fix", before: "b", after: "c", actor: null, at: "2026-01-02T04:00:00.000Z" },
    ]);
    expect(await store.pushes(7, "other")).toEqual([]);
    expect(await store.pushesOf(7, ["b", "x"])).toEqual([first]);
    expect(await store.pushesOf(8, ["b"])).toEqual([]);
  });

  it("in comments is read by the numbers of the request and its issues", async () => {
    const store = createObservationStore(database);
    const command = {
      kind: "command",
      repositoryId: 8,
      number: 5,
      author: rita,
      agents: ["copilot"],
      at: push.at,
      url: "https://x.example",
      asWritten: true,
    } as const;
    const deletion = { kind: "harmless-deletion", repositoryId: 8, number: 6, author: rita, at: push.at } as const;
    await store.observe("d", [command, deletion, { ...command, number: 9 }]);
    const { commands, harmlessDeletions } = await store.comments(8, [5, 6]);
    expect(commands).toMatchObject([{ number: 5, author: rita, agents: ["copilot"], at: push.at, asWritten: true }]);
    expect(harmlessDeletions).toEqual([{ number: 6, author: rita }]);
  });
});

describe("a branch", () => {
  it("is a base if a request into it was seen that hasn't landed", async () => {
    const store = createEvidenceStore(database);
    await store.remember(found({ base: "next" }));
    expect(await store.isBase(repositoryId, "next")).toBe(true);
    expect(await store.isBase(repositoryId, "main")).toBe(false);
    expect(await store.isBase(repositoryId + 1, "next")).toBe(false);
  });
});
