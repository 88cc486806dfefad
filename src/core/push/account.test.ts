import { describe, expect, it } from "vitest";
import { gitOf } from "../testing/accounts.ts";
import { aCommit } from "../testing/commit.ts";
import { aPush, byGitHub, landed } from "../testing/push.ts";
import { accountFor } from "./account.ts";
import type { PushFacts } from "./facts.ts";

const left = (facts: PushFacts) => accountFor(facts).left.map(({ sha }) => sha);

describe("a request that passed answers for", () => {
  it("its own commits, and the merge that GitHub made", () => {
    const commits = [
      aCommit({ sha: "one" }),
      aCommit({ sha: "two", parents: ["one"] }),
      byGitHub({ sha: "merge", parents: ["base", "two"] }),
    ];
    const requests = [landed(1, { head: "two", mergeCommit: "merge", commits: 2 })];
    expect(left(aPush(commits, { requests }))).toEqual([]);
  });

  it("a squash that GitHub made, and nothing below it", () => {
    const commits = [aCommit({ sha: "sly" }), byGitHub({ sha: "squash", parents: ["sly"] })];
    const requests = [landed(1, { mergeCommit: "squash", commits: 5 })];
    expect(left(aPush(commits, { requests }))).toEqual(["sly"]);
  });

  it("as many rebased commits as it had, and nothing below them", () => {
    const rita = gitOf("rita");
    const commits = ["sly", "one", "two"].map((sha, index, all) =>
      aCommit({ sha, parents: [all[index - 1] ?? "base"], committer: rita }),
    );
    const requests = [landed(1, { mergeCommit: "two", commits: 2 })];
    expect(left(aPush(commits, { requests }))).toEqual(["sly"]);
  });

  it("no merge that somebody made by hand, wherever GitHub says that it merged the request", () => {
    const commits = [aCommit({ sha: "one" }), aCommit({ sha: "merge", parents: ["base", "one"] })];
    const requests = [landed(1, { head: "one", mergeCommit: "merge" })];
    expect(left(aPush(commits, { requests }))).toEqual(["merge"]);
  });

  it("no merge that GitHub made of something else", () => {
    const commits = [aCommit({ sha: "other" }), byGitHub({ sha: "merge", parents: ["base", "other"] })];
    expect(left(aPush(commits, { requests: [landed(1, { mergeCommit: "merge" })] }))).toEqual(["other", "merge"]);
  });

  it("no commit on top of its head", () => {
    const commits = [aCommit({ sha: "one" }), aCommit({ sha: "more", parents: ["one"] })];
    const requests = [landed(1, { head: "one", mergeCommit: "more" })];
    expect(left(aPush(commits, { requests }))).toEqual(["more"]);
  });
});

describe("a request that hadn't passed", () => {
  it.each(["held", "unknown"] as const)("answers for nothing (%s), and is named", (verdict) => {
    const request = landed(1, { mergeCommit: "squash", verdict });
    const facts = aPush([byGitHub({ sha: "squash" })], { requests: [request] });
    expect(accountFor(facts)).toMatchObject({ bypassed: [request], mayBeTied: false });
    expect(left(facts)).toEqual(["squash"]);
  });

  it("isn't named for commits that another one answers for", () => {
    const commits = [aCommit({ sha: "one" })];
    const requests = [landed(1, { head: "one" }), landed(2, { head: "one", verdict: "held" })];
    expect(accountFor(aPush(commits, { requests }))).toMatchObject({ left: [], bypassed: [] });
  });
});

describe("a commit that no request brought", () => {
  it("may still be tied to one where GitHub made it, and not where somebody else did", () => {
    expect(accountFor(aPush([byGitHub({ sha: "one" })])).mayBeTied).toBe(true);
    expect(accountFor(aPush([aCommit({ sha: "one", signedByGitHub: true })])).mayBeTied).toBe(false);
    expect(accountFor(aPush([aCommit({ sha: "one" })])).mayBeTied).toBe(false);
  });

  it("is no question where another protected branch had it before", () => {
    expect(left(aPush([aCommit({ sha: "one" })], { elsewhere: new Set(["one"]) }))).toEqual([]);
  });
});
