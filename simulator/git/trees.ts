/** Trees as git keeps them, and as people think of them: paths and files. */
import { commitAt, type FileMode, type Objects, put, putBlob, type TreeItem } from "./objects.ts";

export interface TreeFile {
  readonly mode: FileMode;
  readonly oid: string;
}

/** Files by path. */
export type Files = Map<string, TreeFile>;

/** What a builder may say of a file: its text, its bytes, text with a mode, a submodule's commit, or null to delete it. */
export type FileContent =
  | string
  | Buffer
  | { readonly content: string | Buffer; readonly mode: Exclude<FileMode, "160000"> }
  | { readonly submodule: string }
  | null;

/** All files of a tree. */
export function readTree(objects: Objects, tree: string, prefix = "", files: Files = new Map()): Files {
  const object = objects.get(tree);
  if (object?.type !== "tree") return files;
  for (const { name, mode, oid } of object.items) {
    if (mode === "40000") readTree(objects, oid, `${prefix}${name}/`, files);
    else files.set(prefix + name, { mode, oid });
  }
  return files;
}

/** Stores files as trees within trees. @returns the root's id */
export function writeTree(objects: Objects, files: ReadonlyMap<string, TreeFile>): string {
  const items: TreeItem[] = [];
  const folders = new Map<string, Files>();
  for (const [path, file] of files) {
    const slash = path.indexOf("/");
    if (slash < 0) {
      items.push({ name: path, ...file });
      continue;
    }
    const name = path.slice(0, slash);
    const folder: Files = folders.get(name) ?? new Map();
    folders.set(name, folder.set(path.slice(slash + 1), file));
  }
  for (const [name, folder] of folders) items.push({ name, mode: "40000", oid: writeTree(objects, folder) });
  return put(objects, { type: "tree", items });
}

/** The files of a commit. */
export function filesOf(objects: Objects, commit: string): Files {
  return readTree(objects, commitAt(objects, commit).tree);
}

/** The file or folder at a path, or null. */
export function itemAt(objects: Objects, tree: string, path: string): TreeItem | null {
  let item: TreeItem | null = null;
  let oid = tree;
  for (const name of path.split("/")) {
    const object = objects.get(oid);
    if (object?.type !== "tree") return null;
    item = object.items.find((each) => each.name === name) ?? null;
    if (!item) return null;
    oid = item.oid;
  }
  return item;
}

/** Applies what a builder says to files: null deletes. */
export function withChanges(objects: Objects, files: Files, changes: Readonly<Record<string, FileContent>>): Files {
  const result: Files = new Map(files);
  for (const [path, content] of Object.entries(changes)) {
    if (content === null) result.delete(path);
    else if (typeof content === "string" || Buffer.isBuffer(content)) {
      result.set(path, { mode: "100644", oid: putBlob(objects, content) });
    } else if ("submodule" in content) result.set(path, { mode: "160000", oid: content.submodule });
    else result.set(path, { mode: content.mode, oid: putBlob(objects, content.content) });
  }
  return result;
}
