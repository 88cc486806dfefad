import { beforeAll, describe, expect, it } from "vitest";
import type { Report } from "../core/decision.ts";
import { emptyDatabase } from "../store/database.fixture.ts";
import type { Database } from "../store/database.ts";
import { createStore } from "../store/store.ts";
import { HEAD, jobOf } from "./evaluate.fixture.ts";
import { createPublisher, type Publish } from "./publish.ts";

let database: Database;
beforeAll(async () => {
  database = await emptyDatabase();
});

const report = (conclusion: Report["conclusion"]): Report => ({
  conclusion,
  title: conclusion,
  summary: "",
  text: "",
  annotations: [],
  mode: "enforce",
});

/** Like two processes: each has a publisher of its own, and a GitHub that takes its time for the first write. */
function twoPublishers() {
  const store = createStore(database);
  const written: string[] = [];
  const slow = Promise.withResolvers<void>();
  const publishAs = (sequence: number, conclusion: Report["conclusion"], write: Publish) =>
    createPublisher(store, write).publish(jobOf().change, HEAD, null, async () => {
      const verdict = conclusion === "success" ? "satisfied" : "waiting";
      const evaluation = { repositoryId: 22, number: 7, head: HEAD, verdict, mode: "enforce", sequence } as const;
      return (await store.record({ ...evaluation, conclusion })) ? report(conclusion) : null;
    });
  const write: Publish = async (_, content) => {
    written.push(content.report.conclusion);
    return { id: 1 };
  };
  const writeSlowly: Publish = async (...what) => {
    await slow.promise;
    return write(...what);
  };
  return { store, written, publishAs, write, writeSlowly, letGo: slow.resolve };
}

describe("two publishers on one database", () => {
  it("write to one head one after another: what was judged later is what stays", async () => {
    const { store, written, publishAs, write, writeSlowly, letGo } = twoPublishers();
    const older = publishAs(await store.nextSequence(), "success", writeSlowly);
    const newer = publishAs(await store.nextSequence(), "action_required", write);
    // Time enough for a write that waits for nobody.
    for (let n = 0; n < 10; n++) await database.query("select 1");
    letGo();
    expect([await older, await newer]).toEqual(["written", "written"]);
    expect(written).toEqual(["success", "action_required"]);
  });

  it("don't write what was judged before something that is written", async () => {
    const { store, written, publishAs, write, writeSlowly, letGo } = twoPublishers();
    const [first, second] = [await store.nextSequence(), await store.nextSequence()];
    const newer = publishAs(second, "failure", writeSlowly);
    const older = publishAs(first, "success", write);
    letGo();
    expect([await newer, await older]).toEqual(["written", "superseded"]);
    expect(written).toEqual(["failure"]);
  });
});
