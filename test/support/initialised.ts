/** Before the end-to-end tests: makes one data folder that each process of theirs starts on a copy of. */
import { join } from "node:path";
import { INITIALISED, startCountersign } from "./countersign.ts";

export default async function setup(): Promise<() => Promise<void>> {
  const first = await startCountersign();
  const { code, signal } = await first.stop();
  if (code !== 0) throw new Error(`Expected the first process to end with 0, got ${code ?? signal}`);
  process.env[INITIALISED] = join(first.folder, "data", "database");
  return first.dispose;
}
