import { describe, expect, test } from "vitest";
import { isProtectedBranch } from "./branches.ts";
import { DEFAULT_POLICY } from "./policy.ts";

const protects = (branches: readonly string[] | null, branch: string) =>
  isProtectedBranch({ ...DEFAULT_POLICY, branches }, branch, "trunk");

describe("protected branches", () => {
  test("without patterns the default branch is protected, and only it", () => {
    expect(protects(null, "trunk")).toBe(true);
    expect(protects(null, "main")).toBe(false);
  });

  test.each([
    ["main", "main"],
    ["release/**", "release/a"],
    ["release/**", "release/a/b"],
    ["release/**/fix", "release/fix"],
    ["release/**/fix", "release/a/b/fix"],
    ["**", "main"],
    ["**", "a/b/c"],
    ["**/hot", "hot"],
    ["**/hot", "a/b/hot"],
    ["*", "main"],
    ["v?.x", "v1.x"],
    ["v*-*-lts", "v1-a-b-lts"],
    ["feature/*", "feature/.hidden"],
    ["a.b", "a.b"],
    ["{a,b}", "{a,b}"],
    ["?", "💥"],
  ])("%s covers %s", (pattern, branch) => {
    expect(protects([pattern], branch)).toBe(true);
  });

  test.each([
    ["main", "Main"],
    ["main", "main2"],
    ["release/**", "release"],
    ["release/**", "prerelease/a"],
    ["*", "a/b"],
    ["a?b", "a/b"],
    ["a.b", "axb"],
    ["!main", "other"],
    ["{a,b}", "a"],
    ["[ab]", "a"],
    ["v?", "v"],
    ["v?", "v12"],
  ])("%s doesn't cover %s", (pattern, branch) => {
    expect(protects([pattern], branch)).toBe(false);
  });

  test("one pattern of several is enough", () => {
    expect(protects(["main", "release/*"], "release/1")).toBe(true);
  });

  test("a hostile pattern ends: exponential matching would not, within the test's time", () => {
    const branch = `${"a".repeat(120)}/`.repeat(2);
    for (const pattern of ["*a".repeat(128), "**/".repeat(85), "*?".repeat(128), "**/*a*/".repeat(30)]) {
      expect(protects([`${pattern}b`], `${branch}c`)).toBe(false);
    }
  });
});
