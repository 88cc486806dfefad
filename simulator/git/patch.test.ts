import { expect, it } from "vitest";
import { diffTexts } from "./patch.ts";

const numbered = (count: number, change: Readonly<Record<number, string>> = {}) =>
  Array.from({ length: count }, (_, index) => `${change[index + 1] ?? index + 1}\n`).join("");

it("writes hunks as git does, with three lines around each change", () => {
  const { patch, additions, deletions } = diffTexts(numbered(20), numbered(20, { 5: "five", 19: "nineteen" }));
  expect(patch).toBe(
    [
      "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8",
      "@@ -16,5 +16,5 @@\n 16\n 17\n 18\n-19\n+nineteen\n 20",
    ].join("\n"),
  );
  expect([additions, deletions]).toEqual([2, 2]);
});

it("writes a new and a deleted file", () => {
  expect(diffTexts("", "a\nb\n").patch).toBe("@@ -0,0 +1,2 @@\n+a\n+b");
  expect(diffTexts("a\n", "").patch).toBe("@@ -1 +0,0 @@\n-a");
});

it("finds nothing where only the name changed", () => {
  expect(diffTexts("a\n", "a\n")).toEqual({ patch: "", additions: 0, deletions: 0 });
});
