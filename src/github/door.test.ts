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

const later = (minutes: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + minutes * 60_000 });

describe("an installation's token", () => {
  it("is asked for once, and renewed when its hour is over", async () => {
    const tokens = handsOutTokens(1);
    const { door } = openDoor();
    answersFacts("1-t1").twice().reply(200, someFacts);
    await door.read(changeOf(1));
    await door.read(changeOf(1));
    expect(tokens.given()).toBe(1);
    later(60);
    answersFacts("1-t2").reply(200, someFacts);
    await door.read(changeOf(1));
    expect(tokens.given()).toBe(2);
  });

  it("that GitHub refuses before its time is replaced for the next attempt", async () => {
    const tokens = handsOutTokens(2);
    const { door } = openDoor();
    answersFacts("2-t1").reply(200, someFacts);
    await door.read(changeOf(2));
    later(10);
    answersFacts("2-t1").reply(401, { message: "Bad credentials" });
    await expect(door.read(changeOf(2))).rejects.toMatchObject({ status: 401, permanent: false });
    answersFacts("2-t2").reply(200, someFacts);
    expect(await door.read(changeOf(2))).toMatchObject({ number: 7 });
    expect(tokens.given()).toBe(2);
  });

  it("is replaced at the GitHub that gave it, where that is another server", async () => {
    const apiUrl = "https://ghe.acme.example/api/v3";
    const tokens = handsOutTokens(9, apiUrl);
    const { door } = openDoor({ apiUrl });
    const ghe = "https://ghe.acme.example/api";
    answersFacts("9-t1", ghe).reply(200, someFacts);
    await door.read(changeOf(9));
    later(10);
    answersFacts("9-t1", ghe).reply(401, { message: "Bad credentials" });
    await expect(door.read(changeOf(9))).rejects.toMatchObject({ status: 401 });
    answersFacts("9-t2", ghe).reply(200, someFacts);
    expect(await door.read(changeOf(9))).toMatchObject({ number: 7 });
    expect(tokens.given()).toBe(2);
  });

  it("that doesn't come leaves nothing behind: the next attempt asks again", async () => {
    const { door } = openDoor();
    const path = "/app/installations/3/access_tokens";
    nock(API).post(path).reply(500, { message: "hiccup" });
    await expect(door.read(changeOf(3))).rejects.toMatchObject({ status: 500, permanent: false });
    nock(API).post(path).reply(401, { message: "A JSON web token could not be decoded" });
    await expect(door.read(changeOf(3))).rejects.toMatchObject({ status: 401, permanent: false });
    handsOutTokens(3);
    answersFacts("3-t1").reply(200, someFacts);
    expect(await door.read(changeOf(3))).toMatchObject({ number: 7 });
  });

  it.each([
    [404, "Not Found"],
    [403, "This installation has been suspended"],
  ])("is refused with %d where the installation is gone or suspended", async (status, message) => {
    nock(API).post("/app/installations/4/access_tokens").reply(status, { message });
    await expect(openDoor().door.read(changeOf(4))).rejects.toMatchObject({ status, permanent: true });
  });
});

describe("every request", () => {
  it("pins the API's version, the token's too, and is counted, the token's apart", async () => {
    const versions: (string | null)[] = [];
    const seen: string[] = [];
    const { door } = openDoor({ observe: ({ method, url }) => seen.push(`${method} ${url}`) });
    const reqheaders = {
      "x-github-api-version": (value: string | null) => {
        versions.push(value);
        return true;
      },
    };
    const token = { token: "t", expires_at: "2099-01-01T00:00:00Z", permissions: {} };
    nock(API, { reqheaders }).post("/app/installations/5/access_tokens").reply(201, token);
    nock(API, { reqheaders }).post("/graphql").reply(200, someFacts);
    nock(API, { reqheaders }).get("/repos/acme/shop/pulls/7/files?per_page=100&page=1").reply(200, []);
    await door.read(changeOf(5));
    await door.readFiles(changeOf(5));
    expect(new Set(versions)).toEqual(new Set(["2022-11-28"]));
    expect(seen).toEqual([`POST ${API}/graphql`, "GET /repos/{owner}/{repo}/pulls/{pull_number}/files"]);
  });

  it("goes out at once: nothing paces writes and queries to one a second", async () => {
    const token = { token: "t", expires_at: "2099-01-01T00:00:00Z", permissions: {} };
    const { door } = openDoor({
      fetch: async (url) =>
        Response.json(url.endsWith("/access_tokens") ? token : url.endsWith("/graphql") ? someFacts : { id: 5 }),
    });
    // With these timers nothing that waits for a while ever goes on.
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    for (let n = 0; n < 5; n++) {
      await door.read(changeOf(8));
      await door.publish(changeOf(8), content);
    }
    await Promise.all(Array.from({ length: 5 }, () => door.publish(changeOf(8), content)));
  });

  it("goes to a GitHub Enterprise Server's own addresses, tokens and GraphQL alike", async () => {
    const ghe = "https://ghe.acme.example";
    const tokens = handsOutTokens(6, `${ghe}/api/v3`);
    answersFacts("6-t1", `${ghe}/api`).reply(200, someFacts);
    const files = nock(`${ghe}/api/v3`).get("/repos/acme/shop/pulls/7/files?per_page=100&page=1").reply(200, []);
    const { door } = openDoor({ apiUrl: `${ghe}/api/v3` });
    expect(await door.read(changeOf(6))).toMatchObject({ number: 7 });
    expect(await door.readFiles(changeOf(6))).toEqual([]);
    expect(tokens.given()).toBe(1);
    expect(files.isDone()).toBe(true);
  });

  it("leaves neither token, key nor content in the log, at any level", async () => {
    handsOutTokens(7);
    const { door, lines } = openDoor();
    answersFacts("7-t1").reply(200, someFacts);
    nock(API).post("/repos/acme/shop/check-runs").reply(201, { id: 5 });
    await door.read(changeOf(7));
    await door.publish(changeOf(7), content);
    expect(lines.join("")).toContain("GitHub request: POST");
    expect(lines.join("")).not.toMatch(/7-t1|BEGIN|Bearer|secret plans|pullRequestFacts/i);
  });
});
