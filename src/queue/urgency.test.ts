import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Job } from "./job.ts";
import {
  closeTestDatabase,
  heldHandler,
  jobOf,
  openTestDatabase,
  openTestQueue,
  type TestQueue,
} from "./queue.fixture.ts";

let queue: TestQueue;
beforeAll(openTestDatabase);
afterEach(() => queue.stop());
afterAll(closeTestDatabase);

const A = "a".repeat(40);
const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 15_000, interval: 20 });
const WAITING = "name = 'evaluate' and state in ('created', 'retry')";

describe("a survey's job", () => {
  it("waits behind every event's, however many came before", async () => {
    queue = await openTestQueue();
    for (let number = 1; number <= 10; number++) await queue.changes.enqueue(jobOf(number), "survey");
    await queue.changes.enqueue(jobOf(99));
    const { handler, started, release } = heldHandler();
    await queue.changes.work(handler);
    await eventually(() => expect(started.length).toBeGreaterThan(0));
    expect(started[0]).toMatchObject({ change: { number: 99 } });
    const letGo = setInterval(release, 10);
    await eventually(() => expect(started).toHaveLength(11));
    clearInterval(letGo);
    release();
  });

  it("leaves a waiting event's job as it is, and becomes an event's when one comes for it", async () => {
    queue = await openTestQueue();
    await queue.changes.enqueue(jobOf(7, { head: A, reason: "event" }));
    await queue.changes.enqueue(jobOf(7, { reason: "survey" }), "survey");
    expect(await queue.jobs(`${WAITING} and priority = 0`)).toMatchObject([{ data: { head: A, reason: "event" } }]);
    await queue.changes.enqueue(jobOf(8, { reason: "survey" }), "survey");
    expect(await queue.jobs(`${WAITING} and priority < 0`)).toMatchObject([{ data: { change: { number: 8 } } }]);
    await queue.changes.enqueue(jobOf(8, { reason: "event" }));
    expect(await queue.jobs(`${WAITING} and priority < 0`)).toEqual([]);
    expect(await queue.jobs(WAITING)).toHaveLength(2);
  });

  it("waits while GitHub allows too little for both; an event's doesn't", async () => {
    queue = await openTestQueue({ spareFor: (installationId) => (installationId === 1 ? 600 : 0) });
    const done: Job[] = [];
    await queue.changes.work(async (job) => void done.push(job));
    await queue.changes.enqueue(jobOf(1), "survey");
    await queue.changes.enqueue(jobOf(2, { installationId: 2 }), "survey");
    await queue.changes.enqueue(jobOf(3));
    await eventually(() => expect(done.map(({ change }) => change.number).sort()).toEqual([2, 3]));
    await eventually(async () =>
      expect(await queue.jobs(`${WAITING} and priority < 0`)).toMatchObject([
        { data: { change: { number: 1 } }, wait: expect.closeTo(600, -1) },
      ]),
    );
  });
});

describe("what failed while GitHub didn't answer", () => {
  it("is tried again at once when a job of the same installation succeeds", async () => {
    queue = await openTestQueue();
    const tried: number[] = [];
    let answers = false;
    await queue.changes.work(async ({ change }) => {
      tried.push(change.number);
      if (!answers && change.number !== 50) throw new Error("no answer");
    });
    await queue.changes.enqueue(jobOf(1));
    await queue.changes.enqueue(jobOf(2));
    await eventually(async () => expect(await queue.jobs("name = 'evaluate' and state = 'retry'")).toHaveLength(2));
    await queue.sql("update pgboss.job set start_after = now() + interval '1 hour' where state = 'retry'");
    answers = true;
    await queue.changes.enqueue(jobOf(50));
    await eventually(async () => expect(await queue.jobs("name = 'evaluate' and state = 'completed'")).toHaveLength(3));
  });

  it("is tried again when somebody says that GitHub answers", async () => {
    queue = await openTestQueue();
    let answers = false;
    await queue.changes.work(async () => {
      if (!answers) throw new Error("no answer");
    });
    await queue.changes.enqueue(jobOf(1));
    await eventually(async () => expect(await queue.jobs("name = 'evaluate' and state = 'retry'")).toHaveLength(1));
    await queue.sql("update pgboss.job set start_after = now() + interval '1 hour' where state = 'retry'");
    answers = true;
    await queue.changes.retryNow();
    await eventually(async () => expect(await queue.jobs("name = 'evaluate' and state = 'completed'")).toHaveLength(1));
  });
});
