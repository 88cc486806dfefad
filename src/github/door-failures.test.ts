import nock from "nock";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { API, answersFacts, changeOf, content, handsOutTokens, openDoor, someFacts } from "./door.fixture.ts";

beforeAll(() => {
  if (!nock.isActive()) nock.activate();
  nock.disableNetConnect();
});
afterEach(() => {
  vi.useRealTimers();
  nock.cleanAll();
});
afterAll(() => {
  nock.enableNetConnect();
  nock.restore();
});

const limited = { message: "You have exceeded a secondary rate limit. Please wait a few minutes." };
const forward = (seconds: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + seconds * 1000 });

describe("a request that fails", () => {
  it.each([500, 502, 503, 504])(
    "with %d is the queue's to try again: one request, no waiting named",
    async (status) => {
      handsOutTokens(11);
      const { door } = openDoor();
      const facts = answersFacts("11-t1").reply(status, "<html>");
      await expect(door.read(changeOf(11))).rejects.toMatchObject({
        status,
        retryAfterSeconds: null,
        permanent: false,
      });
      expect(facts.isDone()).toBe(true);
      answersFacts("11-t1").reply(200, someFacts);
      expect(await door.read(changeOf(11))).toMatchObject({ number: 7 });
    },
  );

  it("as the connection breaks is given up", async () => {
    handsOutTokens(13);
    const { door } = openDoor();
    answersFacts("13-t1").replyWithError(Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }));
    await expect(door.read(changeOf(13))).rejects.toMatchObject({ status: null, permanent: false });
  });

  it("with 404 on the check run says that the repository is gone", async () => {
    handsOutTokens(14);
    nock(API).post("/repos/acme/shop/check-runs").reply(404, { message: "Not Found" });
    await expect(openDoor().door.publish(changeOf(14), content)).rejects.toMatchObject({ permanent: true });
  });
});

describe("a rate limit", () => {
  it.each([
    ["403 with retry-after", 403, limited, { "retry-after": "30" }, 30],
    ["429 with retry-after", 429, limited, { "retry-after": "30" }, 30],
    ["a plain 403", 403, limited, {}, null],
    [
      "GraphQL's error with status 200 and retry-after",
      200,
      { errors: [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }] },
      { "retry-after": "30" },
      30,
    ],
    [
      "GraphQL's error beside data, and a limit that isn't used up",
      200,
      { ...someFacts, errors: [{ message: "You have exceeded a secondary rate limit" }] },
      { "x-ratelimit-remaining": "4000", "x-ratelimit-reset": "9999999999" },
      null,
    ],
  ])("by %s says how long to wait, if GitHub does", async (_, status, body, headers, retryAfterSeconds) => {
    handsOutTokens(21);
    const { door } = openDoor();
    answersFacts("21-t1").reply(status, body, headers);
    await expect(door.read(changeOf(21))).rejects.toMatchObject({ status, retryAfterSeconds, permanent: false });
  });

  it("counts to the reset of a limit that is used up", async () => {
    handsOutTokens(22);
    vi.useFakeTimers({ toFake: ["Date"], now: 1_800_000_000_000 });
    const { door } = openDoor();
    const headers = { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1800000090" };
    answersFacts("22-t1").reply(200, { errors: [{ type: "RATE_LIMITED", message: "exceeded" }] }, headers);
    await expect(door.read(changeOf(22))).rejects.toMatchObject({ retryAfterSeconds: 90 });
  });

  it("keeps the installation from asking until it's over, and no other one", async () => {
    handsOutTokens(23);
    handsOutTokens(24);
    const { door } = openDoor();
    answersFacts("23-t1").reply(403, limited, { "retry-after": "30" });
    await expect(door.read(changeOf(23))).rejects.toMatchObject({ retryAfterSeconds: 30 });
    await expect(door.readFiles(changeOf(23))).rejects.toThrow("GitHub asked installation 23 to wait");

    answersFacts("24-t1").reply(200, someFacts);
    expect(await door.read(changeOf(24))).toMatchObject({ number: 7 });

    forward(31);
    answersFacts("23-t1").reply(200, someFacts);
    expect(await door.read(changeOf(23))).toMatchObject({ number: 7 });
  });
});
