/** The policy that judges is the one that was agreed on, never the one that a request would like. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RepositoryOptions } from "../simulator/build/repository.ts";
import { blocks, byClaude, POLICY, passes, type Stage, setStage, waits } from "./support/scenes.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.dispose());

const policy = (...lines: string[]) => ["version: 1", ...lines, ""].join("\n");

describe("BYPASSES 33", () => {
  const TWO = policy("approvals: { required: 2 }");
  const touching = (files: RepositoryOptions["files"] = {}) => {
    const shop = stage.shop({ [POLICY]: TWO });
    shop.commit("edit", { by: stage.alice, files, message: "Work faster" });
    return { shop, request: shop.openRequest({ by: stage.alice, head: "edit" }) };
  };

  it("BYPASSES 33: the request edits `ai-review.yml`: judged by the default branch's, marked as risky", async () => {
    const { alice, rita, sam, check } = stage;
    const { request } = touching({ [POLICY]: policy("approvals: { required: 1 }") });
    expect(await check(request)).toEqual(waits("it touches `.github/ai-review.yml`, and no one changes that alone"));
    request.review(rita, "APPROVE");
    const waiting = await check(request);
    expect(waiting).toEqual(waits("approval by 1 more person"));
    expect(waiting).toEqual(waits("**Look closely at:** Guardrails (1 file)"));
    expect(waiting.annotations).toMatchObject([{ path: POLICY }]);
    request.review(sam, "APPROVE");
    expect(await check(request)).toEqual(passes());
    request.comment(alice, "Thanks!");
    expect(await check(request)).toEqual(passes());
  });

  it.each([
    ["deletes it", { [POLICY]: null }],
    ["moves it away", { [POLICY]: null, "docs/ai-review.yml": TWO }],
  ])("BYPASSES 33: the request %s ✗ until two approved", async (_, files) => {
    const { rita, sam, check } = stage;
    const shop = stage.shop({ [POLICY]: TWO });
    shop.commit("edit", { by: stage.alice, files });
    const request = shop.openRequest({ by: stage.alice, head: "edit" });
    request.review(rita, "APPROVE");
    expect(await check(request)).toEqual(waits("approval by 1 more person"));
    request.review(sam, "APPROVE");
    expect(await check(request)).toEqual(passes());
  });

  it("BYPASSES 33: a broken new one blocks with annotations", async () => {
    const { alice, rita, sam, check } = stage;
    const { shop, request } = touching({ [POLICY]: policy("mode: of") });
    for (const reviewer of [rita, sam]) request.review(reviewer, "APPROVE");
    const blocked = await check(request);
    expect(blocked).toEqual(blocks("This change would break"));
    const annotation = {
      path: POLICY,
      start_line: 2,
      annotation_level: "failure",
      title: "The policy would be broken",
    };
    expect(blocked.annotations).toContainEqual(expect.objectContaining(annotation));
    shop.commit("edit", { by: alice, files: { [POLICY]: policy("mode: observe") } });
    expect(await check(request)).toEqual(waits("it touches `.github/ai-review.yml`"));
  });
});

it("BYPASSES 56: a person's request that only edits `ai-review.yml` to `mode: off` ✗ until somebody else approves", async () => {
  const { alice, rita, check } = stage;
  const shop = stage.shop({ [POLICY]: policy() });
  shop.commit("edit", { by: alice, files: { [POLICY]: policy("mode: off") }, message: "Switch it off" });
  const request = shop.openRequest({ by: alice, head: "edit" });
  expect(await check(request)).toEqual(waits("it touches `.github/ai-review.yml`, and no one changes that alone"));
  request.review(rita, "APPROVE");
  expect(await check(request)).toEqual(passes());
});

/** An AI-authored request into a repository with its own policy, perhaps under an organisation's. */
function aiRequest(own: string, organization: Readonly<Record<string, string>> = {}) {
  const { owner } = stage.ownOrganization();
  for (const [name, text] of Object.entries(organization)) owner.repository(name, { files: { [POLICY]: text } });
  const shop = stage.shop({ [POLICY]: own }, owner);
  shop.commit("fix", { by: stage.alice, files: { "a.txt": "one" }, message: byClaude("Fix") });
  return shop.openRequest({ by: stage.alice, head: "fix" });
}

describe("BYPASSES 34", () => {
  it.each([".github-private", ".github"])(
    "BYPASSES 34: organisation (%s) says 2, repository says 1: 2",
    async (name) => {
      const request = aiRequest(policy("approvals: { required: 1 }"), { [name]: policy("approvals: { required: 2 }") });
      request.review(stage.rita, "APPROVE");
      expect(await stage.check(request)).toEqual(waits("approval by 1 more person"));
      request.review(stage.sam, "APPROVE");
      expect(await stage.check(request)).toEqual(passes());
    },
  );

  it("BYPASSES 34: organisation `enforce`, repository `off`: enforce", async () => {
    const request = aiRequest(policy("mode: off"), { ".github-private": policy("mode: enforce") });
    expect(await stage.check(request)).toEqual(waits("second person"));
  });

  it("BYPASSES 34: … repository `off` under no organisation's: off", async () => {
    const check = await stage.check(aiRequest(policy("mode: off")));
    expect(check).toMatchObject({ conclusion: "neutral", title: "Switched off by the policy" });
  });
});

describe("BYPASSES 35", () => {
  const OFF = policy("mode: off");
  it.each([
    ["broken", `${OFF}branches: [main`, "line 3"],
    ["with a word that nobody knows", policy("mode: of"), "line 2"],
    ["over-long", `${OFF}# ${"x".repeat(64 * 1024)}`, "64 KiB"],
    ["aliased", `${OFF}branches: &them [main]\noverride: { teams: *them }`, "line 3"],
    ["deeply nested", `${OFF}branches: ${"[".repeat(2000)}${"]".repeat(2000)}`, "line 3"],
  ])(
    "BYPASSES 35: %s YAML on the default branch: built-in strict defaults, line named, never open",
    async (_, text, where) => {
      const request = aiRequest(text);
      const waiting = await stage.check(request);
      expect(waiting).toEqual(waits("is broken, so Countersign's built-in policy holds in its place"));
      expect(waiting).toEqual(waits(where));
      request.review(stage.rita, "APPROVE");
      expect(await stage.check(request)).toEqual(passes("built-in policy holds in its place"));
    },
  );
});
