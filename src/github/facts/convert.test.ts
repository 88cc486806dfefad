import { describe, expect, it } from "vitest";
import { alice, commitAnswer, fileAnswer, page, reviewAnswer } from "./answers.fixture.ts";
import { allOf, toAccount, toCommit, toFile, toReview, toReviewComments, toTimelineItem } from "./convert.ts";

describe("an account", () => {
  it("that is deleted is nobody", () => {
    expect(toAccount(null)).toBeNull();
    expect(toAccount(undefined)).toBeNull();
  });

  it("of a bot ends in [bot], once", () => {
    const bot = { __typename: "Bot", login: "copilot", databaseId: 3 };
    expect(toAccount(bot)).toEqual({ id: 3, login: "copilot[bot]", kind: "Bot" });
    expect(toAccount({ ...bot, login: "copilot[bot]" })?.login).toBe("copilot[bot]");
  });

  it("of a person keeps its login, whatever that ends in", () => {
    expect(toAccount(alice)).toEqual({ id: 1, login: "alice", kind: "User" });
  });

  it("without a numeric id has none", () => {
    expect(toAccount({ __typename: "EnterpriseUserAccount", login: "alice" })?.id).toBeNull();
  });

  it("of a kind that GitHub invents later is no answer", () => {
    expect(() => toAccount({ __typename: "Robot", login: "r2" })).toThrow(
      "expected a known kind of account, got Robot",
    );
  });
});

describe("a list", () => {
  it("with a hole is no answer, nor is one that isn't there", () => {
    expect(() => allOf([1, null], "commits")).toThrow("a null among them");
    expect(() => allOf(null, "commits")).toThrow("got null");
    expect(() => allOf(undefined, "commits")).toThrow("got null");
    expect(allOf([], "commits")).toEqual([]);
  });
});

describe("a commit", () => {
  it("of an App has no account, and says whether GitHub signed it", () => {
    const app = { name: "copilot", email: "198982749+Copilot@users.noreply.github.com", user: null };
    const signature = { isValid: true, wasSignedByGitHub: true };
    const commit = toCommit(commitAnswer({ author: app, authors: page([app]), signature }));
    expect(commit.author).toEqual({ name: app.name, email: app.email, account: null });
    expect(commit.signedByGitHub).toBe(true);
  });

  it.each([
    ["no signature", null],
    ["an invalid one", { isValid: false, wasSignedByGitHub: true }],
    ["somebody else's", { isValid: true, wasSignedByGitHub: false }],
  ])("with %s isn't signed by GitHub", (_, signature) => {
    expect(toCommit(commitAnswer({ signature })).signedByGitHub).toBe(false);
  });

  it("without author, name or address is by nobody", () => {
    const nobody = { name: "", email: "", account: null };
    const commit = toCommit(commitAnswer({ author: null, committer: { name: null, email: null, user: null } }));
    expect([commit.author, commit.committer]).toEqual([nobody, nobody]);
  });

  it("with a hole among parents or authors is no answer", () => {
    expect(() => toCommit(commitAnswer({ parents: page([null]) }))).toThrow("parents");
    expect(() => toCommit(commitAnswer({ authors: page([null]) }))).toThrow("authors");
  });
});

describe("a review", () => {
  it("of a deleted account for a lost commit keeps both as null", () => {
    expect(toReview(reviewAnswer({ author: null, commit: null }))).toMatchObject({ author: null, commit: null });
  });

  it("gives its own text and its comments as places for commands, in order", () => {
    const comment = {
      id: "C_1",
      createdAt: "2026-01-02T00:00:30Z",
      lastEditedAt: "2026-01-03T00:00:00Z",
      body: "/q fix",
      url: "https://github.test/c",
      author: null,
      editor: alice,
    };
    const items = toReviewComments(reviewAnswer({ body: "@copilot go" }), [comment]);
    expect(items).toMatchObject([
      { id: "PRR_1", body: "@copilot go", at: "2026-01-02T00:01:00Z", lastEdit: null },
      { id: "C_1", body: "/q fix", author: null, lastEdit: { by: { login: "alice" }, at: "2026-01-03T00:00:00Z" } },
    ]);
    expect(toReviewComments(reviewAnswer({ body: " " }), [])).toEqual([]);
  });
});

describe("a timeline item", () => {
  const base = { id: "T_1", createdAt: "2026-01-01T00:00:00Z", actor: alice };

  it.each([
    [
      { __typename: "LabeledEvent", label: { name: "amazon-q" } },
      { kind: "labeled", label: "amazon-q" },
    ],
    [
      { __typename: "UnlabeledEvent", label: { name: "amazon-q" } },
      { kind: "unlabeled", label: "amazon-q" },
    ],
    [
      { __typename: "AssignedEvent", assignee: { __typename: "Bot", login: "copilot", databaseId: 3 } },
      { kind: "assigned", assignee: { id: 3, login: "copilot[bot]", kind: "Bot" } },
    ],
    [
      { __typename: "UnassignedEvent", assignee: null },
      { kind: "unassigned", assignee: null },
    ],
    [
      { __typename: "HeadRefForcePushedEvent", beforeCommit: null, afterCommit: null },
      { before: null, after: null },
    ],
    [{ __typename: "BaseRefForcePushedEvent" }, { kind: "base-force-pushed" }],
    [
      { __typename: "BaseRefChangedEvent", previousRefName: "dev", currentRefName: "main" },
      { kind: "base-changed", from: "dev", to: "main" },
    ],
    [
      { __typename: "AutomaticBaseChangeSucceededEvent", oldBase: "feature", newBase: "main" },
      { kind: "base-changed", from: "feature", to: "main" },
    ],
    [
      { __typename: "CommentDeletedEvent", deletedCommentAuthor: alice },
      { kind: "comment-deleted", author: { id: 1 } },
    ],
  ])("%j", (item, expected) => {
    expect(toTimelineItem({ ...base, ...item })).toMatchObject({ id: "T_1", ...expected });
  });

  it("keeps the replaced head of a forced push, and a comment's edits", () => {
    const pushed = { ...base, __typename: "HeadRefForcePushedEvent", beforeCommit: commitAnswer({ oid: "old" }) };
    expect(toTimelineItem(pushed)).toMatchObject({ kind: "head-force-pushed", before: { sha: "old" } });
    const comment = { ...base, __typename: "IssueComment", author: null, body: "hi", lastEditedAt: "2026-01-02" };
    expect(toTimelineItem(comment)).toMatchObject({
      kind: "comment",
      author: null,
      body: "hi",
      lastEdit: { by: null },
    });
  });

  it("of a kind that wasn't asked for is left out", () => {
    expect(toTimelineItem({ ...base, __typename: "MentionedEvent" })).toBeNull();
  });
});

describe("a file", () => {
  it.each([
    ["ADDED", "added"],
    ["CHANGED", "changed"],
    ["COPIED", "copied"],
    ["DELETED", "removed"],
    ["MODIFIED", "modified"],
    ["RENAMED", "renamed"],
  ] as const)("%s is %s", (type, status) => {
    expect(toFile(fileAnswer("a", type))).toEqual({ path: "a", previousPath: null, status, patch: null });
  });
});
