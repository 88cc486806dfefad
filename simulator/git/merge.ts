/** Three-way merges, file by file. */
import { diffFiles } from "./diff.ts";
import type { Files } from "./trees.ts";

/**
 * Applies to `ours` what changed from `base` to `theirs`. Lines within a file aren't merged: a file that both sides changed
 * differently is a conflict, where git would look closer.
 *
 * @returns null if there is a conflict
 */
export function mergeFiles(base: Files, ours: Files, theirs: Files): Files | null {
  const merged: Files = new Map(ours);
  for (const { path, previousPath, change, before, after } of diffFiles(base, theirs)) {
    const source = previousPath ?? (change === "ADDED" ? null : path);
    const mine = source === null ? undefined : ours.get(source);
    const alreadySo = after === null ? !ours.has(path) : ours.get(path)?.oid === after.oid;
    if (alreadySo && (previousPath === null || !ours.has(previousPath))) continue;
    const untouched = source === null ? !ours.has(path) : mine?.oid === before?.oid && mine?.mode === before?.mode;
    if (!untouched || (previousPath !== null && ours.has(path))) return null;
    if (source !== null) merged.delete(source);
    if (after !== null) merged.set(path, after);
  }
  return merged;
}
