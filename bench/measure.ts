/** What a benchmark is, and a clock for it. */

interface Measurement {
  readonly what: string;
  readonly seconds: number;
  /** What to hold against the number. */
  readonly note: string;
}

export interface Benchmark {
  readonly name: string;
  readonly run: () => Promise<readonly Measurement[]>;
}

/** How long something takes, in seconds, by the clock on the wall. */
export async function secondsOf(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
