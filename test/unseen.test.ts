/** What no delivery told, or told late: people are found by what GitHub still shows. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RepositoryHandle } from "../simulator/build/repository.ts";
import { authorOf } from "./support/agents.ts";
import { hadPart, kiroRequest, passesBy, type Stage, short, startStage, waits } from "./support/people.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.dispose());

/** Everything that happens here goes untold. */
async function untold<Result>(happens: () => Result): Promise<Result> {
  await stage.quiet();
  stage.github.hooks.pause();
  const result = happens();
  stage.github.hooks.drop();
  stage.github.hooks.resume();
  return result;
}

function claudePushes(shop: RepositoryHandle): void {
  const { claude } = stage.agents;
  shop.commit("fix", { by: claude, author: authorOf(claude), files: { "agent.txt": "a" } });
}

describe("a deleted comment", () => {
  it("BYPASSES 7: R's command and its deletion were never told, the agent pushes, R approves ✗", async () => {
    const { paula, rita, sam } = stage;
    const shop = stage.repository();
    const request = kiroRequest(shop, paula);
    await untold(() => request.comment(rita, "@claude fix the flaky test").delete(rita));
    claudePushes(shop);
    expect(await stage.approved(request, rita)).toMatchObject(waits(hadPart(rita, "asked the agent in a comment")));
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });

  it("BYPASSES 8: that it was harmless is told after the request was judged without knowing it, R approves ✓", async () => {
    const { paula, rita } = stage;
    const shop = stage.repository();
    const request = kiroRequest(shop, paula);
    await stage.quiet();
    const { hooks } = stage.github;
    hooks.pause();
    request.comment(rita, "Nice weather.").delete(rita);
    claudePushes(shop);
    hooks.reorder((held) =>
      held.toSorted((a, b) => Number(a.event === "issue_comment") - Number(b.event === "issue_comment")),
    );
    hooks.resume();
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });
});

describe("a push", () => {
  it("BYPASSES 9: R's push of a commit that names only P was never told, R approves ✗", async () => {
    const { paula, rita, sam } = stage;
    const shop = stage.repository();
    const request = kiroRequest(shop, paula);
    const sha = await untold(() => shop.commit("fix", { by: paula, pusher: rita, files: { "b.txt": "b" } }));
    expect(await stage.approved(request, rita)).toMatchObject(waits(hadPart(rita, `pushed \`${short(sha)}\``)));
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });
});
