import { describe, expect, it } from "vitest";
import { policyEntry, policyRepository } from "./answers.fixture.ts";
import { policyOf, toPolicyFile } from "./policy-file.ts";

const source = "acme/shop/.github/ai-review.yml";
const blob = (more: object) => policyEntry("", { object: { __typename: "Blob", byteSize: 1, text: "x", ...more } });

describe("a policy file", () => {
  it("is there with its text and blob id", () => {
    const oid = "d".repeat(40);
    expect(toPolicyFile(policyEntry("version: 1\n"), "acme/shop")).toEqual({
      state: "present",
      text: "version: 1\n",
      oid,
      source,
    });
    expect(toPolicyFile(policyEntry(""), "acme/shop")).toMatchObject({ state: "present", text: "" });
  });

  it("that isn't there is absent", () => {
    expect(toPolicyFile(null, "acme/shop")).toEqual({ state: "absent" });
  });

  it.each([
    ["a symbolic link", policyEntry("../elsewhere", { mode: 0o120000 }), /symbolic link/],
    ["a directory", policyEntry("", { mode: 0o40000, object: { __typename: "Tree" } }), /directory/],
    ["a submodule", policyEntry("", { mode: 0o160000, object: { __typename: "Commit" } }), /submodule/],
    ["over 64 KiB", blob({ byteSize: 64 * 1024 + 1 }), /at most 64 KiB, got 65537 bytes/],
    ["cut by GitHub", blob({ isTruncated: true }), /at most 64 KiB/],
    ["binary", blob({ isBinary: true, text: null }), /binary/],
    ["without text", blob({ text: null }), /binary/],
  ])("that is %s is refused, and says why", (_, entry, why) => {
    expect(toPolicyFile(entry, "acme/shop")).toEqual({ state: "refused", source, why: expect.stringMatching(why) });
  });

  it("of exactly 64 KiB is read", () => {
    expect(toPolicyFile(blob({ byteSize: 64 * 1024 }), "acme/shop")).toMatchObject({ state: "present" });
  });

  it("whose content GitHub doesn't give is no answer", () => {
    expect(() => toPolicyFile(policyEntry("", { object: null }), "acme/shop")).toThrow("got null");
  });
});

describe("a repository's policy", () => {
  it("is that of its default branch; an empty repository and one that isn't there have none", () => {
    expect(policyOf(policyRepository("acme/shop", policyEntry("x")))).toMatchObject({ state: "present", source });
    expect(policyOf({ nameWithOwner: "acme/empty", defaultBranchRef: null })).toEqual({ state: "absent" });
    expect(policyOf(null)).toEqual({ state: "absent" });
  });

  it("can't be read where the branch is no commit", () => {
    const odd = { nameWithOwner: "acme/shop", defaultBranchRef: { name: "main", target: { __typename: "Tag" } } };
    expect(() => policyOf(odd)).toThrow("expected a commit");
  });
});
