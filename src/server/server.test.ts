import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createLog } from "../log.ts";
import { type Routes, type RunningServer, startServer } from "./server.ts";

let server: RunningServer | undefined;
afterEach(() => server?.close());

async function serving(routes: Routes) {
  const lines: string[] = [];
  const log = createLog({ level: "info", format: "json", secrets: [], write: (line) => lines.push(line) });
  server = await startServer({ host: "127.0.0.1", port: 0, routes, log });
  return { url: server.url, log: () => lines.join("") };
}

describe("the server", () => {
  it("routes by method and path, whatever follows the path", async () => {
    const { url } = await serving({ "GET /healthz": async () => ({ status: 200, text: "ok\n" }) });
    for (const path of ["/healthz", "/healthz/", "/healthz?probe=1", "/healthz#x"]) {
      expect((await fetch(url + path)).status).toBe(200);
    }
    const head = await fetch(`${url}/healthz`, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    for (const path of ["/", "/HEALTHZ", "/healthz/x", "/constructor"])
      expect((await fetch(url + path)).status).toBe(404);
    expect((await fetch(`${url}/healthz`, { method: "POST" })).status).toBe(404);
  });

  it("tells nobody what went wrong inside, and the log all of it", async () => {
    const { url, log } = await serving({
      "GET /broken": async () => {
        throw new Error("password authentication failed for user hunter2");
      },
    });
    const response = await fetch(`${url}/broken`);
    expect([response.status, await response.text()]).toEqual([500, "internal error\n"]);
    expect(log()).toContain("hunter2");
  });

  it("answers what isn't HTTP with 400 and goes on", async () => {
    const { url } = await serving({ "GET /healthz": async () => ({ status: 200, text: "ok\n" }) });
    const socket = connect(Number(new URL(url).port), "127.0.0.1");
    socket.end("\u0016\u0003\u0001 hello\r\n\r\n");
    const [answer] = await once(socket, "data");
    expect(String(answer)).toContain("400 Bad Request");
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  it("answers requests in flight when it closes, and takes no more", async () => {
    const arrived = Promise.withResolvers<void>();
    const go = Promise.withResolvers<void>();
    const { url } = await serving({
      "GET /slow": async () => {
        arrived.resolve();
        await go.promise;
        return { status: 200, text: "done\n" };
      },
    });
    const response = fetch(`${url}/slow`);
    await arrived.promise;
    const closed = server?.close();
    await expect(fetch(`${url}/slow`)).rejects.toThrow();
    go.resolve();
    expect(await (await response).text()).toBe("done\n");
    await closed;
  });

  it("names the settings to change when it can't listen", async () => {
    const { url } = await serving({});
    const port = Number(new URL(url).port);
    const log = createLog({ level: "fatal", format: "json", secrets: [], write: () => {} });
    await expect(startServer({ host: "127.0.0.1", port, routes: {}, log })).rejects.toThrow(
      `can't listen on 127.0.0.1:${port} (listen EADDRINUSE`,
    );
  });
});
