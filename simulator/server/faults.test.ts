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

const get = () => rest(github, "GET", "/repos/acme/shop", { token });
const QUERY = 'query named { repository(owner: "acme", name: "shop") { name defaultBranchRef { name } } }';

it("answers as ordered, as often as ordered, and then rightly", async () => {
  const fault = github.faults.add({ kind: "answer", status: 502, body: { message: "Bad Gateway" } }, { times: 2 });
  expect([(await get()).status, (await get()).status, (await get()).status]).toEqual([502, 502, 200]);
  expect(fault.hits).toBe(2);
});

it("meets only the requests that it's for", async () => {
  github.faults.add({ kind: "answer", status: 500 }, { operation: "named", times: Number.POSITIVE_INFINITY });
  expect((await get()).status).toBe(200);
  expect((await graphql(github, token, QUERY)).status).toBe(500);
  github.faults.clear();
  expect((await graphql(github, token, QUERY)).status).toBe(200);
});

it("limits as GitHub does: 403 or 429 with a time to wait, and GraphQL with 200", async () => {
  github.faults.secondaryLimit(7, { status: 429 });
  const limited = await get();
  expect(limited).toMatchObject({ status: 429, body: { message: expect.stringContaining("secondary rate limit") } });
  expect(limited.headers.get("retry-after")).toBe("7");
  github.faults.graphqlRateLimited();
  expect(await graphql(github, token, QUERY)).toMatchObject({
    status: 200,
    body: { errors: [{ type: "RATE_LIMITED" }] },
  });
});

it("gives partial data with errors beside it", async () => {
  github.faults.add({
    kind: "partial",
    without: ["repository.defaultBranchRef"],
    errors: [{ type: "SERVICE_UNAVAILABLE", message: "Something went wrong" }],
  });
  expect((await graphql(github, token, QUERY)).body).toEqual({
    data: { repository: { name: "shop", defaultBranchRef: null } },
    errors: [{ type: "SERVICE_UNAVAILABLE", message: "Something went wrong" }],
  });
});

it("cuts the connection, and never answers", async () => {
  github.faults.add({ kind: "cut" });
  await expect(get()).rejects.toThrow();
  github.faults.add({ kind: "hang" });
  const url = `${github.url}/api/v3/repos/acme/shop`;
  await expect(fetch(url, { signal: AbortSignal.timeout(200) })).rejects.toThrow(/timeout/);
});

it("keeps a log of every request, with the operation, the installation and the answer", async () => {
  await graphql(github, token, QUERY);
  await rest(github, "GET", "/nonsense?x=1", { token });
  expect(github.requests.map(({ method, path, operation, status }) => [method, path, operation, status])).toEqual([
    ["POST", expect.stringMatching(/access_tokens$/), null, 201],
    ["POST", "/api/graphql", "named", 200],
    ["GET", "/api/v3/nonsense?x=1", null, 501],
  ]);
  expect(github.requests[1]?.installationId).toBeGreaterThan(0);
});

it("says so where an endpoint isn't simulated", async () => {
  expect(await rest(github, "DELETE", "/repos/acme/shop", { token })).toMatchObject({
    status: 501,
    body: { message: "not simulated: DELETE /repos/acme/shop" },
  });
});

it("answers as a replica that lags behind: what the same request got last time", async () => {
  const query = 'query named { repository(owner: "acme", name: "shop") { defaultBranchRef { target { oid } } } }';
  const before = await graphql(github, token, query);
  made.shop.commit("main", { by: made.alice, files: { a: "a" } });
  github.faults.add({ kind: "stale" });
  expect((await graphql(github, token, query)).body).toEqual(before.body);
  expect((await graphql(github, token, query)).body).not.toEqual(before.body);
});

it("meets only requests that ask for the repository that is named", async () => {
  const query = 'query named($name: String!) { repository(owner: "acme", name: $name) { name } }';
  const ask = (name: string) => graphql(github, token, query, { name });
  const fault = github.faults.add({ kind: "answer", status: 502 }, { repository: "shop" });
  expect(await ask("other")).toMatchObject({ status: 200 });
  expect(fault.hits).toBe(0);
  expect(await ask("shop")).toMatchObject({ status: 502 });
});

it("sends text as it is, as a proxy's error page", async () => {
  github.faults.add({ kind: "answer", status: 502, body: "<h1>Bad Gateway</h1>" });
  const response = await fetch(`${github.url}/api/v3/app`);
  expect([response.headers.get("content-type"), await response.text()]).toEqual([
    "text/html; charset=utf-8",
    "<h1>Bad Gateway</h1>",
  ]);
});
