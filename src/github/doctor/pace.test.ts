import { expect, it } from "vitest";
import { type Canned, octokitAnswering } from "../octokit.fixture.ts";
import { looking } from "./looking.ts";
import { paced } from "./pace.ts";

const limited = (seconds: string): Canned => ({
  status: 403,
  headers: { "retry-after": seconds },
  body: { message: "You have exceeded a secondary rate limit." },
});
const badGateway: Canned = { status: 502, body: "bad gateway" };
const app: Canned = { body: { id: 7 } };

function readingFrom(...answers: readonly Canned[]) {
  const waits: number[] = [];
  const { octokit, asked } = octokitAnswering(...answers);
  const pace = { gapMs: 0, longestWaitSeconds: 60, onWait: (seconds: number) => waits.push(seconds) };
  const client = paced(octokit, pace);
  return { look: () => looking(null, async () => (await client.request("GET /app")).data), waits, asked };
}

it("waits as long as GitHub asks for, and reads again", async () => {
  const { look, waits } = readingFrom(limited("0"), app);
  expect(await look()).toEqual({ state: "seen", value: { id: 7 } });
  expect(waits).toEqual([0]);
});

it("gives up after three tries, or at once where the wait is too long; then it's unseen", async () => {
  const { look, asked } = readingFrom(limited("0"), limited("0"), limited("0"), app);
  expect(await look()).toEqual({ state: "unseen", why: "GitHub asked to wait 0 s" });
  expect(asked).toHaveLength(3);
  const long = readingFrom(limited("3600"), app);
  expect(await long.look()).toEqual({ state: "unseen", why: "GitHub asked to wait 3600 s" });
  expect(long.waits).toEqual([]);
});

it("asks nothing more until a limit ends that it doesn't wait for", async () => {
  const { look, asked } = readingFrom(limited("3600"), app);
  await look();
  expect(await look()).toEqual({ state: "unseen", why: "GitHub asked to wait 3600 s" });
  expect(asked).toHaveLength(1);
});

it("asks once more where GitHub failed by itself", async () => {
  const { look, waits, asked } = readingFrom(badGateway, app);
  expect(await look()).toEqual({ state: "seen", value: { id: 7 } });
  expect({ waits, asked: asked.length }).toEqual({ waits: [], asked: 2 });
});

it("asks one after the other, and goes on after a failure", async () => {
  const { look } = readingFrom(badGateway, badGateway, app);
  const [first, second] = await Promise.all([look(), look()]);
  expect([first?.state, second?.state]).toEqual(["unseen", "seen"]);
});

it("names the permission where GitHub refuses, and takes no answer that it doesn't understand for a clean one", async () => {
  const { octokit } = octokitAnswering({ status: 403, body: { message: "Resource not accessible by integration" } });
  const refused = looking("members: read", () => octokit.request("GET /orgs/{org}/teams", { org: "acme" }));
  expect(await refused).toEqual({ state: "unseen", why: "needs `members: read`" });
  const page = octokitAnswering({ body: "<h1>Welcome</h1>" }).octokit;
  const odd = looking("members: read", async () => {
    const { data } = await page.request("GET /orgs/{org}/teams", { org: "acme" });
    return data.map(({ slug }) => slug);
  });
  expect(await odd).toMatchObject({
    state: "unseen",
    why: expect.stringContaining("isn't what GitHub's documentation says"),
  });
});
