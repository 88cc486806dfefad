/** Teams that a policy names: approvals that must come from them, and the training of who asks an assistant. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blocks, byClaude, POLICY, passes, type Stage, setStage, waits } from "./support/scenes.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.dispose());

/** Alice's request, written with an assistant, under a policy. */
function request(policy: string) {
  const shop = stage.shop({ [POLICY]: policy });
  shop.commit("fix", { by: stage.alice, files: { "a.txt": "one" }, message: byClaude("Fix") });
  return shop.openRequest({ by: stage.alice, head: "fix" });
}

describe("approvals from a team", () => {
  it("count by its members only, those of its child teams among them", async () => {
    const { world, rita, sam, check } = stage;
    const leads = world.acme.team("leads", []);
    world.acme.team("leads-of-shop", [sam], leads);
    const asked = request("approvals: { teams: [acme/leads] }");
    asked.review(rita, "APPROVE");
    expect(await check(asked)).toEqual(waits("but not as `acme/leads`"));
    asked.review(sam, "APPROVE");
    expect(await check(asked)).toEqual(passes());
  });

  it("are asked for by each rule by itself", async () => {
    const { world, rita, sam, tess, check } = stage;
    world.acme.team("payments", [sam]);
    world.acme.team("platform", [tess]);
    const asked = request(
      "approvals: { teams: [acme/platform] }\nrisk: { rules: [{ id: pay, paths: ['*.txt'], teams: [acme/payments] }] }",
    );
    asked.review(rita, "APPROVE");
    asked.review(tess, "APPROVE");
    expect(await check(asked)).toEqual(waits("`acme/payments`"));
    asked.review(sam, "APPROVE");
    expect(await check(asked)).toEqual(passes());
  });

  it("are held where the team doesn't exist, which is not the same as nobody being in it", async () => {
    const asked = request("approvals: { teams: [acme/nobody-knows] }");
    asked.review(stage.rita, "APPROVE");
    expect(await stage.check(asked)).toEqual(blocks("`acme/nobody-knows` doesn't exist"));
  });

  it("cost one request more, whatever the number of teams", async () => {
    const { world, check } = stage;
    world.acme.team("one", [stage.rita]);
    world.acme.team("two", [stage.sam]);
    const again = request("approvals: { teams: [acme/one, acme/two] }");
    const run = await check(again);
    const before = world.github.requests.length;
    run.rerequest(stage.rita);
    await check(again);
    const asked = world.github.requests.slice(before).filter(({ operation }) => operation === "teams");
    expect(asked).toHaveLength(1);
  });
});

describe("a training team", () => {
  it("that who asked isn't in asks for two people", async () => {
    const { world, rita, sam, check } = stage;
    world.acme.team("trained", [rita]);
    const asked = request("prompters: { trained_team: acme/trained }");
    asked.review(rita, "APPROVE");
    expect(await check(asked)).toEqual(waits("without being in the training team"));
    asked.review(sam, "APPROVE");
    expect(await check(asked)).toEqual(passes());
  });

  it("that who asked is in asks for no more", async () => {
    const { world, alice, rita, check } = stage;
    world.acme.team("taught", [alice]);
    const asked = request("prompters: { trained_team: acme/taught }");
    asked.review(rita, "APPROVE");
    expect(await check(asked)).toEqual(passes());
  });
});
