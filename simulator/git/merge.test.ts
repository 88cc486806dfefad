import { expect, it } from "vitest";
import { diffFiles } from "./diff.ts";
import { mergeFiles } from "./merge.ts";
import { type Files, withChanges } from "./trees.ts";

const tree = (content: Readonly<Record<string, string>>): Files => withChanges(new Map(), new Map(), content);
const base = tree({ a: "1", b: "1", c: "1" });

it("takes both sides' changes, deletions and renames", () => {
  const merged = mergeFiles(base, tree({ a: "ours", b: "1", c: "1" }), tree({ a: "1", moved: "1" }));
  expect(merged).not.toBeNull();
  expect(Object.fromEntries(merged ?? [])).toEqual(Object.fromEntries(tree({ a: "ours", moved: "1" })));
});

it("takes the same change of both sides for no conflict", () => {
  expect(mergeFiles(base, tree({ a: "2", b: "1", c: "1" }), tree({ a: "2", b: "1", c: "1" }))).not.toBeNull();
});

it("refuses a file that both changed, or that one changed and the other deleted", () => {
  expect(mergeFiles(base, tree({ a: "2", b: "1", c: "1" }), tree({ a: "3", b: "1", c: "1" }))).toBeNull();
  expect(mergeFiles(base, tree({ a: "2", b: "1", c: "1" }), tree({ b: "1", c: "1" }))).toBeNull();
  expect(
    mergeFiles(base, tree({ ...{ a: "1", b: "1", c: "1" }, n: "2" }), tree({ a: "1", b: "1", c: "1", n: "3" })),
  ).toBeNull();
});

it("tells added, deleted, changed and renamed files, executables and links", () => {
  const before = withChanges(new Map(), new Map(), { kept: "k", old: "same", gone: "g", run: "x", link: "l" });
  const after = withChanges(new Map(), new Map(), {
    kept: "k",
    new: "same",
    added: "a",
    run: { content: "x", mode: "100755" },
    link: { content: "l", mode: "120000" },
  });
  expect(diffFiles(before, after).map(({ path, change, previousPath }) => [path, change, previousPath])).toEqual([
    ["added", "ADDED", null],
    ["gone", "DELETED", null],
    ["link", "CHANGED", null],
    ["new", "RENAMED", "old"],
    ["run", "MODIFIED", null],
  ]);
});
