import { describe, expect, it } from "vitest";
import { readObservations } from "./observations.ts";

const A = "a".repeat(40);
const B = "b".repeat(40);
const ZERO = "0".repeat(40);
const alice = { id: 1, login: "alice", type: "User" };
const rita = { id: 2, login: "rita", type: "User" };
const person = (account: { id: number; login: string; type: string }) => ({
  id: account.id,
  login: account.login,
  kind: account.type,
});

describe("a push", () => {
  const push = (more: object) =>
    readObservations("push", {
      ref: "refs/heads/fix/bug",
      before: A,
      after: B,
      deleted: false,
      sender: alice,
      repository: { id: 22, pushed_at: 1_700_000_000 },
      ...more,
    });

  it("tells who pushed what to which branch, by GitHub's clock", () => {
    expect(push({})).toEqual([
      {
        kind: "push",
        repositoryId: 22,
        branch: "fix/bug",
        before: A,
        after: B,
        actor: person(alice),
        at: "2023-11-14T22:13:20.000Z",
      },
    ]);
  });

  it("that creates a branch has nothing before it", () => {
    expect(push({ before: ZERO })).toMatchObject([{ before: null, after: B }]);
  });

  it("of a tag, and one that deletes a branch, tell nothing", () => {
    expect(push({ ref: "refs/tags/v1" })).toEqual([]);
    expect(push({ after: ZERO, deleted: true })).toEqual([]);
  });

  it("to an organisation's policy repository tells whether the file is there now", () => {
    const file = ".github/ai-review.yml";
    const repository = {
      id: 22,
      pushed_at: 1_700_000_000,
      name: ".github-private",
      full_name: "acme/.github-private",
      default_branch: "main",
    };
    const told = (commits: object[], more: object = {}) =>
      push({ ref: "refs/heads/main", commits, repository: { ...repository, ...more } }).slice(1);
    const seen = (removed: boolean) => [
      { kind: "organization-file", repositoryId: 22, source: `acme/.github-private/${file}`, removed },
    ];
    expect(told([{ added: [], modified: [], removed: [file] }])).toEqual(seen(true));
    expect(told([{ removed: [file] }, { added: [file] }])).toEqual(seen(false));
    expect(told([{ modified: [file] }, { removed: ["README.md"] }])).toEqual(seen(false));
    expect(told([{ removed: ["README.md"] }])).toEqual([]);
    expect(told([{ removed: [file] }], { default_branch: "trunk" })).toEqual([]);
    expect(told([{ removed: [file] }], { name: "shop", full_name: "acme/shop" })).toEqual([]);
  });

  it("by an account that is gone is a push by nobody", () => {
    expect(push({ sender: null })).toMatchObject([{ actor: null }]);
  });
});

describe("a pull_request event", () => {
  const request = {
    number: 5,
    updated_at: "2026-01-02T03:04:05Z",
    head: { ref: "patch-1", repo: { id: 33 } },
    base: { ref: "main" },
  };

  it("of new commits tells who pushed them, also in a fork", () => {
    const payload = { action: "synchronize", before: A, after: B, sender: rita, pull_request: request };
    expect(readObservations("pull_request", payload)).toMatchObject([
      { kind: "push", repositoryId: 33, branch: "patch-1", before: A, after: B, actor: person(rita) },
    ]);
  });

  it("of a merge tells the commit that the base got, and who merged what; a mere closing tells nothing", () => {
    const closed = (merged: boolean) =>
      readObservations("pull_request", {
        action: "closed",
        repository: { id: 22 },
        pull_request: {
          ...request,
          head: { ...request.head, sha: A },
          merged,
          merge_commit_sha: B,
          merged_by: rita,
          commits: 3,
        },
      });
    expect(closed(true)).toEqual([
      { kind: "merge", repositoryId: 22, number: 5, base: "main", sha: B, head: A, by: person(rita), commits: 3 },
    ]);
    expect(closed(false)).toEqual([]);
  });
});

describe("a comment", () => {
  const written = {
    body: "@claude fix the test",
    user: rita,
    html_url: "https://github.example/c/1",
    created_at: "2026-01-02T03:04:05Z",
    updated_at: "2026-01-02T03:04:05Z",
  };
  const event = (action: string, comment: object, more: object = {}) =>
    readObservations("issue_comment", {
      action,
      repository: { id: 22 },
      sender: rita,
      issue: { number: 5 },
      comment: { ...written, ...comment },
      ...more,
    });

  it("that sets an agent to work is kept as it came", () => {
    expect(event("created", {})).toMatchObject([
      { kind: "command", number: 5, author: person(rita), agents: ["claude-code"], asWritten: true },
    ]);
  });

  it("that addresses nobody isn't kept", () => {
    expect(event("created", { body: "thanks @claude" })).toEqual([]);
  });

  it("keeps its command when that is edited away, without vouching for who wrote it", () => {
    const edited = event("edited", { body: "never mind" }, { changes: { body: { from: "@claude fix" } } });
    expect(edited).toMatchObject([{ kind: "command", author: person(rita), asWritten: false }]);
  });

  it("that somebody else turns into a command names who did", () => {
    const edited = event(
      "edited",
      { updated_at: "2026-01-02T05:00:00Z" },
      { sender: alice, changes: { body: { from: "nice" } } },
    );
    expect(edited).toMatchObject([{ author: person(alice), at: "2026-01-02T05:00:00.000Z", asWritten: false }]);
  });

  it("that is deleted is harmless only if it never said anything else", () => {
    expect(event("deleted", { body: "nice" })).toMatchObject([{ kind: "harmless-deletion", author: person(rita) }]);
    expect(event("deleted", {})).toMatchObject([{ kind: "command", agents: ["claude-code"] }]);
    expect(event("deleted", { body: "nice", updated_at: "2026-01-02T05:00:00Z" })).toEqual([]);
  });

  it("on a line of code, and a review's own text, count alike", () => {
    const base = { repository: { id: 22 }, sender: rita, pull_request: { number: 6 } };
    const onCode = { ...base, action: "created", comment: { ...written, body: "@copilot rename this" } };
    expect(readObservations("pull_request_review_comment", onCode)).toMatchObject([{ number: 6, agents: ["copilot"] }]);
    const review = {
      body: "@copilot go on",
      user: rita,
      html_url: "https://x.example",
      submitted_at: "2026-01-02T03:04:05Z",
    };
    expect(readObservations("pull_request_review", { ...base, action: "submitted", review })).toMatchObject([
      { number: 6, agents: ["copilot"] },
    ]);
  });
});

describe("a payload that isn't as documented", () => {
  it.each(["push", "pull_request", "issue_comment", "pull_request_review", "star"])("tells nothing: %s", (name) => {
    for (const payload of [null, "x", [], {}, { action: "created" }, { action: "deleted", comment: {} }]) {
      expect(readObservations(name, payload)).toEqual([]);
    }
  });
});
