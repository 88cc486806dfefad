import { generateKeyPairSync } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { appJwt, aShop, graphql, rest, tokenOf } from "../client.fixture.ts";
import { type Simulator, startSimulator } from "../simulator.ts";

let github: Simulator;
beforeEach(async () => {
  github = await startSimulator();
});
afterEach(() => github.close());

const now = () => Math.floor(Date.now() / 1000);

describe("an App's JWT", () => {
  it("is taken with the App's id as text or number, or its client id", async () => {
    for (const iss of [String(github.app.id), github.app.id, github.world.app.clientId]) {
      const answer = await rest(github, "GET", "/app", { token: await appJwt(github, { iss }) });
      expect(answer).toMatchObject({ status: 200, body: { id: github.app.id, slug: "countersign" } });
    }
  });

  it.each([
    ["signed by another key", {}, 401, "A JSON web token could not be decoded"],
    ["of another App", { iss: "999" }, 404, "Integration not found"],
    ["good for over ten minutes", { exp: now() + 3600 }, 401, "too far in the future"],
    ["expired", { exp: now() - 300 }, 401, "'Expiration time' claim ('exp')"],
    ["from the future", { iat: now() + 300 }, 401, "'Issued at' claim ('iat')"],
    ["without an end", { exp: undefined }, 401, "could not be decoded"],
  ])("is refused if %s", async (why, claims, status, message) => {
    const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    const token = await appJwt(github, claims, why === "signed by another key" ? other : undefined);
    const answer = await rest(github, "GET", "/app", { token });
    expect(answer).toMatchObject({ status, body: { message: expect.stringContaining(message) } });
  });

  it("opens nothing but the App's own endpoints", async () => {
    aShop(github);
    const token = await appJwt(github);
    expect((await rest(github, "GET", "/repos/acme/shop", { token })).status).toBe(404);
    expect((await graphql(github, token, "{ __typename }")).status).toBe(403);
  });
});

describe("an installation's token", () => {
  it("comes with 201, its end in an hour, permissions and the selection of repositories", async () => {
    const { installation } = aShop(github);
    const path = `/app/installations/${installation.id}/access_tokens`;
    const answer = await rest(github, "POST", path, { token: await appJwt(github) });
    expect(answer).toMatchObject({
      status: 201,
      body: { token: expect.stringMatching(/^ghs_/), permissions: { checks: "write" }, repository_selection: "all" },
    });
    const { expires_at } = answer.body as { readonly expires_at: string };
    expect(Math.abs(Date.parse(expires_at) / 1000 - now() - 3600)).toBeLessThan(5);
  });

  it("isn't given for an installation that is suspended (403) or gone (404)", async () => {
    const { installation } = aShop(github);
    const path = `/app/installations/${installation.id}/access_tokens`;
    const token = await appJwt(github);
    const old = await tokenOf(github, installation);
    installation.suspend();
    expect(await rest(github, "POST", path, { token })).toMatchObject({
      status: 403,
      body: { message: "This installation has been suspended" },
    });
    expect((await rest(github, "GET", "/repos/acme/shop", { token: old })).status).toBe(403);
    installation.unsuspend();
    installation.uninstall();
    expect((await rest(github, "POST", path, { token })).status).toBe(404);
    expect((await rest(github, "GET", "/repos/acme/shop", { token: old })).status).toBe(401);
  });

  it("reaches its installation's repositories and no others", async () => {
    const { acme, shop } = aShop(github);
    acme.repository("secret", { files: { a: "a" } });
    const other = github.organization("other");
    other.repository("elsewhere", { files: { a: "a" } });
    const some = github.install(other, []);
    const token = await tokenOf(github, some);
    expect((await rest(github, "GET", "/repos/other/elsewhere", { token })).status).toBe(404);
    expect((await rest(github, "GET", `/repos/acme/${shop.repository.name}`, { token })).status).toBe(404);
  });

  it("can be narrowed to repositories and permissions, and not widened", async () => {
    const { acme, installation, shop } = aShop(github);
    acme.repository("secret", { files: { a: "a" } });
    const token = await tokenOf(github, installation, { repositories: ["shop"], permissions: { contents: "read" } });
    expect((await rest(github, "GET", "/repos/acme/secret", { token })).status).toBe(404);
    const body = { name: "x", head_sha: shop.tip("main") };
    expect(await rest(github, "POST", "/repos/acme/shop/check-runs", { token, body })).toMatchObject({
      status: 403,
      body: { message: "Resource not accessible by integration" },
    });
    const path = `/app/installations/${installation.id}/access_tokens`;
    const wider = { permissions: { secrets: "write" } };
    expect((await rest(github, "POST", path, { token: await appJwt(github), body: wider })).status).toBe(422);
  });

  it("is refused if nobody gave it, and nothing is open without one", async () => {
    aShop(github);
    const wrong = await rest(github, "GET", "/repos/acme/shop", { token: "ghs_wrong" });
    expect(wrong).toMatchObject({ status: 401, body: { message: "Bad credentials" } });
    expect((await rest(github, "GET", "/repos/acme/shop")).status).toBe(401);
  });
});

it("counts requests against each installation's own limit and says so in headers", async () => {
  await github.close();
  github = await startSimulator({ rateLimit: 2 });
  const { installation } = aShop(github);
  const token = await tokenOf(github, installation);
  const first = await rest(github, "GET", "/repos/acme/shop", { token });
  expect(first.headers.get("x-ratelimit-remaining")).toBe("1");
  expect(first.headers.get("x-ratelimit-resource")).toBe("core");
  await rest(github, "GET", "/repos/acme/shop", { token });
  expect((await rest(github, "GET", "/repos/acme/shop", { token })).status).toBe(403);
  expect((await graphql(github, token, "{ __typename }")).status).toBe(200);
});
