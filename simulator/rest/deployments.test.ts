import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aShop, graphql, rest, tokenOf } from "../client.fixture.ts";
import { type Simulator, startSimulator } from "../simulator.ts";

let github: Simulator;
let made: ReturnType<typeof aShop>;
beforeEach(async () => {
  github = await startSimulator();
  made = aShop(github);
  made.shop.environment("production", [github.world.app]);
});
afterEach(() => github.close());

const deploy = () => made.shop.deploy({ by: made.alice, environment: "production" });

async function answer(runId: number, body: object, permissions?: object) {
  const token = await tokenOf(github, made.installation, permissions && { permissions });
  return rest(github, "POST", `/repos/acme/shop/actions/runs/${runId}/deployment_protection_rule`, { token, body });
}

const YES = { environment_name: "production", state: "approved", comment: "Fine" };
const NO = { ...YES, state: "rejected" };

describe("a run that waits for an environment", () => {
  it("tells the App whose rule is on there, in the shape that GitHub documents", () => {
    const { runId } = deploy();
    const delivery = github.hooks.held.find(({ event }) => event === "deployment_protection_rule");
    expect(JSON.parse(delivery?.body ?? "{}")).toMatchObject({
      action: "requested",
      environment: "production",
      event: "push",
      sha: made.shop.tip("main"),
      ref: "refs/heads/main",
      deployment_callback_url: expect.stringMatching(
        new RegExp(`/repos/acme/shop/actions/runs/${runId}/deployment_protection_rule$`),
      ),
      deployment: { sha: made.shop.tip("main"), ref: "main", environment: "production", creator: { login: "alice" } },
      pull_requests: [],
      sender: { login: "alice" },
      installation: { id: made.installation.id },
    });
  });

  it("takes one answer, however the environment is spelt, and no other afterwards", async () => {
    const run = deploy();
    expect(run.status).toBe("waiting");
    expect(await answer(run.runId, { ...YES, environment_name: "Production" })).toMatchObject({ status: 204 });
    expect(run).toMatchObject({ answer: "approved", comment: "Fine", status: "in_progress" });
    expect(await answer(run.runId, NO)).toMatchObject({ status: 422 });
    run.finish();
    expect(run.status).toBe("completed");
  });

  it("fails when it's rejected, and asks again when it's run again", async () => {
    const run = deploy();
    await answer(run.runId, NO);
    expect(run).toMatchObject({ answer: "rejected", status: "completed" });
    run.rerun(made.rita);
    expect(run).toMatchObject({ answer: "pending", status: "waiting" });
    const token = await tokenOf(github, made.installation);
    expect(await rest(github, "GET", `/repos/acme/shop/actions/runs/${run.runId}`, { token })).toMatchObject({
      body: { actor: { login: "alice" }, triggering_actor: { login: "rita" }, run_attempt: 2 },
    });
  });

  it.each([
    ["without the permission", YES, { deployments: "read" }, 403],
    ["of another environment", { ...YES, environment_name: "staging" }, undefined, 404],
    ["longer than GitHub takes", { ...YES, comment: "x".repeat(1025) }, undefined, 422],
    ["that is neither yes nor no", { ...YES, state: "maybe" }, undefined, 422],
  ] as const)("takes no answer %s", async (_, body, permissions, status) => {
    const run = deploy();
    expect(await answer(run.runId, body, permissions)).toMatchObject({ status });
    expect(run.answer).toBe("pending");
  });

  it("isn't asked about where no rule is on", async () => {
    const run = made.shop.deploy({ by: made.alice, environment: "elsewhere" });
    expect(run.status).toBe("in_progress");
    expect(await answer(run.runId, { ...YES, environment_name: "elsewhere" })).toMatchObject({ status: 422 });
  });
});

describe("deployments", () => {
  it("can be recorded by whoever may write, and the last successful one makes others inactive", async () => {
    const token = github.token(made.rita);
    const body = { ref: "main", environment: "production" };
    const recorded = await rest(github, "POST", "/repos/acme/shop/deployments", { token, body });
    const { id } = recorded.body as { id: number };
    const path = `/repos/acme/shop/deployments/${id}/statuses`;
    expect(await rest(github, "POST", path, { token, body: { state: "success" } })).toMatchObject({ status: 201 });
    made.shop.recordDeployment("production", "main", made.alice);
    const query = `{ repository(owner: "acme", name: "shop") {
      deployments(environments: ["production"], first: 5, orderBy: { field: CREATED_AT, direction: DESC }) {
        nodes { databaseId creator { login } statuses(first: 5) { nodes { state } } }
      } } }`;
    const asked = await graphql(github, await tokenOf(github, made.installation), query);
    expect(asked.body).toMatchObject({
      data: {
        repository: {
          deployments: {
            nodes: [
              { creator: { login: "alice" }, statuses: { nodes: [{ state: "SUCCESS" }] } },
              { databaseId: id, statuses: { nodes: [{ state: "INACTIVE" }, { state: "SUCCESS" }] } },
            ],
          },
        },
      },
    });
    const blind = await graphql(
      github,
      await tokenOf(github, made.installation, { permissions: { contents: "read" } }),
      query,
    );
    expect(blind.body).toMatchObject({ errors: [{ type: "FORBIDDEN" }] });
  });
});

describe("what a deployment may be measured from", () => {
  it("is shown in pages: the movements of a branch by cursor, newest first, and its commits by number", async () => {
    const shas = ["a", "b"].map((name) => made.shop.commit("main", { by: made.alice, files: { [name]: name } }));
    const token = await tokenOf(github, made.installation);
    const path = "/repos/acme/shop/activity?ref=refs/heads/main&per_page=2";
    const first = await rest(github, "GET", path, { token });
    expect(first.body).toMatchObject([{ after: shas[1] }, { after: shas[0] }]);
    const next = /<[^>]+\/api\/v3([^>]+)>; rel="next"/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
    const second = await rest(github, "GET", next, { token });
    expect(second.body).toMatchObject([{ activity_type: "branch_creation" }]);
    expect(second.headers.get("link")).toBeNull();
    const commits = await rest(github, "GET", "/repos/acme/shop/commits?sha=main&per_page=2&page=2", { token });
    expect(commits.body).toMatchObject([{ parents: [] }]);
  });
});
