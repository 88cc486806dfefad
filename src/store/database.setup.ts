/** Before the unit tests: a folder for their databases, which goes with all that is in it when they are over. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const FOLDER = "COUNTERSIGN_TEST_DATABASES";

export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "countersign-databases-"));
  process.env[FOLDER] = folder;
  return () => rm(folder, { recursive: true, force: true });
}
