/** Requests with one head share one check: it passes when all of them do. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { byClaude, POLICY, passes, type Stage, setStage, waits } from "./support/scenes.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.dispose());

/** Two requests with one commit, from two branches into two protected ones; the first is approved. */
async function twoRequests() {
  const { alice, rita, check } = stage;
  const shop = stage.shop({ [POLICY]: "version: 1\nbranches: [main, stable]" });
  for (const branch of ["stable", "dev"]) shop.push(branch, "main", { by: rita });
  shop.commit("fix", { by: alice, files: { "a.txt": "one" }, message: byClaude("Fix") });
  const first = shop.openRequest({ by: alice, head: "fix", base: "main" });
  first.review(rita, "APPROVE");
  expect(await check(first)).toEqual(passes());
  shop.push("fix-too", "fix", { by: alice });
  const second = shop.openRequest({ by: alice, head: "fix-too", base: "stable" });
  expect(second.head).toBe(first.head);
  expect(await check(second)).toEqual(waits("second person"));
  return { shop, first, second };
}

describe("BYPASSES 23", () => {
  it("BYPASSES 23: two open requests with one head, one approved and one not: ✗ until both are", async () => {
    const { rita, check } = stage;
    const { first, second } = await twoRequests();
    const review = second.review(rita, "APPROVE");
    expect(await check(first)).toEqual(passes());
    review.dismiss(rita);
    expect(await check(first)).toEqual(waits("the review was dismissed"));
    first.review(stage.sam, "APPROVE");
    expect(await check(first)).toEqual(waits(`Its head commit is also the head of #${second.number}`));
  });

  it("BYPASSES 23: … or the one that isn't is closed; opened again it holds both back", async () => {
    const { alice, check } = stage;
    const { first, second } = await twoRequests();
    second.close(alice);
    expect(await check(first)).toEqual(passes());
    second.reopen(alice);
    expect(await check(first)).toEqual(waits("second person"));
  });

  it("BYPASSES 23: … or is pointed at a branch that isn't protected", async () => {
    const { alice, check } = stage;
    const { first, second } = await twoRequests();
    second.edit(alice, { base: "dev" });
    expect(await check(first)).toEqual(passes());
    second.edit(alice, { base: "stable" });
    expect(await check(first)).toEqual(waits("second person"));
  });

  it("BYPASSES 23: … or goes on to another head", async () => {
    const { alice, check } = stage;
    const { shop, first, second } = await twoRequests();
    shop.commit("fix-too", { by: alice, files: { "b.txt": "two" } });
    expect(await check(first)).toEqual(passes());
    expect(await check(second)).toEqual(waits("second person"));
  });

  it("closing a request whose head is its own asks GitHub nothing", async () => {
    const { alice, check, world } = stage;
    const shop = stage.shop();
    shop.commit("fix", { by: alice, files: { "a.txt": "one" }, message: byClaude("Fix") });
    const request = shop.openRequest({ by: alice, head: "fix" });
    await check(request);
    const before = world.github.requests.length;
    request.close(alice);
    await world.quiet();
    expect(world.github.requests).toHaveLength(before);
  });
});
