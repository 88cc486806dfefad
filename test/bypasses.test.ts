/** Requests that were merged without a satisfied verdict are reported once; those that passed aren't. */
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RepositoryHandle } from "../simulator/build/repository.ts";
import type { RequestHandle } from "../simulator/build/request.ts";
import type { MergeMethod } from "../simulator/state/merging.ts";
import type { Account } from "../simulator/state/model.ts";
import { byClaude, POLICY, type Stage, setStage } from "./support/scenes.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.dispose());

const VERIFY = "enforcement: { manage: verify }\n";
const METHODS: readonly MergeMethod[] = ["merge", "squash", "rebase"];

async function shopWith(policy = VERIFY): Promise<RepositoryHandle> {
  const shop = stage.shop({ [POLICY]: policy });
  await stage.world.quiet();
  return shop;
}

/** Two commits of Alice, the second by her assistant, on a branch of their own. */
function aiRequest(shop: RepositoryHandle, branch = "fix", base = "main"): RequestHandle {
  const { alice } = stage;
  shop.commit(branch, { by: alice, from: base, files: { [`${branch}/own.txt`]: "by hand" }, message: "Prepare" });
  shop.commit(branch, { by: alice, files: { [`${branch}/a.txt`]: "one" }, message: byClaude("Fix") });
  return shop.openRequest({ by: alice, head: branch, base });
}

/** The same, approved by Rita, with the check that says so. */
async function approvedRequest(shop: RepositoryHandle, branch = "fix"): Promise<RequestHandle> {
  const request = aiRequest(shop, branch);
  request.review(stage.rita, "APPROVE");
  expect(await stage.check(request)).toMatchObject({ conclusion: "success" });
  return request;
}

function mergedBy(request: RequestHandle, by: Account, method: MergeMethod = "squash"): string {
  const merged = request.merge(by, method);
  if (!merged.merged) throw new Error(merged.why);
  return merged.sha;
}

/** What is asked of GitHub until everything is quiet; tokens apart. */
async function asked(happens: () => unknown): Promise<string[]> {
  const { github, quiet } = stage.world;
  await quiet();
  const before = github.requests.length;
  happens();
  await quiet();
  return github.requests
    .slice(before)
    .filter(({ path }) => !path.endsWith("/access_tokens"))
    .map(
      ({ method, path }) =>
        `${method} ${path.replace(/^\/api\/(?:v3\/repos\/[^/]+\/[^/]+\/)?/, "").replace(/\/.*/, "")}`,
    );
}

describe("a request that passed", () => {
  it.each(METHODS)("is merged (%s): one request to GitHub, and no report", async (method) => {
    const shop = await shopWith();
    const request = await approvedRequest(shop);
    expect(await asked(() => mergedBy(request, stage.alice, method))).toEqual(["GET compare"]);
    expect(shop.issues()).toEqual([]);
    expect(shop.checkOn(shop.tip("main"), "ai-review")).toBeNull();
  });

  it.each(METHODS)("is merged (%s) over others' work in between, and isn't reported", async (method) => {
    const shop = await shopWith();
    const request = await approvedRequest(shop);
    shop.commit("main", { by: stage.rita, files: { "b.txt": "b" } });
    mergedBy(request, stage.alice, method);
    await stage.world.quiet();
    expect(shop.issues()).toEqual([]);
  });

  it("isn't reported where it's pushed by hand, as it was approved", async () => {
    const shop = await shopWith();
    const request = await approvedRequest(shop);
    shop.push("main", request.head, { by: stage.alice });
    await stage.world.quiet();
    expect(shop.issues()).toEqual([]);
  });

  it("answers for no more than itself: what somebody pushes on top of it is judged by itself", async () => {
    const { alice, world } = stage;
    const shop = await shopWith();
    const request = await approvedRequest(shop);
    const more = shop.commit("more", {
      by: alice,
      parents: [request.head],
      files: { "c.txt": "c" },
      message: byClaude("More"),
    });
    shop.push("main", more, { by: alice });
    await world.quiet();
    expect(shop.issues().map(({ body }) => body)).toEqual([
      expect.stringContaining("@alice pushed a commit to `main`"),
    ]);
  });

  it("doesn't answer for a merge made by hand that holds more than it", async () => {
    const { alice, world } = stage;
    const shop = await shopWith();
    const request = await approvedRequest(shop);
    shop.commit("main", {
      by: alice,
      parents: ["main", request.head],
      files: { "c.txt": "c" },
      message: byClaude("Merge"),
    });
    await world.quiet();
    expect(shop.issues()).toHaveLength(1);
  });

  it("for another branch answers for nothing on this one", async () => {
    const { alice, rita, world } = stage;
    const shop = await shopWith(`branches: ["main", "next"]\n${VERIFY}`);
    shop.push("next", shop.tip("main"), { by: rita });
    const request = aiRequest(shop, "fix", "next");
    request.review(rita, "APPROVE");
    await world.quiet();
    shop.push("main", request.head, { by: alice });
    await world.quiet();
    expect(shop.issues()).toHaveLength(1);
  });

  it("is found although GitHub ties its commit to it with a delay, and the delivery of its merge was lost", async () => {
    const { alice, world } = stage;
    const shop = await shopWith();
    const request = await approvedRequest(shop);
    world.github.hooks.pause();
    shop.tieMerges(false);
    mergedBy(request, alice, "squash");
    world.github.hooks.drop(({ event, action }) => event === "pull_request" && action === "closed");
    world.github.hooks.resume();
    await world.github.idle();
    await pause(1_500);
    expect(shop.issues()).toEqual([]);
    shop.tieMerges(true);
    await world.quiet();
    expect(shop.issues()).toEqual([]);
    expect(shop.checkOn(shop.tip("main"), "ai-review")).toBeNull();
  });

  it("BYPASSES 45: … of a fork that is gone, from a branch named as the base, isn't reported", async () => {
    const { alice, rita, world } = stage;
    const shop = await shopWith();
    const fork = shop.fork(alice);
    fork.commit("main", { by: alice, files: { "a.txt": "a" }, message: byClaude("Fix") });
    const request = shop.openRequest({ by: alice, head: "alice:main" });
    request.review(rita, "APPROVE");
    await world.quiet();
    fork.delete();
    mergedBy(request, rita, "squash");
    await world.quiet();
    expect(shop.issues()).toEqual([]);
  });
});

describe("BYPASSES 41: a request that an administrator merges past a waiting check", () => {
  it.each(METHODS)("is reported as a bypass (%s), once, with the actor", async (method) => {
    const { world } = stage;
    const shop = await shopWith();
    const { owner } = world.acme;
    shop.ruleset({
      name: "Required",
      enforcement: "active",
      conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
      bypass_actors: [{ actor_id: 5, actor_type: "RepositoryRole", bypass_mode: "always" }],
      rules: [
        {
          type: "required_status_checks",
          parameters: {
            required_status_checks: [{ context: "ai-review", integration_id: world.github.app.id }],
            strict_required_status_checks_policy: false,
          },
        },
      ],
    });
    const request = aiRequest(shop);
    await world.quiet();
    expect(request.merge(stage.alice, method)).toMatchObject({ merged: false });
    const sha = mergedBy(request, owner, method);
    await world.quiet();
    const sentence = `@${owner.login} merged #${request.number} into \`main\` before \`ai-review\` had passed.`;
    expect(shop.checkOn(sha, "ai-review")).toMatchObject({
      conclusion: "failure",
      title: `Merged without approval: #${request.number}`,
      summary: expect.stringContaining(sentence),
    });
    const issues = shop.issues();
    expect(issues).toHaveLength(1);
    expect(issues[0]?.body).toContain(sentence);
    expect(issues[0]?.body).toMatch(new RegExp(`- @${owner.login}: .*merged`));
    expect(issues[0]?.body).toContain("- @alice:");
  });

  it("… or anybody, while protection is switched off for a moment, is reported though its mark is squashed away", async () => {
    const { alice, sam, rita, world } = stage;
    const shop = await shopWith();
    const request = aiRequest(shop);
    await world.quiet();
    const merged = request.merge(sam, "squash", { title: "Fix", message: "By hand, of course" });
    expect(merged).toMatchObject({ merged: true });
    await world.quiet();
    const [issue] = shop.issues();
    expect(issue?.body).toContain(`@sam merged #${request.number} into \`main\` before \`ai-review\` had passed.`);
    const sha = shop.tip("main");
    issue?.comment(alice, `/ai-review approve ${sha}`);
    issue?.comment(sam, `/ai-review approve ${sha}`);
    await world.quiet();
    expect(shop.checkOn(sha, "ai-review")).toMatchObject({ conclusion: "failure" });
    issue?.comment(rita, `/ai-review approve ${sha}`);
    await world.quiet();
    expect(shop.checkOn(sha, "ai-review")).toMatchObject({ conclusion: "success", title: "Countersigned by @rita" });
  });

  it("… whose head was pushed to the base by hand is one report: the push and the merge are one", async () => {
    const { alice, world } = stage;
    const shop = await shopWith();
    const request = aiRequest(shop);
    await world.quiet();
    shop.push("main", request.head, { by: alice });
    await world.quiet();
    expect(request.state).toBe("MERGED");
    expect(shop.issues()).toHaveLength(1);
    expect(shop.checkOn(request.head, "ai-review")).toMatchObject({ conclusion: "failure" });
  });

  it("… in mode `observe` is a neutral check on the commit", async () => {
    const { alice, world } = stage;
    const shop = await shopWith(`mode: observe\n${VERIFY}`);
    const request = aiRequest(shop);
    await world.quiet();
    const sha = mergedBy(request, alice);
    await world.quiet();
    expect(shop.checkOn(sha, "ai-review")).toMatchObject({ conclusion: "neutral" });
    expect(shop.issues()).toEqual([]);
  });
});
