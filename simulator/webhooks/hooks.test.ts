import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, it } from "vitest";
import { appJwt, aShop, rest } from "../client.fixture.ts";
import { type Simulator, startSimulator } from "../simulator.ts";

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let github: Simulator;
let receiver: Server;
let received: Received[];
let status: number;
beforeEach(async () => {
  received = [];
  status = 200;
  receiver = createServer(async (request, response) => {
    received.push({ headers: request.headers, body: await text(request) });
    response.writeHead(status).end("ok");
  });
  const port = await new Promise<number>((resolve) => {
    receiver.listen(0, "127.0.0.1", () => {
      const address = receiver.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  github = await startSimulator({ events: ["pull_request", "pull_request_review"] });
  github.deliverTo(`http://127.0.0.1:${port}/`);
});
afterEach(async () => {
  await github.close();
  receiver.close();
});

it("tells of this App's installations only", async () => {
  const acme = github.organization("acme");
  github.installOther(github.bot("another"), acme, { contents: "write" });
  github.install(acme);
  await github.idle();
  expect(events()).toEqual(["installation.created"]);
});

const events = () => received.map(({ headers, body }) => `${headers["x-github-event"]}.${JSON.parse(body).action}`);

function open() {
  const made = aShop(github);
  made.shop.commit("fix", { by: made.alice, files: { a: "a" } });
  return { ...made, request: made.shop.openRequest({ by: made.alice, head: "fix", title: "Füx" }) };
}

it("signs what it sends with both digests over the very bytes, and says who is told", async () => {
  open();
  await github.idle();
  const delivery = received.at(-1);
  const digest = (algorithm: string) =>
    `${algorithm}=${createHmac(algorithm, github.app.webhookSecret)
      .update(delivery?.body ?? "")
      .digest("hex")}`;
  expect(delivery?.headers).toMatchObject({
    "x-hub-signature-256": digest("sha256"),
    "x-hub-signature": digest("sha1"),
    "x-github-event": "pull_request",
    "x-github-hook-installation-target-id": String(github.app.id),
    "user-agent": expect.stringMatching(/^GitHub-Hookshot\//),
    "x-github-delivery": expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

it("sends payloads in GitHub's shape", async () => {
  const { request, installation } = open();
  await github.idle();
  expect(JSON.parse(received.at(-1)?.body ?? "")).toMatchObject({
    action: "opened",
    number: 1,
    pull_request: {
      number: 1,
      state: "open",
      title: "Füx",
      user: { login: "alice", type: "User" },
      head: { ref: "fix", sha: request.head, repo: { full_name: "acme/shop" } },
      base: { ref: "main" },
      merged: false,
    },
    repository: { name: "shop", owner: { login: "acme", type: "Organization" }, default_branch: "main" },
    organization: { login: "acme" },
    sender: { login: "alice" },
    installation: { id: installation.id },
  });
});

it("sends only what the App subscribes to, and installations' own events always", async () => {
  const { request, rita } = open();
  request.comment(rita, "Hi");
  request.review(rita, "APPROVE");
  await github.idle();
  expect(events()).toEqual(["installation.created", "pull_request.opened", "pull_request_review.submitted"]);
  expect(JSON.parse(received.at(-1)?.body ?? "").review.state).toBe("approved");
});

it("sends nothing where the App isn't installed, or suspended", async () => {
  const { request, installation, rita, alice } = open();
  installation.suspend();
  request.review(rita, "APPROVE");
  installation.unsuspend();
  installation.uninstall();
  request.close(alice);
  await github.idle();
  expect(events().slice(2)).toEqual(["installation.suspend", "installation.unsuspend", "installation.deleted"]);
});

it("tries once, writes down what came of it, and tries again when it's told to, under the same guid", async () => {
  status = 500;
  open();
  await github.idle();
  status = 200;
  const token = await appJwt(github);
  const listed = await rest(github, "GET", "/app/hook/deliveries?per_page=1", { token });
  expect(listed).toMatchObject({
    status: 200,
    body: [{ event: "pull_request", action: "opened", status_code: 500, redelivery: false }],
  });
  expect(listed.headers.get("link")).toContain('rel="next"');
  const [{ id, guid }] = listed.body as [{ readonly id: number; readonly guid: string }];
  expect((await rest(github, "POST", `/app/hook/deliveries/${id}/attempts`, { token })).status).toBe(202);
  await github.idle();
  expect(github.hooks.deliveries.at(-1)).toMatchObject({ guid, redelivery: true, statusCode: 200 });
  const detail = await rest(github, "GET", `/app/hook/deliveries/${id}`, { token });
  expect(detail).toMatchObject({ body: { request: { payload: { action: "opened" } } } });
});

it("fails deliveries that have nowhere to go", async () => {
  github.deliverTo("http://127.0.0.1:9/");
  open();
  await github.idle();
  expect(github.hooks.deliveries.at(-1)).toMatchObject({ status: "failed to connect to host", statusCode: 502 });
});

it("holds, loses, doubles and reorders on request", async () => {
  const { request, rita, alice } = open();
  await github.idle();
  received.length = 0;
  github.hooks.pause();
  request.review(rita, "APPROVE");
  request.close(alice);
  request.reopen(alice);
  await github.idle();
  expect(received).toEqual([]);
  expect(github.hooks.drop(({ action }) => action === "closed")).toHaveLength(1);
  github.hooks.duplicate(({ action }) => action === "submitted");
  github.hooks.reorder((held) => held.toReversed());
  github.hooks.resume();
  await github.idle();
  expect(events()).toEqual(["pull_request.reopened", "pull_request_review.submitted", "pull_request_review.submitted"]);
  const guids = received.slice(1).map(({ headers }) => headers["x-github-delivery"]);
  expect(guids[0]).toBe(guids[1]);
});
