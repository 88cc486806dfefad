/** What changed between two trees, file by file. */
import type { FileMode } from "./objects.ts";
import type { Files, TreeFile } from "./trees.ts";

export interface FileDiff {
  readonly path: string;
  /** The old name of a renamed file. */
  readonly previousPath: string | null;
  readonly change: "ADDED" | "DELETED" | "MODIFIED" | "RENAMED" | "CHANGED";
  readonly before: TreeFile | null;
  readonly after: TreeFile | null;
}

const isPlain = (mode: FileMode) => mode === "100644" || mode === "100755";

/** `CHANGED` is GitHub's word for a file that became another kind of thing: a link, a submodule. */
function changeOf(before: TreeFile, after: TreeFile): FileDiff["change"] {
  return before.mode === after.mode || (isPlain(before.mode) && isPlain(after.mode)) ? "MODIFIED" : "CHANGED";
}

/** In order of paths. Only a file that kept its content counts as renamed; GitHub also sees similar ones. */
export function diffFiles(before: Files, after: Files): FileDiff[] {
  const added = [...after].filter(([path]) => !before.has(path));
  const removed = new Map([...before].filter(([path]) => !after.has(path)));
  const diffs: FileDiff[] = [];
  for (const [path, file] of after) {
    const old = before.get(path);
    if (!old || (old.oid === file.oid && old.mode === file.mode)) continue;
    diffs.push({ path, previousPath: null, change: changeOf(old, file), before: old, after: file });
  }
  for (const [path, file] of added) {
    const source = [...removed].find(([, old]) => old.oid === file.oid && old.mode !== "160000");
    if (source) removed.delete(source[0]);
    diffs.push({
      path,
      previousPath: source?.[0] ?? null,
      change: source ? "RENAMED" : "ADDED",
      before: source?.[1] ?? null,
      after: file,
    });
  }
  for (const [path, file] of removed) {
    diffs.push({ path, previousPath: null, change: "DELETED", before: file, after: null });
  }
  return diffs.sort((a, b) => (a.path < b.path ? -1 : 1));
}
