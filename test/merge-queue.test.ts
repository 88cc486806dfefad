/** Merge queues: the group's check says what its requests' checks say, whichever merge method. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RepositoryHandle } from "../simulator/build/repository.ts";
import type { RequestHandle } from "../simulator/build/request.ts";
import type { MergeMethod } from "../simulator/state/merging.ts";
import { byClaude, POLICY, type Stage, setStage } from "./support/scenes.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.dispose());

const VERIFY = "enforcement: { manage: verify }\n";
const METHODS: readonly MergeMethod[] = ["merge", "squash", "rebase"];

async function shopWith(method: MergeMethod = "squash", policy = ""): Promise<RepositoryHandle> {
  const shop = stage.shop({ [POLICY]: `${policy}${VERIFY}` });
  shop.mergeQueue("main", method);
  await stage.world.quiet();
  return shop;
}

/** Requires `ai-review` as the ruleset does. */
function required(shop: RepositoryHandle) {
  return shop.ruleset({
    name: "Required",
    enforcement: "active",
    conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
    rules: [
      {
        type: "required_status_checks",
        parameters: {
          required_status_checks: [{ context: "ai-review", integration_id: stage.world.github.app.id }],
          strict_required_status_checks_policy: false,
        },
      },
    ],
  });
}

function aiRequest(shop: RepositoryHandle, branch: string): RequestHandle {
  const { alice } = stage;
  shop.commit(branch, { by: alice, files: { [`${branch}.txt`]: "one" }, message: byClaude(`Fix ${branch}`) });
  return shop.openRequest({ by: alice, head: branch });
}

async function approved(shop: RepositoryHandle, branch: string) {
  const request = aiRequest(shop, branch);
  const review = request.review(stage.rita, "APPROVE");
  expect(await stage.check(request)).toMatchObject({ conclusion: "success" });
  return { request, review };
}

async function groupCheck(shop: RepositoryHandle, request: RequestHandle) {
  await stage.world.quiet();
  const check = shop.checkOn(request.group, "ai-review");
  if (!check) throw new Error(`The group has no check. ${stage.world.countersign.output().slice(-2000)}`);
  return check;
}

describe("BYPASSES 42: a merge group", () => {
  it.each(METHODS)(
    "passes where all of its requests pass, is merged (%s), and isn't reported as a push",
    async (method) => {
      const { alice, world } = stage;
      const shop = await shopWith(method);
      required(shop);
      const first = await approved(shop, "a");
      const second = await approved(shop, "b");
      first.request.enqueue(alice);
      second.request.enqueue(alice);
      expect(await groupCheck(shop, first.request)).toMatchObject({ conclusion: "success" });
      expect(await groupCheck(shop, second.request)).toMatchObject({
        conclusion: "success",
        title: "Every request of this group has passed",
        externalId: `group:${second.request.group}`,
      });
      expect(second.request.mergeFromQueue()).toMatchObject({ merged: true });
      await world.quiet();
      expect([first.request.state, second.request.state]).toEqual(["MERGED", "MERGED"]);
      expect(shop.issues()).toEqual([]);
    },
  );

  it.each(METHODS)("with one request that isn't approved doesn't pass (%s), and names it", async (method) => {
    const { alice } = stage;
    const shop = await shopWith(method);
    const waiting = aiRequest(shop, "a");
    const { request } = await approved(shop, "b");
    waiting.enqueue(alice);
    request.enqueue(alice);
    required(shop);
    const check = await groupCheck(shop, request);
    expect(check).toMatchObject({ conclusion: "failure", title: `Held by #${waiting.number}` });
    expect(check.summary).toContain(`- #${waiting.number} **hasn't passed:**`);
    expect(check.summary).toContain(`- #${request.number} has passed.`);
    expect(request.mergeFromQueue()).toMatchObject({ merged: false });
  });

  it("passes again once that one is approved, or out of the queue", async () => {
    const { alice, rita } = stage;
    const shop = await shopWith();
    const waiting = aiRequest(shop, "a");
    const { request } = await approved(shop, "b");
    waiting.enqueue(alice);
    request.enqueue(alice);
    expect(await groupCheck(shop, request)).toMatchObject({ conclusion: "failure" });
    waiting.review(rita, "APPROVE");
    expect(await groupCheck(shop, request)).toMatchObject({ conclusion: "success" });
    const other = aiRequest(shop, "c");
    other.enqueue(alice);
    const { request: last } = await approved(shop, "d");
    last.enqueue(alice);
    expect(await groupCheck(shop, last)).toMatchObject({ title: `Held by #${other.number}` });
    other.dequeue();
    expect(await groupCheck(shop, last)).toMatchObject({ conclusion: "success" });
  });

  it("doesn't pass any more once an approval is dismissed while it is queued", async () => {
    const { alice, sam } = stage;
    const shop = await shopWith();
    const { request, review } = await approved(shop, "a");
    const { request: second } = await approved(shop, "b");
    request.enqueue(alice);
    second.enqueue(alice);
    expect(await groupCheck(shop, second)).toMatchObject({ conclusion: "success" });
    review.dismiss(sam);
    expect(await groupCheck(shop, request)).toMatchObject({ conclusion: "failure" });
    expect(await groupCheck(shop, second)).toMatchObject({
      conclusion: "failure",
      title: `Held by #${request.number}`,
    });
  });

  it("whose messages name other requests is judged by the queue's entries", async () => {
    const { alice } = stage;
    const shop = await shopWith("merge");
    const { request } = await approved(shop, "a");
    const waiting = aiRequest(shop, "b");
    waiting.edit(alice, { title: `Merge pull request #${request.number} from acme/a` });
    waiting.enqueue(alice);
    expect(await groupCheck(shop, waiting)).toMatchObject({ title: `Held by #${waiting.number}` });
  });

  it("of requests without AI passes, and in mode `observe` the check is neutral", async () => {
    const { alice } = stage;
    const shop = await shopWith();
    shop.commit("a", { by: alice, files: { "a.txt": "a" } });
    const request = shop.openRequest({ by: alice, head: "a" });
    await stage.world.quiet();
    request.enqueue(alice);
    expect(await groupCheck(shop, request)).toMatchObject({ conclusion: "success" });
    const observed = await shopWith("squash", "mode: observe\n");
    const waiting = aiRequest(observed, "a");
    await stage.world.quiet();
    waiting.enqueue(alice);
    expect(await groupCheck(observed, waiting)).toMatchObject({ conclusion: "neutral" });
  });

  it("BYPASSES 51: … is judged again by the Re-run button, though GitHub names no request in its event", async () => {
    const { alice, rita, world } = stage;
    const shop = await shopWith();
    const waiting = aiRequest(shop, "a");
    await world.quiet();
    waiting.enqueue(alice);
    const check = await groupCheck(shop, waiting);
    const before = world.github.requests.length;
    check.rerequest(rita);
    expect(await groupCheck(shop, waiting)).toMatchObject({ id: check.id, conclusion: "failure" });
    check.rerequestSuite(rita);
    await world.quiet();
    const asked = world.github.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
    expect(asked).toEqual(["POST /api/graphql", "POST /api/graphql"]);
  });

  it("that is new costs one read and one write, a read of its newest request, and a look whether that changed it", async () => {
    const { alice, world } = stage;
    const shop = await shopWith();
    const { request } = await approved(shop, "a");
    const before = world.github.requests.length;
    request.enqueue(alice);
    await groupCheck(shop, request);
    const asked = world.github.requests.slice(before).map(({ method, path }) => `${method} ${path.split("/").at(-1)}`);
    expect(asked.filter((each) => each === "POST check-runs")).toHaveLength(1);
    expect(asked.filter((each) => each === "POST graphql")).toHaveLength(3);
    expect(asked).toHaveLength(4);
  });
});
