import { EventEmitter } from "node:events";
import type { Pool } from "pg";
import { describe, expect, it } from "vitest";
import { createSharedTurns, createTurns } from "./turns.ts";

/** A PostgreSQL that knows advisory locks of transactions, and nothing else. */
function serverWithLocks() {
  const holders = new Map<string, Client>();
  const waiting: { key: string; client: Client; got: () => void }[] = [];
  const clients: Client[] = [];

  function giveUp(client: Client): void {
    for (const [key, holder] of holders) if (holder === client) holders.delete(key);
    for (const each of [...waiting]) {
      if (holders.has(each.key)) continue;
      waiting.splice(waiting.indexOf(each), 1);
      holders.set(each.key, each.client);
      each.got();
    }
  }

  class Client extends EventEmitter {
    isLost = false;
    /** What the connection was given back with: an error closes it. */
    given: { readonly error: Error | undefined } | null = null;
    async query(sql: string, [key = ""]: string[] = []): Promise<void> {
      if (this.isLost) throw new Error("terminating connection due to idle-in-transaction timeout");
      if (sql.includes("pg_advisory_xact_lock")) {
        if (holders.has(key)) await new Promise<void>((got) => waiting.push({ key, client: this, got }));
        else holders.set(key, this);
      }
      if (sql === "commit") giveUp(this);
    }
    release(error?: Error): void {
      this.given = { error };
      if (error) giveUp(this);
    }
    /** The server ends it, as it does with one that lies idle. */
    lose(): void {
      this.isLost = true;
      giveUp(this);
      this.emit("error", new Error("terminating connection"));
    }
  }

  const connect = async () => {
    const client = new Client();
    clients.push(client);
    return client;
  };
  return { clients, pool: { connect } as unknown as Pick<Pool, "connect"> };
}

/** A task that ends when it's told to. */
function task(name: string, log: string[]) {
  const { promise, resolve } = Promise.withResolvers<void>();
  return {
    end: resolve,
    async run() {
      log.push(`${name} begins`);
      await promise;
      log.push(`${name} ends`);
      return name;
    },
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

const kinds = [
  ["one process", () => Array(2).fill(createTurns())],
  ["two processes on one database", () => Array.from({ length: 2 }, turnsOn(serverWithLocks().pool))],
] as const;

function turnsOn(pool: Pick<Pool, "connect">) {
  return () => createSharedTurns(pool);
}

describe.each(kinds)("turns of %s", (_, make) => {
  it("of one key come one after another, and of others at the same time", async () => {
    const [here, there] = make();
    const log: string[] = [];
    const [first, second, other] = [task("first", log), task("second", log), task("other", log)];
    const all = [here("a", first.run), there("a", second.run), there("b", other.run)];
    await settled();
    expect(log).toEqual(["first begins", "other begins"]);
    other.end();
    second.end();
    await settled();
    expect(log).not.toContain("second begins");
    first.end();
    expect(await Promise.all(all)).toEqual(["first", "second", "other"]);
    expect(log.indexOf("first ends")).toBeLessThan(log.indexOf("second begins"));
  });

  it("go on after one that failed", async () => {
    const [here, there] = make();
    const failing = here("a", () => Promise.reject(new Error("GitHub said no")));
    const next = there("a", async () => "done");
    await expect(failing).rejects.toThrow("GitHub said no");
    expect(await next).toBe("done");
  });
});

describe("a turn among several processes", () => {
  it("ends with the connection of a process that is gone, which then knows that it isn't done", async () => {
    const { clients, pool } = serverWithLocks();
    const log: string[] = [];
    const [first, second] = [task("first", log), task("second", log)];
    const lost = createSharedTurns(pool)("a", first.run);
    const next = createSharedTurns(pool)("a", second.run);
    await settled();
    clients[0]?.lose();
    second.end();
    expect(await next).toBe("second");
    first.end();
    await expect(lost).rejects.toThrow("terminating connection");
    expect(clients.map((client) => client.given?.error !== undefined)).toEqual([true, false]);
  });
});
