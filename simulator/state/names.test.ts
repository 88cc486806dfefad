import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Simulator, startSimulator } from "../simulator.ts";
import { accountOfEmail } from "./accounts.ts";
import { authorsOf } from "./authors.ts";
import { matchesRef } from "./ref-patterns.ts";

describe("a ruleset's pattern", () => {
  it.each([
    ["refs/heads/release/*", "refs/heads/release/1", true],
    ["refs/heads/release/*", "refs/heads/release/1/hotfix", false],
    ["refs/heads/release/**/*", "refs/heads/release/1/hotfix", true],
    ["refs/heads/release/**/*", "refs/heads/release/1", true],
    ["refs/heads/release/**", "refs/heads/release/1/hotfix", false],
    ["refs/heads/v?", "refs/heads/v1", true],
    ["refs/heads/v?", "refs/heads/v12", false],
    ["refs/heads/v[0-9]", "refs/heads/v1", true],
    ["refs/heads/v[!0-9]", "refs/heads/v1", false],
    ["refs/heads/a.c", "refs/heads/abc", false],
    ["refs/heads/Main", "refs/heads/main", false],
    ["~DEFAULT_BRANCH", "refs/heads/trunk", true],
    ["~DEFAULT_BRANCH", "refs/heads/main", false],
    ["~ALL", "refs/heads/x/y", true],
    ["~ALL", "refs/tags/v1", false],
  ])("%s on %s: %s", (pattern, ref, matches) => {
    expect(matchesRef(pattern, ref, "trunk")).toBe(matches);
  });
});

describe("an address", () => {
  let github: Simulator;
  beforeEach(async () => {
    github = await startSimulator();
  });
  afterEach(() => github.close());

  it("is an account's if it's verified, or one of GitHub's own with its id or login", () => {
    const alice = github.user("alice", { id: 42, emails: ["a@example.com"] });
    const of = (email: string) => accountOfEmail(github.world, email);
    expect(of("A@Example.com")).toBe(alice);
    expect(of("42+renamed@users.noreply.github.com")).toBe(alice);
    expect(of("Alice@users.noreply.github.com")).toBe(alice);
    expect(of("alice@example.com")).toBeNull();
    expect(of("43+alice@users.noreply.github.com")).toBeNull();
  });

  it("tells an App's account apart from a person's of the same name", () => {
    const person = github.user("kiro");
    const bot = github.bot("kiro", { id: 7 });
    expect(accountOfEmail(github.world, "7+kiro[bot]@users.noreply.github.com")).toBe(bot);
    expect(accountOfEmail(github.world, "kiro@users.noreply.github.com")).toBe(person);
  });
});

it("names as authors the author and the co-authors of the last paragraph, each once", () => {
  const author = { name: "A", email: "a@example.com", date: "2026-01-01T00:00:00Z" };
  const message = [
    "Title",
    "Co-authored-by: Quoted <quoted@example.com>",
    "Co-Authored-By: B <b@example.com>\r\nco-authored-by: A again <A@example.com>\nSigned-off-by: C <c@example.com>",
  ].join("\n\n");
  expect(authorsOf({ author, message }).map(({ email }) => email)).toEqual(["a@example.com", "b@example.com"]);
});
