import { afterEach, beforeEach, expect, it } from "vitest";
import type { RepositoryHandle } from "../build/repository.ts";
import { aShop } from "../client.fixture.ts";
import { type Simulator, startSimulator } from "../simulator.ts";
import { commitsOf, filesChanged } from "./changes.ts";
import type { PullRequest } from "./conversation.ts";
import type { Account } from "./model.ts";

let github: Simulator;
let shop: RepositoryHandle;
let alice: Account;
let rita: Account;
beforeEach(async () => {
  github = await startSimulator();
  ({ shop, alice, rita } = aShop(github));
});
afterEach(() => github.close());

const stateOf = (number: number): PullRequest => {
  const found = shop.repository.conversations.get(number);
  if (found?.kind !== "PullRequest") throw new Error(`No request ${number}`);
  return found;
};
const kinds = (number: number) => stateOf(number).timeline.map(({ kind }) => kind);

it("keeps a replaced head on the timeline, and only a replaced one", () => {
  const first = shop.commit("fix", { by: alice, files: { a: "1" } });
  const request = shop.openRequest({ by: alice, head: "fix" });
  shop.commit("fix", { by: alice, files: { a: "2" } });
  expect(kinds(request.number)).toEqual([]);
  const amended = shop.commit("fix", { by: rita, parents: ["main"], files: { a: "3" }, force: true });
  expect(stateOf(request.number).timeline).toMatchObject([
    { kind: "HeadRefForcePushedEvent", actor: rita, after: amended },
  ]);
  expect(request.head).toBe(amended);
  expect(commitsOf(stateOf(request.number))).toEqual([amended]);
  expect(() => shop.push("fix", first, { by: alice })).toThrow(/fast-forward/);
});

it("lists what a colleague's branch brought in by a merge, and nothing that the base has", () => {
  const mine = shop.commit("fix", { by: alice, files: { a: "1" } });
  const theirs = shop.commit("theirs", { by: rita, files: { b: "1" } });
  const merge = shop.commit("fix", { by: alice, parents: ["fix", "theirs"], files: { b: "1" } });
  const request = shop.openRequest({ by: alice, head: "fix" });
  expect(commitsOf(stateOf(request.number))).toEqual([mine, theirs, merge]);
  expect(filesChanged(stateOf(request.number)).map(({ path }) => path)).toEqual(["a", "b"]);
});

it("follows a retargeting by a person, and by GitHub when the parent was merged and its branch deleted", () => {
  shop.commit("parent", { by: alice, files: { a: "1" } });
  shop.commit("child", { by: alice, from: "parent", files: { b: "1" } });
  const parent = shop.openRequest({ by: alice, head: "parent" });
  const child = shop.openRequest({ by: alice, head: "child", base: "parent" });
  parent.merge(rita);
  shop.deleteBranch("parent", rita);
  expect(stateOf(child.number)).toMatchObject({ state: "OPEN", base: { ref: "main" } });
  expect(kinds(child.number)).toEqual(["AutomaticBaseChangeSucceededEvent"]);
  shop.push("release", "main", { by: alice });
  child.edit(alice, { base: "release" });
  expect(stateOf(child.number).timeline.at(-1)).toMatchObject({
    kind: "BaseRefChangedEvent",
    from: "main",
    to: "release",
  });
});

it("tells of a base that was rewritten", () => {
  shop.commit("fix", { by: alice, files: { a: "1" } });
  const request = shop.openRequest({ by: alice, head: "fix" });
  const rewritten = shop.commit("main", { by: rita, parents: [], files: { z: "z" }, force: true });
  expect(kinds(request.number)).toEqual(["BaseRefForcePushedEvent"]);
  expect(stateOf(request.number).base.sha).toBe(rewritten);
});

it("counts a request as merged once the base has its head, however it got there", () => {
  shop.commit("fix", { by: alice, files: { a: "1" } });
  const request = shop.openRequest({ by: alice, head: "fix" });
  shop.push("main", "fix", { by: rita });
  expect(stateOf(request.number)).toMatchObject({ state: "MERGED", mergedBy: rita });
});

it("closes a request whose branch is deleted, and won't reopen it then", () => {
  shop.commit("fix", { by: alice, files: { a: "1" } });
  const request = shop.openRequest({ by: alice, head: "fix" });
  shop.deleteBranch("fix", alice);
  expect(request.state).toBe("CLOSED");
  expect(() => request.reopen(alice)).toThrow(/a branch is gone/);
});

it("refuses what GitHub refuses when opening", () => {
  shop.commit("fix", { by: alice, files: { a: "1" } });
  shop.push("same", "main", { by: alice });
  expect(() => shop.openRequest({ by: alice, head: "nothing" })).toThrow("Validation Failed");
  expect(() => shop.openRequest({ by: alice, head: "same" })).toThrow("Validation Failed");
  shop.openRequest({ by: alice, head: "fix" });
  expect(() => shop.openRequest({ by: rita, head: "fix" })).toThrow("Validation Failed");
  expect(() => shop.openRequest({ by: github.user("stranger"), head: "fix" })).toThrow("Not Found");
});

it("lets nobody judge their own request, and everybody else who can read, Apps too", () => {
  shop.commit("fix", { by: alice, files: { a: "1" } });
  const request = shop.openRequest({ by: alice, head: "fix" });
  expect(() => request.review(alice, "APPROVE")).toThrow("Unprocessable Entity");
  expect(() => request.review(alice, "REQUEST_CHANGES")).toThrow("Unprocessable Entity");
  request.review(alice, "COMMENT");
  request.review(github.bot("some-app"), "APPROVE");
  expect(stateOf(request.number).reviews.map(({ state }) => state)).toEqual(["COMMENTED", "APPROVED"]);
  expect(() => request.review(rita, "APPROVE", { commit: "a".repeat(40) })).toThrow("Validation Failed");
});

it("leaves of a deleted comment only whose it was", () => {
  shop.commit("fix", { by: alice, files: { a: "1" } });
  const request = shop.openRequest({ by: alice, head: "fix" });
  request.comment(rita, "@claude do it").delete(alice);
  expect(stateOf(request.number).timeline).toMatchObject([
    { kind: "CommentDeletedEvent", actor: alice, deletedCommentAuthor: rita },
  ]);
});

it("opens requests from forks, also from deleted ones", () => {
  const bob = github.user("bob");
  shop.setAccess(bob, "read");
  const fork = shop.fork(bob);
  fork.commit("fix", { by: bob, files: { a: "1" } });
  const request = shop.openRequest({ by: bob, head: "bob:fix" });
  fork.delete();
  expect(commitsOf(stateOf(request.number))).toEqual([request.head]);
  expect(() => shop.commit("fix", { by: bob })).toThrow(/needs the role write/);
});
