/** The incident that this exists for, and its variations: signed webhooks in, check runs out, through the real process. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Account } from "../simulator/state/model.ts";
import { startWorld, type TestWorld } from "./support/world.ts";

let world: TestWorld;
let alice: Account;
let rita: Account;

beforeAll(async () => {
  world = await startWorld();
  alice = world.github.user("alice");
  rita = world.github.user("rita");
});
afterAll(() => world.dispose());

const KIRO = "Kiro Agent <244629292+kiro-agent@users.noreply.github.com>";
let count = 0;
const repository = () =>
  world.acme.repository(`shop-${++count}`, {
    files: { "README.md": "A shop" },
    access: { alice: "write", rita: "write" },
  });

describe("an engineer whose assistant changed the production environment", () => {
  it("waits for a colleague, and passes with one", async () => {
    const shop = repository();
    shop.commit("fix", {
      by: alice,
      files: { "infra/main.tf": "resource {}" },
      message: `Fix\n\nCo-authored-by: ${KIRO}`,
    });
    const request = shop.openRequest({ by: alice, head: "fix" });
    await world.quiet();
    expect(request.check("ai-review")).toMatchObject({ conclusion: "action_required" });
    request.review(rita, "APPROVE");
    await world.quiet();
    expect(request.check("ai-review")).toMatchObject({ conclusion: "success" });
  });
});
