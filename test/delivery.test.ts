/** Deliveries that are forged, doubled, out of order or cut off, and a GitHub that has trouble: the right check in the end. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { byClaude, passes, type Stage, setStage, waits } from "./support/scenes.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.dispose());
beforeEach(() => stage.world.github.faults.clear());

/** Alice's request, written with an assistant. */
function openRequest() {
  const shop = stage.shop();
  shop.commit("fix", { by: stage.alice, files: { "a.txt": "one" }, message: byClaude("Fix") });
  return { shop, request: shop.openRequest({ by: stage.alice, head: "fix" }) };
}

/** What GitHub would deliver for a new request, without delivering it. */
async function heldDelivery() {
  const { github } = stage.world;
  await stage.world.quiet();
  github.hooks.pause();
  const { request } = openRequest();
  const delivery = github.hooks.held.findLast(({ event }) => event === "pull_request");
  github.hooks.drop();
  github.hooks.resume();
  if (!delivery) throw new Error("Expected a held delivery");
  const payload: unknown = JSON.parse(delivery.body);
  if (typeof payload !== "object" || payload === null) throw new Error("Expected an object to be delivered");
  return { request, payload };
}

describe("a forged delivery", () => {
  it.each([
    ["a wrong signature", { "x-hub-signature-256": `sha256=${"0".repeat(64)}` }],
    ["no signature", { "x-hub-signature-256": undefined }],
    ["a SHA-1 signature only", { "x-hub-signature-256": undefined, "x-hub-signature": `sha1=${"0".repeat(40)}` }],
  ])("BYPASSES 46: with %s is refused, nothing done", async (_, headers) => {
    const { github, countersign, quiet } = stage.world;
    const { request, payload } = await heldDelivery();
    const before = github.requests.length;
    expect(await countersign.deliver("pull_request", payload, headers)).toMatchObject({ status: 401 });
    await quiet();
    expect(github.requests.length).toBe(before);
    expect(request.check("ai-review")).toBeNull();
  });
});

describe("deliveries", () => {
  it("BYPASSES 47: the same twice: the same final check", async () => {
    const { hooks } = stage.world.github;
    hooks.pause();
    const { request } = openRequest();
    request.review(stage.rita, "APPROVE");
    hooks.duplicate();
    hooks.resume();
    expect(await stage.check(request)).toEqual(passes());
  });

  it("BYPASSES 47: review before synchronize, in any order: the same final check", async () => {
    const { hooks } = stage.world.github;
    const { shop, request } = openRequest();
    await stage.check(request);
    hooks.pause();
    request.review(stage.rita, "APPROVE");
    shop.commit("fix", { by: stage.alice, files: { "a.txt": "two" }, message: "More" });
    hooks.reorder((held) => [...held].reverse());
    hooks.resume();
    expect(await stage.check(request)).toEqual(waits("newest commit is"));
    hooks.pause();
    shop.commit("fix", { by: stage.alice, files: { "a.txt": "three" }, message: "Still more" });
    request.review(stage.rita, "APPROVE");
    hooks.reorder((held) => [...held].reverse());
    hooks.resume();
    expect(await stage.check(request)).toEqual(passes());
  });

  it("BYPASSES 51: the Re-run and the Re-evaluate button judge again, nothing else", async () => {
    const { github } = stage.world;
    const { request } = openRequest();
    const check = await stage.check(request);
    const before = github.requests.length;
    check.rerequest(stage.alice);
    expect(await stage.check(request)).toMatchObject({ id: check.id, conclusion: "action_required" });
    check.press("re-evaluate", stage.alice);
    expect(await stage.check(request)).toMatchObject({ id: check.id, conclusion: "action_required" });
    const asked = github.requests.slice(before);
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.filter(({ operation }) => operation !== "pullRequestFacts")).toEqual([]);
  });
});

describe("a replica of GitHub's that lags behind", () => {
  const lagging = { operation: "pullRequestFacts" };
  const reads = () => stage.world.github.requests.filter(({ operation }) => operation === "pullRequestFacts").length;

  it("doesn't show a review, or its dismissal, yet: read again until it does", async () => {
    const { faults } = stage.world.github;
    const { request } = openRequest();
    await stage.check(request);
    faults.add({ kind: "stale" }, lagging);
    const review = request.review(stage.rita, "APPROVE");
    expect(await stage.check(request)).toEqual(passes());
    faults.add({ kind: "stale" }, lagging);
    review.dismiss(stage.tess);
    expect(await stage.check(request)).toEqual(waits("dismissed"));
  });

  it("doesn't show another base, or another text, yet: read again until it does", async () => {
    const { faults } = stage.world.github;
    const shop = stage.shop({
      ".github/ai-review.yml": "branches: [main, stable]\ndetection: { declaration: required }",
    });
    shop.push("stable", "main", { by: stage.tess });
    shop.commit("fix", { by: stage.alice, files: { "a.txt": "one" } });
    const request = shop.openRequest({ by: stage.alice, head: "fix", body: "AI-assisted: yes" });
    await stage.check(request);
    request.review(stage.rita, "APPROVE");
    expect(await stage.check(request)).toEqual(passes());
    faults.add({ kind: "stale" }, lagging);
    request.edit(stage.alice, { base: "stable" });
    expect(await stage.check(request)).toEqual(waits("the request was for the branch `main` then"));
    const before = reads();
    faults.add({ kind: "stale" }, lagging);
    request.edit(stage.alice, { body: "AI-assisted: no" });
    await stage.check(request);
    expect(reads() - before).toBe(2);
  });

  it("never shows what a delivery told: taken as it is after two more looks", async () => {
    const { faults } = stage.world.github;
    const { request } = openRequest();
    await stage.check(request);
    const before = reads();
    const stale = faults.add({ kind: "stale" }, { ...lagging, times: 3 });
    request.review(stage.rita, "APPROVE");
    expect(await stage.check(request)).toEqual(waits("second person"));
    expect([stale.hits, reads() - before]).toEqual([3, 3]);
    request.comment(stage.alice, "@claude go on");
    expect(await stage.check(request)).toEqual(passes());
    expect(reads() - before).toBe(4);
  });
});

describe("a process that is killed", () => {
  it("BYPASSES 49: between the delivery and the check: done after the restart", async () => {
    const { github, countersign } = stage.world;
    await stage.world.quiet();
    const hanging = github.faults.add(
      { kind: "hang" },
      { operation: "pullRequestFacts", times: Number.POSITIVE_INFINITY },
    );
    const { request } = openRequest();
    await github.idle();
    await expect.poll(() => hanging.hits, { timeout: 20_000 }).toBeGreaterThan(0);
    await countersign.kill();
    expect(request.check("ai-review")).toBeNull();
    github.faults.clear();
    await countersign.restart();
    expect(await stage.check(request)).toEqual(waits("second person"));
  });
});

describe("a GitHub in trouble", () => {
  const facts = { operation: "pullRequestFacts" };
  const page = "<html>Unicorn!</html>";

  it.each([
    ["5xx", { kind: "answer", status: 502, body: page }],
    ["a cut connection", { kind: "cut" }],
    ["429", { kind: "answer", status: 429, headers: { "retry-after": "1" }, body: { message: "Slow down" } }],
    ["a plain 403", { kind: "answer", status: 403, body: { message: "Forbidden" } }],
    [
      "partial data",
      { kind: "partial", without: ["repository.pullRequest.reviews"], errors: [{ message: "time-out" }] },
    ],
  ] as const)("BYPASSES 50: that answers %s: no pass until read in full, then right", async (_, fault) => {
    const { github } = stage.world;
    const { request } = openRequest();
    await stage.check(request);
    const trouble = github.faults.add(fault, { ...facts, times: Number.POSITIVE_INFINITY });
    request.review(stage.rita, "APPROVE");
    await expect.poll(() => trouble.hits, { timeout: 20_000 }).toBeGreaterThan(1);
    expect(request.check("ai-review")?.conclusion).not.toBe("success");
    trouble.stop();
    expect(await stage.check(request)).toEqual(passes());
  });

  it("BYPASSES 50: that names a secondary or GraphQL's own limit: waits as long as it says, then right", async () => {
    const { github } = stage.world;
    const { request } = openRequest();
    await stage.check(request);
    github.faults.secondaryLimit(1, facts);
    github.faults.graphqlRateLimited(facts);
    request.review(stage.rita, "APPROVE");
    expect(await stage.check(request)).toEqual(passes());
  });

  it("BYPASSES 50: that doesn't take the check: written once it does", async () => {
    const { github } = stage.world;
    const refused = github.faults.add({ kind: "answer", status: 500, body: page }, { path: /check-runs/, times: 2 });
    const { request } = openRequest();
    expect(await stage.check(request)).toEqual(waits("second person"));
    expect(refused.hits).toBe(2);
  });

  it("BYPASSES 50: that stays in trouble: the check says so, and is never a pass", async () => {
    const { github } = stage.world;
    const { request } = openRequest();
    await stage.check(request);
    request.review(stage.rita, "APPROVE");
    expect(await stage.check(request)).toEqual(passes());
    const trouble = github.faults.add(
      { kind: "answer", status: 502, body: page },
      { ...facts, times: Number.POSITIVE_INFINITY },
    );
    request.comment(stage.alice, "@claude one more thing");
    await expect.poll(() => request.check("ai-review")?.conclusion, { timeout: 50_000 }).toBe("failure");
    expect(request.check("ai-review")?.summary).toContain("502");
    trouble.stop();
    expect((await stage.check(request)).conclusion).not.toBe("failure");
  });
});
