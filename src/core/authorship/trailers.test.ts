import { describe, expect, it } from "vitest";
import { classifyCommit } from "./classify.ts";
import { aCommit } from "./example-commits.ts";
import { noteEvidence } from "./notes.ts";
import { allNamed, coAuthors, readBody, readMessage, toNamed } from "./trailers.ts";

const keys = (message: string) => readMessage(message).trailers.map(({ key, value }) => [key, value]);

describe("reading a message", () => {
  it("keeps the subject out of what may carry a mark", () => {
    const message = readMessage("\n\nfeat: one\n\ntext\n\nA-Key: value\n");
    expect(message).toMatchObject({ subject: "feat: one", lines: ["text", "A-Key: value"] });
  });

  it("reads keys in any spelling", () => {
    expect(keys("x\n\nCO-AUTHORED-BY:a\nAssisted by : b\n* Some_Key: c\n- **Other-Key:** d")).toEqual([
      ["co-authored-by", "a"],
      ["assisted-by", "b"],
      ["some-key", "c"],
      ["other-key", "d"],
    ]);
  });

  it("takes no link and no sentence for a trailer", () => {
    expect(keys("x\n\nhttps://example.com/a\nIt is so, really: it is\n(see: b)")).toEqual([]);
  });

  it("knows whether a paragraph consists of trailers", () => {
    const { trailers } = readMessage("x\n\nTool: a\nand text\n\nTool: b\nModel: c");
    expect(trailers.map((trailer) => trailer.inBlock)).toEqual([false, true, true]);
  });

  it("puts what was wrapped together again", () => {
    expect(keys("x\n\nCo-authored-by: Rosa Lindqvist\n<rosa@acme.example>\nA-Key:\nvalue")).toEqual([
      ["co-authored-by", "Rosa Lindqvist <rosa@acme.example>"],
      ["a-key", "value"],
    ]);
  });

  it("reads an indented message as a whole, but no indented part", () => {
    expect(keys("    x\n\n    A-Key: value")).toEqual([["a-key", "value"]]);
    expect(keys("x\n\nlike this:\n\n    A-Key: value")).toEqual([]);
  });

  it("reads a body without quotations and code", () => {
    expect(readBody("one\n> two\n```\nthree\n```\n~~~\nfour\n~~~\nfive")).toEqual(["one", "five"]);
  });

  it("names co-authors with an address", () => {
    const message = readMessage("x\n\nCo-authored-by: Rosa <rosa@acme.example>\nCo-authored-by: Sven");
    expect(coAuthors(message)).toMatchObject([{ name: "Rosa", email: "rosa@acme.example" }]);
    expect(toNamed("nobody")).toBeNull();
  });

  it("finds every address of a value", () => {
    expect(allNamed("Rosa <rosa@acme.example> & Sven sven@acme.example")).toEqual([
      { name: "Rosa", email: "rosa@acme.example" },
      { name: "Sven", email: "sven@acme.example" },
    ]);
  });
});

describe("hostile input", () => {
  // What took quadratic time would take hours here.
  const LONG = 1_000_000;
  it.each([
    ["one long line", "a".repeat(LONG)],
    ["one long trailer", `Co-authored-by: ${"<a@".repeat(LONG / 3)}`],
    ["one long name", `Assisted-by: ${"claude ".repeat(LONG / 7)}`],
    ["many trailers", "Co-authored-by: a <a@b.example>\n".repeat(LONG / 32)],
    ["many keys without a value", "Assisted-by:\n".repeat(LONG / 13)],
    ["many footers", "🤖 Generated with [x](y)\n".repeat(LONG / 25)],
    ["signs before a footer", "*_~ ".repeat(LONG / 4)],
    ["many fences", "```\n".repeat(LONG / 4)],
    ["many reverts", "This reverts commit \n".repeat(LONG / 21)],
    ["spaces", " ".repeat(LONG)],
    ["letters that look like others", "Со-аuthоrеd-bу: ".repeat(LONG / 16)],
    ["combining marks", `Co${"\u0301".repeat(LONG)}-authored-by: x`],
    ["brackets", "(".repeat(LONG)],
    ["addresses", "a@b,".repeat(LONG / 4)],
    ["trailers without an address", `Co-authored-by: ${"a".repeat(1900)}\n`.repeat(LONG / 1917)],
  ])("is read in time linear to its length: %s", (_what, text) => {
    for (const subject of ["x", 'Revert "x"']) {
      expect(classifyCommit(aCommit({ message: `${subject}\n\n${text}` }))).toBeDefined();
    }
    expect(classifyCommit(aCommit({ author_name: text, author_email: text }))).toBeDefined();
    expect(noteEvidence(`${text}\n---\n${text}`, "0")).toEqual([]);
  });
});
