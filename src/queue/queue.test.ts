import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Job } from "./job.ts";
import { RetryLater } from "./lane.ts";
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
const B = "b".repeat(40);
const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 15_000, interval: 20 });
const WAITING = "name = 'evaluate' and state in ('created', 'retry')";

describe("a burst of events for one change", () => {
  it("is one running and one waiting, and the newest is the one that waits", async () => {
    queue = await openTestQueue();
    const { handler, started, release } = heldHandler();
    await queue.changes.work(handler);
    await queue.changes.enqueue(jobOf(7));
    await eventually(() => expect(started).toHaveLength(1));
    for (let n = 0; n < 20; n++)
      await queue.changes.enqueue(jobOf(7, { head: n === 19 ? B : A, reason: `event ${n}` }));
    expect(await queue.jobs(WAITING)).toMatchObject([{ data: { head: B, reason: "event 19" } }]);
    expect(started).toHaveLength(1);
    release();
    await eventually(() => expect(started).toHaveLength(2));
    expect(started[1]).toMatchObject({ head: B });
    release();
    await eventually(async () => expect(await queue.jobs("name = 'evaluate' and state = 'completed'")).toHaveLength(2));
  });

  it("at the same moment is one waiting too", async () => {
    queue = await openTestQueue();
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => queue.changes.enqueue(jobOf(7, { head: n % 2 ? A : null }))),
    );
    expect(await queue.jobs(WAITING)).toMatchObject([{ data: { head: A } }]);
  });

  it("keeps the head that one of them named when another names none", async () => {
    queue = await openTestQueue();
    await queue.changes.enqueue(jobOf(7, { head: A }));
    await queue.changes.enqueue(jobOf(7));
    expect(await queue.jobs(WAITING)).toMatchObject([{ data: { head: A } }]);
  });
});

describe("a job that waits for its time", () => {
  it("runs at once when what it waits for has come, and no other does", async () => {
    queue = await openTestQueue();
    const { handler, started, release } = heldHandler();
    await queue.changes.work(handler);
    await queue.changes.enqueue(jobOf(7), "event", 600);
    await queue.changes.enqueue(jobOf(8), "event", 600);
    await queue.changes.hasten("1:22:7");
    await eventually(() => expect(started).toHaveLength(1));
    expect(started[0]?.change.number).toBe(7);
    expect(await queue.jobs(WAITING)).toMatchObject([{ data: { change: { number: 8 } } }]);
    release();
  });
});

describe("different changes", () => {
  it("run side by side", async () => {
    queue = await openTestQueue();
    const { handler, started, release } = heldHandler();
    await queue.changes.work(handler);
    await Promise.all([1, 2, 3].map((number) => queue.changes.enqueue(jobOf(number))));
    await eventually(() => expect(started).toHaveLength(3));
    release();
  });

  it("of one busy installation leave room for another's", async () => {
    queue = await openTestQueue();
    const { handler, started, release } = heldHandler();
    await queue.changes.work(handler);
    for (let number = 1; number <= 10; number++) await queue.changes.enqueue(jobOf(number));
    await eventually(() => expect(started.length).toBeGreaterThan(1));
    await queue.changes.enqueue(jobOf(1, { installationId: 2 }));
    await eventually(() => expect(started.map(({ change }) => change.installationId)).toContain(2));
    expect(started.filter(({ change }) => change.installationId === 1).length).toBeLessThanOrEqual(8);
    const letGo = setInterval(release, 10);
    await eventually(() => expect(started).toHaveLength(11));
    clearInterval(letGo);
    release();
  });
});

describe("an evaluation that fails", () => {
  const failing = (failures: unknown[]) => {
    const attempts: number[] = [];
    return {
      attempts,
      handler: async (_: Job, attempt: number) => {
        attempts.push(attempt);
        const failure = failures.shift();
        if (failure) throw failure;
      },
    };
  };

  it("is tried again, first within 2 s", async () => {
    queue = await openTestQueue();
    const { attempts, handler } = failing([new Error("once"), new Error("twice")]);
    await queue.changes.work(handler);
    await queue.changes.enqueue(jobOf(7, { head: A }));
    await eventually(async () => expect(await queue.jobs("state = 'retry'")).toMatchObject([{ data: { head: A } }]));
    const [first] = await queue.jobs("state = 'retry'");
    expect(first?.wait).toBeLessThanOrEqual(2);
    await eventually(async () => expect(await queue.jobs("state = 'retry' and retry_count = 1")).toHaveLength(1));
    await queue.sql("update pgboss.job set start_after = now() where state = 'retry'");
    await eventually(() => expect(attempts).toEqual([0, 1, 2]));
    expect(queue.log()).toContain("A job failed and will be tried again");
  });

  it("leaves the work to a newer one that waits, which learns its head", async () => {
    queue = await openTestQueue();
    const jobs: Job[] = [];
    await queue.changes.work(async (job) => {
      jobs.push(job);
      if (jobs.length > 1) return;
      await queue.changes.enqueue(jobOf(7, { reason: "newer" }));
      throw new Error("broken");
    });
    await queue.changes.enqueue(jobOf(7, { head: A, reason: "older" }));
    await eventually(() => expect(jobs).toHaveLength(2));
    expect(jobs[1]).toMatchObject({ head: A, reason: "newer" });
    expect(await queue.jobs("name = 'evaluate-dead'")).toEqual([]);
  });

  it("is tried at once when an event asks to look again", async () => {
    queue = await openTestQueue();
    const { attempts, handler } = failing([new Error("once")]);
    await queue.changes.work(handler);
    await queue.changes.enqueue(jobOf(7, { head: A }));
    await eventually(async () => expect(await queue.jobs("state = 'retry'")).toHaveLength(1));
    await queue.sql("update pgboss.job set start_after = now() + interval '10 minutes' where state = 'retry'");
    await queue.changes.enqueue(jobOf(7, { head: B }));
    await eventually(() => expect(attempts).toEqual([0, 1]));
  });

  it("too often becomes a dead letter, and an error in the log", async () => {
    queue = await openTestQueue();
    await queue.changes.work(async () => {
      throw new Error("broken for good");
    });
    await queue.sql("update pgboss.queue set retry_limit = 0 where name = 'evaluate'");
    await queue.changes.enqueue(jobOf(7, { head: A }));
    await eventually(async () =>
      expect(await queue.jobs("name = 'evaluate-dead'")).toMatchObject([{ data: { head: A } }]),
    );
    expect(queue.log()).toContain("failed for the last time");
  });
});

describe("an evaluation that GitHub asks to wait", () => {
  it("waits for as long, and uses up no attempt", async () => {
    queue = await openTestQueue();
    const attempts: number[] = [];
    await queue.changes.work(async (_, attempt) => {
      attempts.push(attempt);
      if (attempts.length === 1) throw new RetryLater(59.5, { cause: new Error("limited") });
    });
    await queue.changes.enqueue(jobOf(7, { head: A }));
    await eventually(async () => {
      const [job] = await queue.jobs(WAITING);
      expect(job).toMatchObject({ state: "created", retry_count: 0, data: { head: A } });
      expect(job?.wait).toBeGreaterThan(30);
      expect(job?.wait).toBeLessThanOrEqual(60);
    });
    await queue.sql("update pgboss.job set start_after = now() where state = 'created'");
    await eventually(() => expect(attempts).toEqual([0, 0]));
  });

  it("makes a newer one that waits already wait as long, with the newer head", async () => {
    queue = await openTestQueue();
    await queue.changes.work(async (job) => {
      if (job.head !== A) return;
      await queue.changes.enqueue(jobOf(7, { head: B }));
      throw new RetryLater(60, { cause: null });
    });
    await queue.changes.enqueue(jobOf(7, { head: A }));
    await eventually(async () => {
      const [job] = await queue.jobs(WAITING);
      expect(job?.data.head).toBe(B);
      expect(job?.wait).toBeGreaterThan(30);
    });
  });
});

describe("a process that dies or stops", () => {
  it("leaves its running work to the next start", async () => {
    queue = await openTestQueue();
    await queue.changes.enqueue(jobOf(7, { head: A }));
    await queue.sql("update pgboss.job set state = 'active', started_on = now(), heartbeat_on = now()");
    await queue.stop();
    queue = await openTestQueue({ keep: true });
    const heads: (string | null)[] = [];
    await queue.changes.work(async ({ head }) => {
      heads.push(head);
    });
    await eventually(() => expect(heads).toEqual([A]));
  });

  it("lets a running evaluation finish, and isn't ready any more", async () => {
    queue = await openTestQueue();
    const { handler, started, release } = heldHandler();
    await queue.changes.work(handler);
    await queue.changes.enqueue(jobOf(7));
    await eventually(() => expect(started).toHaveLength(1));
    expect(await queue.isHealthy()).toBe(true);
    const stopped = queue.stop();
    expect(await queue.isHealthy()).toBe(false);
    release();
    await stopped;
    expect(await queue.jobs("name = 'evaluate'")).toMatchObject([{ state: "completed" }]);
  });
});
