import { describe, expect, test } from "vitest";
import { aPullRequest } from "../testing/pull-request.ts";
import { commandComments, parseCommand } from "./parse.ts";

const SHA = "3f2c1d9".padEnd(40, "0");

describe("a command", () => {
  test.each([
    ["/ai-review recheck", { name: "recheck" }],
    ["/AI-Review  Recheck please", { name: "recheck" }],
    ["Sorry, once more:\n\n/ai-review recheck", { name: "recheck" }],
    ["/ai-review ai @octocat", { name: "ai", login: "octocat" }],
    ["/ai-review ai @octo-cat_acme, who used Kiro", { name: "ai", login: "octo-cat_acme" }],
    ["/ai-review not-ai I typed it", { name: "not-ai", sha: null, reason: "I typed it" }],
    ["/ai-review not-ai deadbeef is only a name", { name: "not-ai", sha: null, reason: "deadbeef is only a name" }],
    [`/ai-review not-ai ${SHA.toUpperCase()} I typed it`, { name: "not-ai", sha: SHA, reason: "I typed it" }],
    ["/ai-review override 3F2C1D9 It burns", { name: "override", sha: "3f2c1d9", reason: "It burns" }],
    [`/ai-review override ${SHA}   It burns  \r\nand more`, { name: "override", sha: SHA, reason: "It burns" }],
  ])("%s", (text, command) => {
    expect(parseCommand(text)).toEqual(command);
  });

  test.each([
    ["/ai-review", "name"],
    ["/ai-review: recheck", "name"],
    ["/ai-review approve", "name"],
    ["/ai-review ai", "ai"],
    ["/ai-review ai octocat", "ai"],
    ["/ai-review ai @-octocat", "ai"],
    ["/ai-review not-ai", "not-ai"],
    ["/ai-review not-ai ...", "not-ai"],
    [`/ai-review not-ai ${SHA} !`, "not-ai"],
    ["/ai-review override", "override"],
    ["/ai-review override It burns", "override"],
    ["/ai-review override 3f2c1d It burns", "override"],
    [`/ai-review override ${SHA}`, "override"],
    ["/ai-review override <head-sha> <reason>", "override"],
    ["/ai-review recheck\n/ai-review recheck", "several"],
  ])("that isn't as expected says where: %s", (text, mistake) => {
    expect(parseCommand(text)).toEqual({ name: "malformed", mistake });
  });

  test.each([
    "Looks good",
    "Use /ai-review recheck",
    "/ai-reviewer recheck",
    "/ai-review-bot recheck",
    "/ai-review/recheck",
    "> /ai-review recheck",
    "```\n/ai-review recheck\n```",
    "    /ai-review recheck",
    "",
  ])("is none in %j", (text) => {
    expect(parseCommand(text)).toBeNull();
  });

  test("is read from comments, which say whether they were edited and where they stand", () => {
    const request = aPullRequest()
      .comment("rita", "Thanks")
      .comment("rita", "/ai-review recheck")
      .comment("sam", "/ai-review recheck", "bob");
    expect(commandComments(request.facts())).toMatchObject([
      { author: { login: "rita" }, edited: false, here: true },
      { author: { login: "sam" }, edited: true, here: true },
    ]);
  });
});
