import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aShop, rest, tokenOf } from "../client.fixture.ts";
import { type Simulator, startSimulator } from "../simulator.ts";

let github: Simulator;
let token: string;
let head_sha: string;
let shop: ReturnType<typeof aShop>["shop"];
beforeEach(async () => {
  github = await startSimulator();
  const made = aShop(github);
  shop = made.shop;
  head_sha = shop.tip("main");
  token = await tokenOf(github, made.installation);
});
afterEach(() => github.close());

const create = (body: object) =>
  rest(github, "POST", "/repos/acme/shop/check-runs", { token, body: { name: "ai-review", head_sha, ...body } });
const update = (id: number, body: object) =>
  rest(github, "PATCH", `/repos/acme/shop/check-runs/${id}`, { token, body });
const idOf = ({ body }: { readonly body: unknown }) => (body as { readonly id: number }).id;

const annotation = { path: "a", start_line: 1, end_line: 1, annotation_level: "notice", message: "m" };
const output = { title: "t", summary: "s" };
const action = { label: "Go", description: "Goes", identifier: "go" };

describe("a check run", () => {
  it("is in queue until it's completed, and completed once it has a conclusion", async () => {
    const made = await create({ external_id: "pr:1" });
    expect(made).toMatchObject({ status: 201, body: { status: "queued", conclusion: null, external_id: "pr:1" } });
    const done = await update(idOf(made), { conclusion: "action_required", output });
    expect(done).toMatchObject({ status: 200, body: { status: "completed", output: { title: "t" } } });
  });

  it("shares its suite with the App's other runs on the commit", async () => {
    const runs = [await create({}), await create({ name: "other" })];
    const suites = runs.map(({ body }) => (body as { readonly check_suite: { readonly id: number } }).check_suite.id);
    expect(new Set(suites).size).toBe(1);
  });

  it("keeps its annotations when an update brings more", async () => {
    const annotations = Array.from({ length: 50 }, () => annotation);
    const made = await create({ conclusion: "success", output: { ...output, annotations } });
    const more = await update(idOf(made), { output: { ...output, annotations: [annotation] } });
    expect(more).toMatchObject({ body: { output: { annotations_count: 51 } } });
  });

  it("is listed for its commit, of each name only the newest", async () => {
    await create({ conclusion: "failure" });
    const newest = await create({ conclusion: "success" });
    const listed = await rest(github, "GET", `/repos/acme/shop/commits/main/check-runs`, { token });
    expect(listed).toMatchObject({ body: { total_count: 1, check_runs: [{ id: idOf(newest) }] } });
    const all = await rest(github, "GET", `/repos/acme/shop/commits/main/check-runs?filter=all`, { token });
    expect(all).toMatchObject({ body: { total_count: 2 } });
  });

  it("can't be changed by another App", async () => {
    const theirs = shop.check(github.bot("actions"), { name: "ai-review", headSha: head_sha, conclusion: "success" });
    const answer = await update(theirs.id, { conclusion: "failure" });
    expect(answer).toMatchObject({ status: 403, body: { message: expect.stringContaining("Invalid app_id") } });
  });

  it("can't be made by a person", async () => {
    const person = github.token(github.world.accounts.find(({ login }) => login === "alice") ?? github.user("nobody"));
    const body = { name: "ai-review", head_sha };
    expect((await rest(github, "POST", "/repos/acme/shop/check-runs", { token: person, body })).status).toBe(403);
  });
});

it.each([
  ["completed without a conclusion", { status: "completed" }, "conclusion is required"],
  ["with a conclusion that is GitHub's own", { conclusion: "stale" }, "conclusion"],
  ["with 51 annotations", { output: { ...output, annotations: Array(51).fill(annotation) } }, "No more than 50 items"],
  ["with a summary of 65,536 characters", { output: { ...output, summary: "s".repeat(65_536) } }, "Only 65535"],
  ["with a text of 65,536 characters", { output: { ...output, text: "s".repeat(65_536) } }, "Only 65535"],
  ["without a summary", { output: { title: "t" } }, "output/summary"],
  ["with four buttons", { actions: Array(4).fill(action) }, "No more than 3 items"],
  ["with a long label", { actions: [{ ...action, label: "x".repeat(21) }] }, "Only 20"],
  ["with a long description", { actions: [{ ...action, description: "x".repeat(41) }] }, "Only 40"],
  ["with a long identifier", { actions: [{ ...action, identifier: "x".repeat(21) }] }, "Only 20"],
  ["for a commit that isn't there", { head_sha: "a".repeat(40) }, "No commit found for SHA"],
  [
    "with an annotation that ends before it starts",
    { output: { ...output, annotations: [{ ...annotation, start_line: 2 }] } },
    "end_line",
  ],
])("a check run %s is refused", async (_, body, message) => {
  expect(await create(body)).toMatchObject({ status: 422, body: { message: expect.stringContaining(message) } });
});

it("takes exactly what GitHub's limits allow", async () => {
  const made = await create({
    conclusion: "neutral",
    output: { title: "t", summary: "é".repeat(65_535), annotations: Array(50).fill(annotation) },
    actions: Array(3).fill({ label: "x".repeat(20), description: "x".repeat(40), identifier: "x".repeat(20) }),
  });
  expect(made.status).toBe(201);
});
