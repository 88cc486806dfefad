import { expect, it } from "vitest";
import { commitsBetween, isAncestor, mergeBase } from "./graph.ts";
import { type Objects, put } from "./objects.ts";

let day = 0;

/** Later calls are younger, so that dates follow the graph unless a test says otherwise. */
function commit(objects: Objects, message: string, parents: readonly string[], date?: string): string {
  const at = date ?? new Date(Date.UTC(2026, 0, ++day)).toISOString();
  const person = { name: "A", email: "a@example.com", date: at };
  const tree = put(objects, { type: "tree", items: [] });
  const parts = { tree, parents, author: person, committer: person, message, signedByGitHub: false };
  return put(objects, { type: "commit", ...parts });
}

it("counts what came in through a merge's second parent to a request's commits, but nothing of the base", () => {
  const objects: Objects = new Map();
  const root = commit(objects, "root", []);
  const first = commit(objects, "first", [root]);
  const colleague = commit(objects, "colleague's", [root]);
  const base = commit(objects, "on main meanwhile", [root]);
  const merge = commit(objects, "merge the colleague's", [first, colleague]);
  const head = commit(objects, "merge main", [merge, base]);
  expect(commitsBetween(objects, base, head)).toEqual([first, colleague, merge, head]);
});

it("puts parents before children even where dates say otherwise", () => {
  const objects: Objects = new Map();
  const root = commit(objects, "root", []);
  const parent = commit(objects, "parent", [root], "2030-01-01T00:00:00Z");
  const child = commit(objects, "child", [parent], "2020-01-01T00:00:00Z");
  expect(commitsBetween(objects, root, child)).toEqual([parent, child]);
});

it("finds where two branches parted, and whether one holds the other", () => {
  const objects: Objects = new Map();
  const root = commit(objects, "root", []);
  const parted = commit(objects, "parted", [root]);
  const one = commit(objects, "one", [parted]);
  const other = commit(objects, "other", [parted]);
  const merged = commit(objects, "merged", [one, other]);
  expect(mergeBase(objects, one, other)).toBe(parted);
  expect(mergeBase(objects, merged, other)).toBe(other);
  expect(mergeBase(objects, one, commit(objects, "unrelated", []))).toBeNull();
  expect(isAncestor(objects, parted, one)).toBe(true);
  expect(isAncestor(objects, one, other)).toBe(false);
});
