import { AsyncLocalStorage } from "node:async_hooks";
import type { JobWithMetadata } from "pg-boss";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type Dispatcher, startDispatcher } from "./dispatcher.ts";

interface Work {
  readonly key: string;
  readonly group: string;
}

let dispatcher: Dispatcher<Work>;
afterEach(() => dispatcher.stop(0));

/** A queue in memory, as pg-boss has it: no key runs twice. */
function setUp({ concurrency = 10, perGroup = 10, heartbeatSeconds = null as number | null } = {}) {
  const waiting: JobWithMetadata<Work>[] = [];
  const running: { readonly job: JobWithMetadata<Work>; readonly end: (error?: Error) => void }[] = [];
  const told: string[] = [];
  let fetches = 0;
  let count = 0;
  const errors: unknown[] = [];
  const boss = {
    fetch: async (_: string, { ignoreGroups = [] }: { readonly ignoreGroups?: readonly string[] } = {}) => {
      fetches++;
      const taken = new Set(running.map(({ job }) => job.data.key));
      const at = waiting.findIndex(({ data }) => !ignoreGroups.includes(data.group) && !taken.has(data.key));
      return at < 0 ? [] : waiting.splice(at, 1);
    },
    complete: async (_: string, job: { readonly id: string }) => void told.push(`complete ${job.id}`),
    fail: async (_: string, jobs: { readonly id: string } | readonly { readonly id: string }[]) => {
      for (const job of [jobs].flat()) told.push(`fail ${job.id}`);
    },
    touch: async () => void told.push("touch"),
  };
  const whose = new AsyncLocalStorage<string>();
  const contexts: (string | undefined)[] = [];
  dispatcher = startDispatcher<Work>({
    boss: boss as unknown as Parameters<typeof startDispatcher<Work>>[0]["boss"],
    name: "work",
    keyOf: ({ key }) => key,
    groupOf: ({ group }) => group,
    concurrency,
    perGroup,
    heartbeatSeconds,
    run: (job) => {
      contexts.push(whose.getStore());
      return new Promise<void>((resolve, reject) => {
        const own = {
          job,
          end: (error?: Error) => {
            running.splice(running.indexOf(own), 1);
            if (error) reject(error);
            else resolve();
          },
        };
        running.push(own);
      });
    },
    onError: (error) => errors.push(error),
  });
  return {
    told,
    errors,
    contexts,
    running,
    fetches: () => fetches,
    ids: () => running.map(({ job }) => job.id),
    store(key: string, group = "one", by = "a delivery") {
      const data = { key, group };
      waiting.push({ id: `${key}${++count}`, data } as JobWithMetadata<Work>);
      whose.run(by, () => dispatcher.stored(data));
    },
    fail(error: Error) {
      boss.fetch = async () => {
        throw error;
      };
    },
  };
}

const settled = () => vi.waitFor(() => new Promise((resolve) => setImmediate(resolve)));

describe("what is stored", () => {
  it("runs at once, with little more than one look a job, and not on behalf of who stored it", async () => {
    const { store, ids, fetches, contexts } = setUp();
    await settled();
    const before = fetches();
    for (const key of ["a", "b", "c", "d"]) store(key);
    await settled();
    expect(ids()).toEqual(["a1", "b2", "c3", "d4"]);
    expect(fetches() - before).toBeLessThanOrEqual(6);
    expect(contexts).toEqual([undefined, undefined, undefined, undefined]);
  });

  it("waits for the one of its key, for its group, and for a place; then it runs without a further look in between", async () => {
    const { store, ids, running, fetches } = setUp({ concurrency: 3, perGroup: 2 });
    store("a");
    await settled();
    store("a");
    store("b");
    store("c");
    store("d", "two");
    store("e", "two");
    await settled();
    expect(ids()).toEqual(["a1", "b3", "d5"]);
    const before = fetches();
    store("f", "three");
    await settled();
    expect(fetches()).toBe(before);
    running.find(({ job }) => job.id === "d5")?.end();
    await settled();
    expect(ids()).toEqual(["a1", "b3", "e6"]);
    running.find(({ job }) => job.id === "a1")?.end();
    await settled();
    expect(ids()).toEqual(["b3", "e6", "a2"]);
  });
});

it("is looked for at once when the one of its key is over, whatever was stored in between", async () => {
  const { store, ids, running } = setUp();
  store("a");
  await settled();
  store("a");
  store("b");
  await settled();
  running.find(({ job }) => job.id === "a1")?.end();
  await settled();
  expect(ids()).toEqual(["b3", "a2"]);
});

describe("what ran", () => {
  it("is said to be complete, or to have failed", async () => {
    const { store, running, told } = setUp();
    store("a");
    store("b");
    await settled();
    running[0]?.end();
    running[0]?.end(new Error("broken"));
    await settled();
    expect(told).toEqual(["complete a1", "fail b2"]);
  });

  it("says that it runs where others could take it", async () => {
    const { store, told } = setUp({ heartbeatSeconds: 0.01 });
    store("a");
    await vi.waitFor(() => expect(told).toContain("touch"));
  });
});

describe("stopping", () => {
  it("claims nothing more, and gives back what takes too long", async () => {
    const { store, running, told, ids } = setUp();
    store("a");
    store("b");
    await settled();
    const stopped = dispatcher.stop(0.05);
    store("c");
    running[0]?.end();
    await stopped;
    expect(told).toEqual(["complete a1", "fail b2"]);
    expect(ids()).toEqual(["b2"]);
  });
});

it("goes on after a look that failed", async () => {
  const { store, errors, fail } = setUp();
  await settled();
  fail(new Error("the database is away"));
  store("a");
  await vi.waitFor(() => expect(errors).toHaveLength(1));
  await vi.waitFor(() => expect(errors.length).toBeGreaterThan(1), { timeout: 5_000 });
});
