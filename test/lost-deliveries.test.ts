/** Deliveries that never come, or come while nobody listens: each check is right in the end all the same. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { RequestHandle } from "../simulator/build/request.ts";
import { kiroCommit, kiroRequest, passesBy, requestOf, type Stage, startStage, waits } from "./support/people.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.dispose());

const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 60_000, interval: 50 });
const waiting = expect.objectContaining(waits("**Missing:"));
const shown = (request: RequestHandle) => request.check("ai-review");

/** Ends the process while something happens, and starts it again. */
async function whileDown(happens: () => void): Promise<void> {
  await stage.quiet();
  await stage.countersign.stop();
  happens();
  await stage.github.idle();
  await stage.countersign.restart();
}

describe("BYPASSES 48: a delivery that was lost is found, and what it told is repaired", () => {
  it("by the survey at the start", async () => {
    const { github, paula, rita, countersign } = stage;
    const shop = stage.repository();
    const approved = kiroRequest(shop, paula);
    await stage.quiet();
    github.hooks.pause();
    approved.review(rita, "APPROVE");
    shop.commit("another", { by: paula, files: { "b.txt": "b" } });
    const opened = shop.openRequest({ by: paula, head: "another" });
    expect(github.hooks.drop().length).toBeGreaterThan(1);
    github.hooks.resume();
    await stage.quiet();
    expect([shown(approved), shown(opened)]).toEqual([waiting, null]);
    await countersign.restart();
    await eventually(() => expect(shown(approved)).toMatchObject(passesBy(rita)));
    await eventually(() => expect(shown(opened)).toMatchObject({ conclusion: "success" }));
  });

  it("by GitHub's own list of what failed, with what only the delivery tells", async () => {
    const { agents, github, rita } = stage;
    const shop = stage.repository();
    const request = requestOf(shop, agents.copilot);
    await whileDown(() => request.comment(rita, "@copilot fix it").edit(rita, "Thanks!"));
    const redelivered = () => github.hooks.deliveries.filter(({ redelivery }) => redelivery);
    await eventually(() => {
      const told = redelivered().filter(({ event }) => event === "issue_comment");
      expect(told.map(({ action, statusCode }) => [action, statusCode])).toEqual([
        ["created", 200],
        ["edited", 200],
      ]);
    });
    // Rita set the agent to work, and only the delivery of her comment, since edited, said so.
    shop.commit("agents-work", { by: agents.copilot, files: { "shop.txt": "newer" } });
    expect(await stage.approved(request, rita)).toEqual(waiting);
  });
});

describe("BYPASSES 48: a push to the default branch whose delivery is lost for good, and not in GitHub's list either", () => {
  it("is found by the survey and reported, with who pushed; a merge of a request that passed isn't", async () => {
    const { github, paula, rita, countersign } = stage;
    const [pushed, merged, moved] = [stage.repository(), stage.repository(), stage.repository()];
    const request = kiroRequest(merged, paula);
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
    github.hooks.pause();
    const first = kiroCommit(pushed, paula, { branch: "main" });
    const second = pushed.commit("main", { by: rita, files: { "b.txt": "b" } });
    request.merge(rita);
    moved.commit("main", { by: rita, files: { "b.txt": "b" } });
    expect(github.hooks.drop().filter(({ event }) => event === "push")).toHaveLength(4);
    github.hooks.resume();
    await stage.quiet();
    expect(pushed.issues()).toEqual([]);
    await countersign.restart();
    await eventually(() => expect(pushed.issues()).toHaveLength(1));
    await stage.quiet();
    expect(pushed.issues()[0]?.body).toContain("@paula pushed a commit to `main`");
    expect(pushed.checkOn(first, "ai-review")).toMatchObject({ conclusion: "failure" });
    expect([pushed.checkOn(second, "ai-review"), merged.checkOn(merged.tip("main"), "ai-review")]).toEqual([
      null,
      null,
    ]);
    expect([...merged.issues(), ...moved.issues()]).toEqual([]);
    const asked = github.requests.length;
    await countersign.restart();
    await eventually(() =>
      expect(github.requests.slice(asked).some(({ operation }) => operation === "openRequests")).toBe(true),
    );
    await stage.quiet();
    const again = github.requests.slice(asked).map(({ path, operation }) => operation ?? path);
    expect(again.filter((each) => /activity|compare|pushFacts/.test(each))).toEqual([]);
    expect(pushed.issues()).toHaveLength(1);
  });
});

describe("a survey of 50 open requests", () => {
  it("costs two requests to find them, and one to judge each of those that nothing happened to", async () => {
    const { github, paula, countersign } = stage;
    const org = github.organization("wide");
    const requests: RequestHandle[] = [];
    for (let repository = 1; repository <= 5; repository++) {
      const shop = org.repository(`shop-${repository}`, { files: { "a.txt": "a" }, access: { paula: "write" } });
      for (let number = 1; number <= 10; number++) {
        shop.commit(`fix-${number}`, { by: paula, files: { [`${number}.txt`]: "new" } });
        requests.push(shop.openRequest({ by: paula, head: `fix-${number}` }));
      }
    }
    const asked = async (happens: () => Promise<void> | void) => {
      await stage.quiet();
      const before = github.requests.length;
      await happens();
      await stage.quiet();
      const ofIt = github.requests.slice(before).filter(({ installationId }) => installationId === installation?.id);
      return Object.groupBy(ofIt, ({ method, operation }) => operation ?? method);
    };
    let installation: ReturnType<typeof github.install> | undefined;
    const first = await asked(() => {
      installation = github.install(org);
    });
    const counts = (groups: Awaited<ReturnType<typeof asked>>) =>
      Object.fromEntries(Object.entries(groups).map(([name, group]) => [name, group?.length]));
    // Whether any of the repositories has a policy, and so a ruleset: the list, the policies of the five, the organisation's.
    const rules = { GET: 2, policyHolders: 1, policies: 1 };
    expect(counts(first)).toEqual({ ...rules, openRequests: 1, pullRequestFacts: 50, POST: 50 });
    expect(requests.map((request) => shown(request)?.conclusion)).toEqual(Array(50).fill("success"));
    const again = await asked(async () => {
      const since = countersign.output().length;
      await countersign.stop();
      await countersign.restart();
      const surveyed = new RegExp(`"survey-installation:${installation?.id}".*"Surveyed"`);
      await eventually(() => expect(countersign.output().slice(since)).toMatch(surveyed));
    });
    expect(counts(again)).toEqual({ ...rules, openRequests: 1, pullRequestFacts: 50 });
  });
});
