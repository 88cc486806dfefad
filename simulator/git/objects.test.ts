import { expect, it } from "vitest";
import { objectId, put, putBlob } from "./objects.ts";
import { readTree, withChanges, writeTree } from "./trees.ts";

// Made by git itself: `git commit` of these files, names, dates and message.
const TREE = "d81ca1e98aaf42213daa2f6defbb03582f5fa4e2";
const COMMIT = "3aced9d6669db0dd03b77ca82381a5048385dfec";

const files = {
  "a/x": "inner\n",
  a0: { content: "#!/bin/sh\n", mode: "100755" },
  "a.b": "hello world\n",
  link: { content: "a.b", mode: "120000" },
  sub: { submodule: "1".repeat(40) },
  u: "héllo",
} as const;

it("gives blobs, trees and commits the ids that git gives them", () => {
  const objects = new Map();
  expect(putBlob(objects, "hello world\n")).toBe("3b18e512dba79e4c8300dd08aeb37f8e728b8dad");
  expect(objectId({ type: "tree", items: [] })).toBe("4b825dc642cb6eb9a060e54bf8d69288fbee4904");
  const tree = writeTree(objects, withChanges(objects, new Map(), files));
  expect(tree).toBe(TREE);
  const person = { name: "Alice", email: "alice@example.com" };
  const commit = put(objects, {
    type: "commit",
    tree,
    parents: [],
    author: { ...person, date: "2026-01-05T09:00:00Z" },
    committer: { ...person, date: "2026-01-05T09:00:01Z" },
    message: "First\n\nWith a body\n",
    signedByGitHub: false,
  });
  expect(commit).toBe(COMMIT);
});

it("reads back what it wrote, modes and submodules too, and deletes by null", () => {
  const objects = new Map();
  const before = withChanges(objects, new Map(), files);
  const again = readTree(objects, writeTree(objects, before));
  expect(Object.fromEntries(again)).toEqual(Object.fromEntries(before));
  expect([...withChanges(objects, again, { "a/x": null, sub: null }).keys()].sort()).toEqual([
    "a.b",
    "a0",
    "link",
    "u",
  ]);
});
