import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changeOf, openDoor, someFacts } from "./door.fixture.ts";

/** Installation 1's facts never come; everything else is answered. */
const SLOW = 1;
let server: Server;
let apiUrl: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const installation = /installations\/(\d+)\/access_tokens/.exec(request.url ?? "")?.[1];
    const answer = installation
      ? { token: `token-of-${installation}`, expires_at: "2099-01-01T00:00:00Z", permissions: {} }
      : someFacts;
    if (request.headers.authorization === `token token-of-${SLOW}`) return;
    response.writeHead(installation ? 201 : 200, { "content-type": "application/json" });
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  apiUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v3`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe("an installation that GitHub doesn't answer", () => {
  it("is given up in time", async () => {
    const failure = openDoor({ apiUrl, timeoutMs: 100 }).door.read(changeOf(SLOW));
    await expect(failure).rejects.toMatchObject({ status: null, permanent: false });
    await expect(failure).rejects.toThrow("reading acme/shop#7: no answer from GitHub");
  });

  it("delays none of another's requests", async () => {
    const { door } = openDoor({ apiUrl, timeoutMs: 2_000 });
    const order: string[] = [];
    const slow = Array.from({ length: 20 }, async () => {
      await door.read(changeOf(SLOW)).catch(() => {});
      order.push("slow");
    });
    for (let n = 0; n < 20; n++) await door.read(changeOf(2));
    order.push("other");
    await Promise.all(slow);
    expect(order[0]).toBe("other");
  });
});
