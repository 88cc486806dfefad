/** A GitHub that lacks what is only around the check, such as an older Enterprise Server: the check is right all the same. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { RequestHandle } from "../simulator/build/request.ts";
import { byClaude, POLICY, passes, type Stage, setStage, waits } from "./support/scenes.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.dispose());

/** All of REST but tokens and check runs. */
const AROUND = /^\/api\/v3\/(?!app\/installations\/\d+\/access_tokens$|repos\/[^/]+\/[^/]+\/check-runs)/;

/** Other work may be tried again for long; the check doesn't wait for it. */
async function becomes(request: RequestHandle, expected: unknown): Promise<void> {
  await expect.poll(() => request.check("ai-review"), { timeout: 30_000, interval: 50 }).toEqual(expected);
}

describe.each([404, 403, 500])("a GitHub that answers %i to all but GraphQL and check runs", (status) => {
  beforeEach(() => {
    const { faults } = stage.world.github;
    faults.clear();
    faults.add({ kind: "answer", status, body: { message: "No" } }, { path: AROUND, times: Number.POSITIVE_INFINITY });
  });

  it("lets a person's own change pass, and holds an assistant's until a second person has approved it", async () => {
    const shop = stage.shop({ [POLICY]: "" });
    shop.commit("own", { by: stage.alice, files: { "a.txt": "one" }, message: "Fix" });
    await becomes(shop.openRequest({ by: stage.alice, head: "own" }), passes());
    shop.commit("fix", { by: stage.alice, files: { "b.txt": "two" }, message: byClaude("Fix") });
    const request = shop.openRequest({ by: stage.alice, head: "fix" });
    await becomes(request, waits("alice"));
    request.review(stage.alice, "COMMENT");
    await becomes(request, waits("alice"));
    request.review(stage.rita, "APPROVE");
    await becomes(request, passes("rita"));
  });
});
