import { describe, expect, test } from "vitest";
import { ownersOf } from "./codeowners.ts";

/** Owners of one file, as they are written. */
const owners = (text: string, path: string) =>
  ownersOf(text, [path]).map((owner) =>
    owner.type === "person" ? `@${owner.login}` : owner.type === "team" ? `@${owner.name}` : owner.email,
  );

/** The example of GitHub's documentation, its comments left out. */
const EXAMPLE = `
*       @global-owner1 @global-owner2
*.js    @js-owner #This is an inline comment.
*.go docs@example.com
*.txt @octo-org/octocats
/build/logs/ @doctocat
docs/* docs@example.com
apps/ @octocat
/scripts/ @doctocat @octocat
**/logs @octocat
/fruits/ @octocat
/fruits/apples
/fruits/bananas @doctocat
`;

describe("CODEOWNERS, by GitHub's own example", () => {
  test.each([
    ["README.md", ["@global-owner1", "@global-owner2"]],
    ["deep/in/it.js", ["@js-owner"]],
    ["main.go", ["docs@example.com"]],
    ["notes/a.txt", ["@octo-org/octocats"]],
    ["build/logs/1/2.log", ["@octocat"]],
    ["docs/getting-started.md", ["docs@example.com"]],
    ["docs/build-app/troubleshooting.md", ["@global-owner1", "@global-owner2"]],
    ["some/apps/a.rb", ["@octocat"]],
    ["scripts/run", ["@doctocat", "@octocat"]],
    ["old/scripts/run", ["@global-owner1", "@global-owner2"]],
    ["deeply/nested/logs/a", ["@octocat"]],
    ["fruits/pear", ["@octocat"]],
    ["fruits/apples/green", []],
    ["fruits/bananas/a/b", ["@doctocat"]],
  ])("%s belongs to %j", (path, expected) => {
    expect(owners(EXAMPLE, path)).toEqual(expected);
  });
});

describe("a line of CODEOWNERS", () => {
  test("is passed over where GitHub can't read it: sections, negation, ranges, escaped hashes, names without @", () => {
    const text = ["* @all", "[Docs] @docs", "!a @no", "[ab] @no", "\\#a @no", "a rita", "a @rita/"].join("\r\n");
    for (const path of ["a", "b", "#a"]) expect(owners(text, path)).toEqual(["@all"]);
  });

  test("counts capitals, and takes an escaped space for a space", () => {
    expect(owners("Infra/ @rita", "infra/main.tf")).toEqual([]);
    expect(owners("my\\ files/ @rita", "my files/a")).toEqual(["@rita"]);
  });

  test("knows dot files, and braces as plain characters", () => {
    expect(owners("/.github/ @rita", ".github/workflows/ci.yml")).toEqual(["@rita"]);
    expect(owners("{a,b} @rita", "a")).toEqual([]);
    expect(owners("{a,b} @rita", "{a,b}")).toEqual(["@rita"]);
  });
});

describe("owners of several files", () => {
  test("stand by how many of them are theirs", () => {
    const text = "a @one\nb @Two @three\nc @two";
    expect(ownersOf(text, ["a", "b", "c"])).toMatchObject([{ login: "Two" }, { login: "one" }, { login: "three" }]);
  });

  test("are found within a moment in a hostile file", () => {
    const text = Array.from({ length: 5000 }, () => `${"*a".repeat(100)}/** @rita`).join("\n");
    const paths = Array.from({ length: 3000 }, (_, index) => `${"a".repeat(200)}/${index}`);
    expect(ownersOf(text, paths)).toHaveLength(1);
  });
});
