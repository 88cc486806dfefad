/** An approval is for what was looked at, and for nothing that came later. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RepositoryHandle } from "../simulator/build/repository.ts";
import { byClaude, POLICY, passes, type Stage, setStage, waits } from "./support/scenes.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.dispose());

/** Alice's request with an assistant's commit, approved by Rita. */
async function approved(shop: RepositoryHandle = stage.shop()) {
  const { alice, rita, check } = stage;
  const commit = shop.commit("fix", { by: alice, files: { "a.txt": "one" }, message: byClaude("Fix") });
  const request = shop.openRequest({ by: alice, head: "fix" });
  expect(await check(request)).toEqual(waits("second person"));
  request.review(rita, "APPROVE");
  expect(await check(request)).toEqual(passes());
  /** Puts another commit in place of the one that was approved. */
  const replace = (content: string, more = {}) =>
    shop.commit("fix", {
      by: alice,
      parents: ["main"],
      files: { "a.txt": content },
      message: byClaude("Fix, in other words"),
      force: true,
      ...more,
    });
  return { shop, request, commit, replace };
}

const NEWEST = "and the newest commit is";

describe("BYPASSES 18", () => {
  it("BYPASSES 18: approve, then a new commit ✗", async () => {
    const { shop, request } = await approved();
    shop.commit("fix", { by: stage.alice, files: { "b.txt": "more" } });
    expect(await stage.check(request)).toEqual(waits(NEWEST));
    request.review(stage.rita, "APPROVE");
    expect(await stage.check(request)).toEqual(passes());
  });

  it("BYPASSES 18: approve, then a force push with another diff ✗", async () => {
    const { request, replace } = await approved();
    replace("two");
    expect(await stage.check(request)).toEqual(waits(NEWEST));
  });

  it("BYPASSES 18: approve, then a force push with the same diff (valid_for: diff) ✓", async () => {
    const { request, replace, commit } = await approved();
    replace("one");
    expect(request.head).not.toBe(commit);
    expect(await stage.check(request)).toEqual(passes());
  });

  it("BYPASSES 18: approve, then a force push with the same diff (valid_for: commit) ✗", async () => {
    const { request, replace } = await approved(
      stage.shop({ [POLICY]: "version: 1\napprovals: { valid_for: commit }" }),
    );
    replace("one");
    expect(await stage.check(request)).toEqual(waits(NEWEST));
  });

  it.each([
    ["another file ✓", "README.md", passes()],
    ["the same file ✗", "a.txt", waits(NEWEST)],
  ])("BYPASSES 18: … rebased over a base that changed %s", async (_, file, expected) => {
    const { alice, sam, check } = stage;
    const shop = stage.shop({ "a.txt": "zero" });
    const { request, replace } = await approved(shop);
    shop.commit("main", { by: sam, files: { [file]: "Sam's" } });
    replace("one", { by: alice });
    expect(await check(request)).toEqual(expected);
  });
});

it("BYPASSES 19: P pushes last over R's old approval ✗", async () => {
  const { shop, request } = await approved();
  shop.commit("fix", { by: stage.sam, files: { "b.txt": "Sam's" } });
  request.review(stage.rita, "APPROVE");
  expect(await stage.check(request)).toEqual(passes());
  shop.commit("fix", { by: stage.alice, files: { "b.txt": "Alice's" } });
  expect(await stage.check(request)).toEqual(waits("@rita approved. **Doesn't count:**"));
});

it("BYPASSES 20: R approves an older commit of the request ✗", async () => {
  const { alice, rita, check } = stage;
  const shop = stage.shop();
  const older = shop.commit("fix", { by: alice, files: { "a.txt": "one" }, message: byClaude("Fix") });
  shop.commit("fix", { by: alice, files: { "b.txt": "two" }, message: "More" });
  const request = shop.openRequest({ by: alice, head: "fix" });
  request.review(rita, "APPROVE", { commit: older });
  expect(await check(request)).toEqual(waits(`it was for \`${older.slice(0, 7)}\``));
  request.review(rita, "APPROVE");
  expect(await check(request)).toEqual(passes());
});

describe("BYPASSES 21", () => {
  it("BYPASSES 21: somebody pushes to another's approved request, then approves it ✗", async () => {
    const { shop, request } = await approved();
    shop.commit("fix", { by: stage.sam, files: { "b.txt": "Sam's" } });
    request.review(stage.sam, "APPROVE");
    expect(await stage.check(request)).toEqual(waits("@sam approved. **Doesn't count:**"));
    request.review(stage.rita, "APPROVE");
    expect(await stage.check(request)).toEqual(passes());
  });

  it("BYPASSES 21: … also if the commit names P as author and committer ✗", async () => {
    const { alice, sam } = stage;
    const { shop, request } = await approved();
    shop.commit("fix", { by: alice, pusher: sam, files: { "b.txt": "Sam's" } });
    request.review(sam, "APPROVE");
    expect(await stage.check(request)).toEqual(waits("they had a part in this change (pushed"));
  });
});

it("BYPASSES 22: retargeted from an unprotected branch to `main` after approval ✗", async () => {
  const { alice, rita, check } = stage;
  const shop = stage.shop();
  shop.commit("dev", { by: rita, files: { "dev.txt": "unfinished" } });
  shop.commit("fix", { by: alice, from: "dev", files: { "a.txt": "one" }, message: byClaude("Fix") });
  const request = shop.openRequest({ by: alice, head: "fix", base: "dev" });
  request.review(stage.sam, "APPROVE");
  await stage.world.quiet();
  expect(request.check("ai-review")).toBeNull();
  request.edit(alice, { base: "main" });
  expect(await check(request)).toEqual(waits("the request was for the branch `dev` then"));
  request.review(stage.sam, "APPROVE");
  expect(await check(request)).toEqual(passes());
});

it("BYPASSES 22: … also by GitHub, when the branch that it was for is merged and deleted ✗", async () => {
  const { alice, rita, sam, check } = stage;
  const shop = stage.shop();
  shop.commit("dev", { by: rita, files: { "dev.txt": "finished" } });
  const parent = shop.openRequest({ by: rita, head: "dev" });
  shop.commit("fix", { by: alice, from: "dev", files: { "a.txt": "one" }, message: byClaude("Fix") });
  const request = shop.openRequest({ by: alice, head: "fix", base: "dev" });
  request.review(sam, "APPROVE");
  expect(await check(parent)).toEqual(passes());
  expect(parent.merge(rita)).toMatchObject({ merged: true });
  shop.deleteBranch("dev", rita);
  expect(await check(request)).toEqual(waits("the request was for the branch `dev` then"));
  request.review(sam, "APPROVE");
  expect(await check(request)).toEqual(passes());
});

it("BYPASSES 24: a request closed with a pass, the same head opened again against `main`: recomputed", async () => {
  const { alice, rita, check } = stage;
  const { shop, request } = await approved();
  request.close(alice);
  const again = shop.openRequest({ by: alice, head: "fix" });
  expect(again.head).toBe(request.head);
  expect(await check(again)).toEqual(waits("second person"));
  again.review(rita, "APPROVE");
  expect(await check(again)).toEqual(passes());
});

it("BYPASSES 25: a draft is judged as any other", async () => {
  const { alice, rita, check } = stage;
  const shop = stage.shop();
  shop.commit("fix", { by: alice, files: { "a.txt": "one" }, message: byClaude("Fix") });
  const request = shop.openRequest({ by: alice, head: "fix", draft: true });
  expect(await check(request)).toEqual(waits("second person"));
  request.review(rita, "APPROVE");
  expect(await check(request)).toEqual(passes());
  request.markReady(alice);
  expect(await check(request)).toEqual(passes());
});

describe("BYPASSES 58", () => {
  it.each([
    ["made executable", { content: "one", mode: "100755" }],
    ["turned into a symlink", { content: "one", mode: "120000" }],
  ] as const)("BYPASSES 58: a file %s after approval with the same text ✗", async (_, file) => {
    const { shop, request } = await approved();
    shop.commit("fix", { by: stage.alice, files: { "a.txt": file } });
    expect(await stage.check(request)).toEqual(waits(NEWEST));
  });

  it("BYPASSES 58: … and left as it was ✓", async () => {
    const { shop, request } = await approved();
    shop.commit("fix", { by: stage.alice, message: "Nothing" });
    expect(await stage.check(request)).toEqual(passes());
  });
});
