import { createHmac } from "node:crypto";
import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createLog } from "../log.ts";
import { type RunningServer, startServer } from "./server.ts";
import { createWebhookHandler, type Delivery } from "./webhooks.ts";

const SECRET = "it's a secret";
let server: RunningServer | undefined;
afterEach(() => server?.close());

async function receiving(receive: (delivery: Delivery) => Promise<void> = async () => {}, maxBodyBytes = 1000) {
  const received: Delivery[] = [];
  const counted: string[] = [];
  const lines: string[] = [];
  const log = createLog({ level: "info", format: "json", secrets: [], write: (line) => lines.push(line) });
  const handler = createWebhookHandler({
    secret: SECRET,
    receive: async (delivery) => {
      received.push(delivery);
      await receive(delivery);
    },
    received: (name) => counted.push(name),
    log,
    maxBodyBytes,
  });
  server = await startServer({ host: "127.0.0.1", port: 0, routes: { "POST /hooks": handler }, log });
  const url = `${server.url}/hooks`;
  const post = async (body: string, headers: Record<string, string | undefined> = {}) => {
    const all = { ...signed(body), ...headers };
    const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const response = await fetch(url, { method: "POST", headers: sent, body });
    return { status: response.status, text: await response.text() };
  };
  return { post, url, received, counted, log: () => lines.join("") };
}

const hmac = (algorithm: string, body: string, secret = SECRET) =>
  `${algorithm}=${createHmac(algorithm, secret).update(body).digest("hex")}`;
const signed = (body: string) => ({
  "content-type": "application/json",
  "x-github-event": "pull_request",
  "x-github-delivery": "d-1",
  "x-hub-signature-256": hmac("sha256", body),
});

describe("a delivery", () => {
  it("with the right signature is handed on, then answered", async () => {
    const { post, received, counted } = await receiving();
    expect(await post('{"action":"opened"}')).toEqual({ status: 200, text: "ok\n" });
    expect(received).toEqual([{ id: "d-1", name: "pull_request", payload: { action: "opened" } }]);
    expect(counted).toEqual(["pull_request"]);
  });

  const body = '{"action":"opened"}';
  it.each([
    ["no signature", { "x-hub-signature-256": undefined }],
    ["GitHub's legacy SHA-1 only", { "x-hub-signature-256": undefined, "x-hub-signature": hmac("sha1", body) }],
    ["SHA-1 in SHA-256's place", { "x-hub-signature-256": hmac("sha1", body) }],
    ["another secret's", { "x-hub-signature-256": hmac("sha256", body, "development") }],
    ["another body's", { "x-hub-signature-256": hmac("sha256", `${body} `) }],
    ["one cut short", { "x-hub-signature-256": hmac("sha256", body).slice(0, -1) }],
    ["one without its name", { "x-hub-signature-256": hmac("sha256", body).slice(7) }],
    ["an empty one", { "x-hub-signature-256": "" }],
  ])("with %s is refused", async (_, headers) => {
    const { post, received, counted } = await receiving();
    expect(await post(body, headers)).toMatchObject({ status: 401 });
    expect([received, counted]).toEqual([[], []]);
  });

  it.each([
    [415, { "content-type": "application/x-www-form-urlencoded" }],
    [415, { "content-type": "application/jsonp" }],
    [400, { "x-github-event": undefined }],
    [400, { "x-github-event": "pull_request\u0020drop" }],
    [400, { "x-github-delivery": undefined }],
    [400, { "x-github-delivery": "{}" }],
  ])("is refused with %d where the headers are %j", async (status, headers) => {
    const { post, received } = await receiving();
    expect(await post(body, headers)).toMatchObject({ status });
    expect(received).toEqual([]);
  });

  it.each(["[]", "null", "7", "not JSON", ""])("that is no JSON object is ignored: %j", async (odd) => {
    const { post, received } = await receiving();
    expect(await post(odd)).toMatchObject({ status: 202 });
    expect(received).toEqual([]);
  });

  it("that can't be queued is answered with 500 and nothing of the error, for GitHub to show as failed", async () => {
    const { post, log } = await receiving(async () => {
      throw new Error("the disk of db-7.internal is full");
    });
    const answer = await post('{"title":"secret plans"}');
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain("db-7");
    expect(log()).toContain("db-7");
    expect(log()).not.toContain("secret plans");
  });
});

describe("a body over the limit", () => {
  const large = JSON.stringify({ filler: "x".repeat(5000) });

  it("is refused by its Content-Length alone, before any of it is read", async () => {
    const { url, received } = await receiving();
    const { port, pathname } = new URL(url);
    const socket = connect(Number(port), "127.0.0.1");
    const headers = Object.entries(signed("")).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`POST ${pathname} HTTP/1.1\r\nhost: x\r\n${headers.join("")}content-length: 999999999\r\n\r\n`);
    const [answer] = await once(socket, "data");
    expect(String(answer)).toMatch(/^HTTP\/1.1 413 [\s\S]*connection: close/i);
    await once(socket, "close");
    expect(received).toEqual([]);
  });

  it("is refused in chunks where the limit is, though its signature is right", async () => {
    const { url, received } = await receiving();
    const { port, pathname } = new URL(url);
    const socket = connect(Number(port), "127.0.0.1");
    const headers = Object.entries(signed(large)).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.write(`POST ${pathname} HTTP/1.1\r\nhost: x\r\n${headers.join("")}transfer-encoding: chunked\r\n\r\n`);
    // The last chunk never comes: only a reader that stops at the limit can answer.
    socket.write(`${large.length.toString(16)}\r\n${large}\r\n`);
    const [answer] = await once(socket, "data");
    expect(String(answer)).toMatch(/^HTTP\/1.1 413 /);
    expect(received).toEqual([]);
    socket.destroy();
  });

  it("but not at it is read", async () => {
    const exact = `{"filler":"${"x".repeat(987)}"}`;
    const { post } = await receiving(undefined, exact.length);
    expect(await post(exact)).toMatchObject({ status: 200 });
    expect(await post(`${exact} `)).toMatchObject({ status: 413 });
  });

  it("that breaks off queues nothing", async () => {
    const { url, received } = await receiving();
    const { port, pathname } = new URL(url);
    const socket = connect(Number(port), "127.0.0.1");
    const headers = Object.entries(signed("{}")).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.resume();
    socket.end(`POST ${pathname} HTTP/1.1\r\nhost: x\r\n${headers.join("")}content-length: 500\r\n\r\n{}`);
    await once(socket, "close");
    expect(received).toEqual([]);
  });
});
