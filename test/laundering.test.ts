/** What was AI's, and who had a part in it, comes along on every detour. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { byClaude, passes, type Stage, setStage, waits } from "./support/scenes.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.dispose());

const NOT_AI = "Nothing in this change says that AI wrote it";

/** Alice's request: a commit of her own, then one of her assistant. */
async function aiRequest(base = "main") {
  const { alice, rita, world } = stage;
  const shop = stage.shop();
  if (base !== "main") shop.commit(base, { by: rita, files: { "dev.txt": "unfinished" } });
  const own = shop.commit("fix", { by: alice, from: base, files: { "own.txt": "by hand" }, message: "Prepare" });
  shop.commit("fix", { by: alice, files: { "a.txt": "one" }, message: byClaude("Fix") });
  const request = shop.openRequest({ by: alice, head: "fix", base });
  await world.quiet();
  return { shop, request, own };
}

describe("BYPASSES 52", () => {
  it("BYPASSES 52: an AI request is closed, squashed without trailers, and opened anew: AI, same principals", async () => {
    const { alice, rita, sam, check } = stage;
    const { shop, request } = await aiRequest();
    request.close(alice);
    const files = { "own.txt": "by hand", "a.txt": "one" };
    shop.commit("fresh", { by: sam, files, message: "All mine" });
    const again = shop.openRequest({ by: sam, head: "fresh" });
    again.review(alice, "APPROVE");
    const waiting = await check(again);
    expect(waiting).toEqual(waits("AI (Claude Code) wrote at least part of it"));
    expect(waiting).toEqual(waits("@alice approved. **Doesn't count:** they had a part in this change"));
    again.review(rita, "APPROVE");
    expect(await check(again)).toEqual(passes());
  });

  it("BYPASSES 52: … and what stood there before AI had a part in it isn't AI's ✓", async () => {
    const { alice, sam, check } = stage;
    const { shop, request, own } = await aiRequest();
    request.close(alice);
    shop.push("fresh", own, { by: sam });
    expect(await check(shop.openRequest({ by: sam, head: "fresh" }))).toEqual(passes(NOT_AI));
  });
});

describe("BYPASSES 53", () => {
  it.each(["squash", "merge", "rebase"] as const)(
    "BYPASSES 53: an AI request goes into an unprotected branch (%s), and from there to `main`: AI",
    async (method) => {
      const { alice, sam, tess, check, world } = stage;
      const { shop, request } = await aiRequest("dev");
      expect(request.check("ai-review")).toBeNull();
      // So that what it makes there has neither its commits nor its tree.
      shop.commit("dev", { by: stage.rita, files: { "dev.txt": "finished" } });
      const merged = request.merge(alice, method, { title: "Fix", message: "By hand, of course" });
      expect(merged).toMatchObject({ merged: true });
      await world.quiet();
      const onward = shop.openRequest({ by: sam, head: "dev" });
      onward.review(alice, "APPROVE");
      const waiting = await check(onward);
      expect(waiting).toEqual(waits("AI (Claude Code) wrote at least part of it"));
      expect(waiting).toEqual(waits("@alice approved. **Doesn't count:** they had a part in this change"));
      onward.review(tess, "APPROVE");
      expect(await check(onward)).toEqual(passes());
    },
  );

  it("BYPASSES 53: … what landed on `main` by its approval is nobody's burden there ✓", async () => {
    const { alice, rita, sam, check, world } = stage;
    const { shop, request } = await aiRequest();
    request.review(rita, "APPROVE");
    expect(await check(request)).toEqual(passes());
    expect(request.merge(alice, "squash", { title: "Fix", message: "" })).toMatchObject({ merged: true });
    await world.quiet();
    shop.commit("main", { by: sam, files: { "a.txt": "two" } });
    shop.commit("undo", { by: sam, files: { "a.txt": "one" }, message: "Undo it" });
    expect(await check(shop.openRequest({ by: sam, head: "undo" }))).toEqual(passes(NOT_AI));
  });
});

it("BYPASSES 54: R's commit on an AI request is squashed away by P, and R approves ✗", async () => {
  const { alice, rita, sam, check, world } = stage;
  const { shop, request } = await aiRequest();
  shop.commit("fix", { by: rita, files: { "b.txt": "Rita's" } });
  await world.quiet();
  const files = { "own.txt": "by hand", "a.txt": "one", "b.txt": "Rita's" };
  shop.commit("fix", { by: alice, parents: ["main"], files, message: "Fix", force: true });
  request.review(rita, "APPROVE");
  expect(await check(request)).toEqual(waits("@rita approved. **Doesn't count:** they had a part in this change"));
  request.review(sam, "APPROVE");
  expect(await check(request)).toEqual(passes());
});
