/** Ways past a second person that a stranger to this code would try, and honest work that looks like one of them. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kiroCommit, kiroRequest, passesBy, type Stage, startStage, waits } from "./support/people.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.dispose());

describe("what an agent wrote comes back by hand", () => {
  it.each([
    ["replaced", { parents: ["main"], force: true }],
    ["undone", {}],
  ])("and is known, though it was %s before its request was approved and merged", async (_, options) => {
    const { paula, rita } = stage;
    const shop = stage.repository();
    const begin = shop.tip("main");
    const request = kiroRequest(shop, paula, { files: { "shop.txt": "harmful" } });
    await stage.quiet();
    kiroCommit(shop, paula, { files: { "shop.txt": "harmless" }, ...options });
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
    expect(request.merge(paula, "squash")).toMatchObject({ merged: true });
    await stage.quiet();
    shop.commit("again", { by: paula, parents: [begin], files: { "shop.txt": "harmful" }, message: "By hand" });
    const again = shop.openRequest({ by: paula, head: "again" });
    expect(await stage.check(again)).toMatchObject(waits("AI (Kiro) wrote at least part of it"));
  });
});
