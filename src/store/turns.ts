/**
 * One after another: tasks of one key never run at the same time, in this process or in any other on the same database. For
 * what has to be written outside the database in the order of what stands in it.
 */
import type { Pool } from "pg";

/** Runs a task once every earlier one of its key has ended. It rejects as the task does. */
export type InTurn = <T>(key: string, task: () => Promise<T>) => Promise<T>;

/** The turns of one process. */
export function createTurns(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return (key, task) => {
    const turn = (last.get(key) ?? Promise.resolve()).catch(() => {}).then(task);
    last.set(key, turn);
    const clear = () => {
      if (last.get(key) === turn) last.delete(key);
    };
    turn.then(clear, clear);
    return turn;
  };
}

/**
 * PostgreSQL ends a transaction that lies idle for longer, and with it the lock of a process that it can't hear any more. A
 * task asks GitHub once, which is given up after a fraction of that.
 */
const LONGEST_TURN = "2min";
/** Then the task fails, and its job is tried again. */
const LONGEST_WAIT = "30s";

/**
 * The turns of all processes on one PostgreSQL. A turn is an advisory lock of a transaction, so it ends with it however that
 * ends: by the process, by its connection, or behind a connection pooler.
 * https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS
 *
 * @param pool for these locks alone: tasks ask the database themselves, and would wait for a connection that waits for them
 */
export function createSharedTurns(pool: Pick<Pool, "connect">): InTurn {
  const ownTurn = createTurns();
  return (key, task) => ownTurn(key, () => underLock(pool, key, task));
}

async function underLock<T>(pool: Pick<Pool, "connect">, key: string, task: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let failure: Error | undefined;
  // A connection that breaks while nothing is asked of it would end the process. The next statement tells.
  const onError = (error: Error) => {
    failure = error;
  };
  client.on("error", onError);
  try {
    await client.query(`begin;
      set local lock_timeout = '${LONGEST_WAIT}';
      set local idle_in_transaction_session_timeout = '${LONGEST_TURN}'`);
    await client.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [`countersign:${key}`]);
    const result = await task();
    // Fails if the lock was lost meanwhile: then somebody else may have had the turn, and the task is to be done again.
    await client.query("commit");
    return result;
  } catch (error) {
    failure = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.off("error", onError);
    // With an error the connection is closed, and the transaction with it.
    client.release(failure);
  }
}
