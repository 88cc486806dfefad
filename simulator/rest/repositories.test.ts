import { afterEach, beforeEach, expect, it } from "vitest";
import { aShop, graphql, rest, tokenOf } from "../client.fixture.ts";
import { type Simulator, startSimulator } from "../simulator.ts";

let github: Simulator;
let token: string;
let made: ReturnType<typeof aShop>;
beforeEach(async () => {
  github = await startSimulator();
  made = aShop(github);
  token = await tokenOf(github, made.installation);
});
afterEach(() => github.close());

const get = (path: string) => rest(github, "GET", `/repos/acme/shop${path}`, { token });

it("compares a head with a base: commits, files with patches, and how they stand", async () => {
  const { shop, alice, rita } = made;
  shop.commit("fix", { by: alice, files: { "README.md": "Hi\nthere\n", "moved.md": "x" } });
  shop.commit("main", { by: rita, files: { "other.md": "o" } });
  expect(await get("/compare/main...fix")).toMatchObject({
    status: 200,
    body: {
      status: "diverged",
      ahead_by: 1,
      behind_by: 1,
      total_commits: 1,
      commits: [{ sha: shop.tip("fix"), author: { login: "alice" } }],
      files: [
        { filename: "README.md", status: "modified", patch: "@@ -1 +1,2 @@\n Hi\n+there", additions: 1 },
        { filename: "moved.md", status: "added" },
      ],
    },
  });
  expect((await get("/compare/main...nothing")).status).toBe(404);
});

it("gives contents, a link's target and a folder's list, and 404 for what isn't there", async () => {
  const { shop, alice } = made;
  shop.commit("main", { by: alice, files: { "d/a.md": "é\n", link: { content: "d/a.md", mode: "120000" } } });
  const file = await get("/contents/d/a.md");
  expect(file).toMatchObject({ body: { type: "file", encoding: "base64", size: 3 } });
  expect(Buffer.from((file.body as { readonly content: string }).content, "base64").toString()).toBe("é\n");
  expect(await get("/contents/link")).toMatchObject({ body: { type: "symlink", target: "d/a.md" } });
  expect(await get("/contents/d")).toMatchObject({ body: [{ name: "a.md", path: "d/a.md" }] });
  expect((await get("/contents/none")).status).toBe(404);
});

it("lists who moved a branch, newest first", async () => {
  const { shop, alice, rita } = made;
  const first = shop.commit("fix", { by: alice, files: { a: "1" } });
  const second = shop.commit("fix", { by: rita, parents: ["main"], files: { a: "2" }, force: true });
  expect(await get("/activity?ref=refs/heads/fix")).toMatchObject({
    body: [
      { activity_type: "force_push", before: first, after: second, actor: { login: "rita" } },
      { activity_type: "branch_creation", before: "0".repeat(40), after: first, actor: { login: "alice" } },
    ],
  });
});

it("lists a request's renamed files with their old names, in pages", async () => {
  const { shop, alice } = made;
  shop.commit("fix", { by: alice, files: { "README.md": null, "docs/README.md": "Hi\n", z: "z" } });
  const request = shop.openRequest({ by: alice, head: "fix" });
  const page = await get(`/pulls/${request.number}/files?per_page=1`);
  expect(page.body).toMatchObject([{ filename: "docs/README.md", status: "renamed", previous_filename: "README.md" }]);
  expect(page.headers.get("link")).toMatch(/page=2>; rel="next"/);
});

it("shows an App's account as a commit's author, as GraphQL doesn't", async () => {
  const sha = made.shop.commit("fix", { by: github.bot("devin"), signedByGitHub: true, files: { a: "1" } });
  expect(await get(`/commits/${sha}`)).toMatchObject({
    body: { author: { login: "devin[bot]", type: "Bot" }, commit: { verification: { verified: true } } },
  });
});

it("lets an App see rulesets without their bypass list, and not change them without permission", async () => {
  made.shop.ruleset({
    name: "Guard",
    enforcement: "active",
    conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
    rules: [{ type: "deletion" }],
  });
  const listed = await get("/rulesets");
  expect(listed).toMatchObject({ body: [{ name: "Guard", enforcement: "active" }] });
  const [{ id }] = listed.body as [{ readonly id: number }];
  made.installation.grant({ administration: "read" });
  const weak = await tokenOf(github, made.installation);
  const ruleset = await rest(github, "GET", `/repos/acme/shop/rulesets/${id}`, { token: weak });
  expect(ruleset).toMatchObject({ body: { rules: [{ type: "deletion" }] } });
  expect(ruleset.body).not.toHaveProperty("bypass_actors");
  expect((await rest(github, "DELETE", `/repos/acme/shop/rulesets/${id}`, { token: weak })).status).toBe(403);
  made.installation.grant({ administration: "write" });
  const strong = await tokenOf(github, made.installation);
  const path = `/repos/acme/shop/rulesets/${id}`;
  expect(await rest(github, "GET", path, { token: strong })).toMatchObject({ body: { bypass_actors: [] } });
  const unbuilt = { rules: [{ type: "required_linear_history" }] };
  expect((await rest(github, "PUT", path, { token: strong, body: unbuilt })).status).toBe(422);
  expect((await rest(github, "DELETE", path, { token: strong })).status).toBe(204);
});

it("shows what branch protection of the older kind requires, to whoever may read contents", async () => {
  made.shop.protect("main", [{ context: "ai-review", integration_id: 7 }, { context: "build" }]);
  const checks = [
    { context: "ai-review", app_id: 7 },
    { context: "build", app_id: null },
  ];
  expect(await get("/branches/main")).toMatchObject({
    body: { name: "main", protected: true, protection: { required_status_checks: { checks } } },
  });
  expect(await get("/branches")).toMatchObject({
    body: expect.arrayContaining([expect.objectContaining({ name: "main", protected: true })]),
  });
  expect((await get("/branches/nowhere")).status).toBe(404);
});

it("keeps what is said about a commit, tells of new comments only, and shows who edited them", async () => {
  const { shop, alice, rita } = made;
  const sha = shop.tip("main");
  const edited = shop.commentOn(sha, alice, "Nice");
  edited.edit(rita, "Not nice");
  shop.commentOn(sha, alice, "Gone").delete(alice);
  await rest(github, "POST", `/repos/acme/shop/commits/${sha}/comments`, { token, body: { body: "By an App" } });
  const query = `query ($oid: GitObjectID!) {
    repository(owner: "acme", name: "shop") {
      object(oid: $oid) { ... on Commit { comments(last: 5) { nodes { body author { login } editor { login } } } } }
    }
  }`;
  const { body } = await graphql(github, token, query, { oid: sha });
  const nodes = [
    { body: "Not nice", author: { login: "alice" }, editor: { login: "rita" } },
    { body: "By an App", author: { login: "countersign" }, editor: null },
  ];
  expect(body).toEqual({ data: { repository: { object: { comments: { nodes } } } } });
  expect(await get(`/commits/${sha}/comments`)).toMatchObject({ body: [{ body: "Not nice" }, { commit_id: sha }] });
  await github.idle();
  const told = github.hooks.deliveries.filter(({ event }) => event === "commit_comment");
  expect(told.map(({ action }) => action)).toEqual(["created", "created", "created"]);
});
