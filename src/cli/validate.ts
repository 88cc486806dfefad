/** `countersign validate`: is this policy file sound? For editors, pre-commit hooks and CI of the policy's own repository. */

import { readFile } from "node:fs/promises";
import { text } from "node:stream/consumers";
import { parsePolicy } from "../config/parse.ts";
import { POLICY_PATH } from "../core/policy-path.ts";

/**
 * Prints each problem as `file:line:column: message`, the form that editors and CI annotate. What a sound file asks for
 * and this version can't do is said as well, and changes nothing about the answer.
 *
 * @param args at most one path; `-` reads standard input
 * @returns 0 if the file is sound, 1 if it isn't, 2 if it couldn't be read
 */
export async function validate(args: readonly string[]): Promise<number> {
  if (args.length > 1) {
    console.error(`countersign validate: expected one file, got ${args.length}`);
    return 2;
  }
  const file = args[0] ?? POLICY_PATH;
  const source = file === "-" ? "<stdin>" : file;
  let content: string;
  try {
    content = file === "-" ? await text(process.stdin) : await readFile(file, "utf8");
  } catch (error) {
    console.error(
      `countersign validate: can't read ${source}: ${error instanceof Error ? error.message : String(error)}`,
    );
    return 2;
  }
  const parsed = parsePolicy(content, source);
  if (!parsed.ok) {
    for (const { line, column, message } of parsed.problems) console.error(`${source}:${line}:${column}: ${message}`);
    return 1;
  }
  console.log(`${source}: a sound policy`);
  return 0;
}
