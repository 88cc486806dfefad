/**
 * In what order a single connection takes statements. A delivery is answered once it's stored, and GitHub waits for that no
 * longer than ten seconds: its statements go before those of the evaluations that are going on.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { setImmediate as letOthersRun } from "node:timers/promises";

const urgent = new AsyncLocalStorage<true>();

/** Does work whose statements go before all others'. */
export function first<Result>(work: () => Promise<Result>): Promise<Result> {
  return urgent.run(true, work);
}

/** Runs one statement at a time: urgent ones first, and otherwise as they came. */
export function createSingleFile(): <Result>(statement: () => Promise<Result>) => Promise<Result> {
  type Waiting = (() => Promise<void>)[];
  const waiting: { readonly urgent: Waiting; readonly others: Waiting } = { urgent: [], others: [] };
  let busy = false;

  async function go(): Promise<void> {
    if (busy) return;
    busy = true;
    for (let next = take(); next !== undefined; next = take()) {
      await next();
      // The embedded database answers before anything else gets to run: without this, no delivery would be read meanwhile.
      await letOthersRun();
    }
    busy = false;
  }

  const take = () => waiting.urgent.shift() ?? waiting.others.shift();

  return <Result>(statement: () => Promise<Result>) =>
    new Promise<Result>((resolve, reject) => {
      const queue = urgent.getStore() ? waiting.urgent : waiting.others;
      queue.push(() => statement().then(resolve, reject));
      void go();
    });
}
