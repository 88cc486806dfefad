import { beforeAll, describe, expect, it } from "vitest";
import type { CommandStanding } from "../core/commands/command.ts";
import type { Observation } from "../observations/observations.ts";
import { type CommandStore, createCommandStore } from "./commands.ts";
import { emptyDatabase } from "./database.fixture.ts";
import type { Database } from "./database.ts";
import { createExpectedStore } from "./expected.ts";
import { createObservationStore } from "./observations.ts";

let database: Database;
let store: CommandStore;
beforeAll(async () => {
  database = await emptyDatabase();
  store = createCommandStore(database);
});

const HEAD = "a".repeat(40);
const override: CommandStanding = {
  id: "IC_1",
  url: "u1",
  at: "2026-01-01T00:05:00Z",
  author: { id: 2, login: "rita", kind: "User" },
  edited: false,
  here: true,
  command: { name: "override", sha: HEAD, reason: "It burns" },
  state: { kind: "counts" },
};

describe("answers to commands", () => {
  it("are kept with who said what, when and why, and the last one stays", async () => {
    await store.keepAnswer(22, 7, HEAD, override, { accepted: false, why: "arrival-unknown" });
    expect(await store.answers(22, 7)).toEqual(new Map([["IC_1", { accepted: false, why: "arrival-unknown" }]]));
    await store.keepAnswer(22, 7, HEAD, override, { accepted: true, why: null });
    expect(await store.answers(22, 7)).toEqual(new Map([["IC_1", { accepted: true, why: null }]]));
    expect(await store.answers(22, 8)).toEqual(new Map());
    const rows = await database.query("select name, author, head, reason, accepted from countersign.commands");
    expect(rows).toEqual([
      { name: "override", author: override.author, head: HEAD, reason: "It burns", accepted: true },
    ]);
  });
});

describe("what deliveries tell of commands", () => {
  let count = 0;
  const told = (url: string, withdrawn: boolean) => {
    const at = "2026-01-01T00:05:00Z";
    const observation: Observation = { kind: "review-command", repositoryId: 22, number: 9, url, withdrawn, at };
    return createObservationStore(database).observe(`delivery ${++count}`, [observation]);
  };

  const awaited = async () =>
    (await createExpectedStore(database).awaited(22, 9)).map(({ expected }) => "url" in expected && expected.url);

  it("is that a new one is to be waited for", async () => {
    await told("a", false);
    await told("b", false);
    expect(await awaited()).toEqual(["a", "b"]);
    expect(await store.withdrawn(22, 9)).toEqual(new Set());
  });

  it("is that one was withdrawn, for good and in whichever order they come", async () => {
    await told("b", true);
    await told("b", false);
    await told("c", true);
    expect(await awaited()).toEqual(["a"]);
    expect(await store.withdrawn(22, 9)).toEqual(new Set(["b", "c"]));
  });
});
