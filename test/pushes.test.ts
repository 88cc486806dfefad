/** What arrives on a protected branch without a request that passed: reported once, and countersigned by a second person. */
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RepositoryHandle } from "../simulator/build/repository.ts";
import { byClaude, POLICY, type Stage, setStage } from "./support/scenes.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.dispose());

const AI = byClaude("Fix the shop");

/** Without a ruleset that would refuse pushes. */
const VERIFY = "enforcement: { manage: verify }\n";

/** A repository with a policy whose first push is behind it. */
async function shopWith(policy = "", more: Parameters<Stage["shop"]>[0] = {}): Promise<RepositoryHandle> {
  const shop = stage.shop({ [POLICY]: `${policy}${VERIFY}`, ...more });
  await stage.world.quiet();
  return shop;
}

/** The check on a commit once everything is quiet. */
async function checkOn(shop: RepositoryHandle, sha: string) {
  await stage.world.quiet();
  return shop.checkOn(sha, "ai-review");
}

const failing = (why: string) => ({ conclusion: "failure", summary: expect.stringContaining(why) });

describe("BYPASSES 40: a direct push of an AI commit to `main`", () => {
  it("fails the check on the commit and opens one issue that says what, by whom, and who can countersign", async () => {
    const { alice } = stage;
    const shop = await shopWith();
    const sha = shop.commit("main", { by: alice, files: { "a.txt": "a" }, message: AI });
    const check = await checkOn(shop, sha);
    expect(check).toMatchObject({
      title: "Unreviewed AI-authored push",
      ...failing("@alice pushed a commit to `main`"),
    });
    const [issue, ...more] = shop.issues();
    expect(more).toEqual([]);
    expect(issue).toMatchObject({ state: "OPEN", title: `Unreviewed AI-authored push on main (${sha.slice(0, 7)})` });
    expect(issue?.body).toContain("**Missing: a second person's approval**, because AI (Claude Code) wrote");
    expect(issue?.body).toContain("having had a part in it:\n- @alice:");
    expect(issue?.body).toContain(`/ai-review approve ${sha.slice(0, 12)}`);
    expect(check?.summary).toContain(`#${issue?.number}`);
  });

  it("isn't reported again by the same delivery, by a push on top of it, or by going back and forth", async () => {
    const { alice, rita, world } = stage;
    const shop = await shopWith();
    const before = shop.tip("main");
    world.github.hooks.pause();
    const sha = shop.commit("main", { by: alice, files: { "a.txt": "a" }, message: AI });
    world.github.hooks.duplicate(({ event }) => event === "push");
    world.github.hooks.resume();
    await world.quiet();
    shop.commit("main", { by: rita, files: { "b.txt": "b" } });
    await world.quiet();
    shop.forcePush("main", before, { by: rita });
    shop.forcePush("main", sha, { by: rita });
    await world.quiet();
    expect(shop.issues()).toHaveLength(1);
  });

  it.each([
    ["a person's own commit", "Fix the shop"],
    ["a mention in passing", "Fix what @claude broke"],
  ])("is none of it where it is %s", async (_, message) => {
    const shop = await shopWith();
    const sha = shop.commit("main", { by: stage.alice, files: { "a.txt": "a" }, message });
    expect(await checkOn(shop, sha)).toBeNull();
    expect(shop.issues()).toEqual([]);
  });

  it("is looked through to its last commit, however many there are", async () => {
    const { alice } = stage;
    const shop = await shopWith();
    let parent = shop.tip("main");
    for (let count = 1; count <= 230; count++) {
      const message = count === 5 ? AI : `Change ${count}`;
      const files = { "a.txt": String(count) };
      parent = shop.commit("main", { by: alice, parents: [parent], files, message, push: false });
    }
    shop.push("main", parent, { by: alice });
    expect(await checkOn(shop, parent)).toMatchObject(failing("@alice pushed 230 commits to `main`"));
    expect(shop.issues()).toHaveLength(1);
  });

  it("is found behind a merge's second parent, and the merge made by hand is judged by its own content", async () => {
    const { alice, rita } = stage;
    const shop = await shopWith();
    const side = shop.commit("side", { by: alice, files: { "a.txt": "a" }, message: AI });
    const merge = shop.commit("main", { by: rita, parents: ["main", side], files: { "a.txt": "a" }, message: "Merge" });
    expect(await checkOn(shop, merge)).toMatchObject(failing("@rita pushed 2 commits"));
    expect(shop.issues()[0]?.body).toContain("- @rita:");
  });

  it("counts when it was forced, and only what the branch didn't have", async () => {
    const { alice } = stage;
    const shop = await shopWith();
    const start = shop.tip("main");
    shop.commit("main", { by: alice, files: { "b.txt": "b" } });
    const sha = shop.commit("main", { by: alice, parents: [start], files: { "a.txt": "a" }, message: AI, force: true });
    expect(await checkOn(shop, sha)).toMatchObject(failing("@alice force-pushed a commit to `main`"));
  });

  it("counts without a mark where the same work was seen on a request", async () => {
    const { alice, world } = stage;
    const shop = await shopWith();
    shop.commit("fix", { by: alice, files: { "a.txt": "a" }, message: AI });
    shop.openRequest({ by: alice, head: "fix" });
    await world.quiet();
    const sha = shop.commit("main", { by: stage.sam, files: { "a.txt": "a" }, message: "All mine" });
    expect(await checkOn(shop, sha)).toMatchObject(failing("AI (Claude Code) wrote at least part of it"));
    expect(shop.issues()[0]?.body).toContain("- @alice:");
  });

  it("counts where it changes the policy, whoever wrote it, and is judged by the policy that was there", async () => {
    const shop = await shopWith();
    const sha = shop.commit("main", { by: stage.alice, files: { [POLICY]: "mode: off\n", "a.txt": "a" }, message: AI });
    expect(await checkOn(shop, sha)).toMatchObject({ conclusion: "failure" });
    expect(shop.issues()).toHaveLength(1);
  });
});

describe("a push that switches the policy off", () => {
  const OFF = { [POLICY]: "mode: off\n", "a.txt": "a" };

  it("is judged by the policy that was there, though the new one was read before its delivery came", async () => {
    const { alice, world } = stage;
    const shop = await shopWith();
    world.github.hooks.pause();
    const sha = shop.commit("main", { by: alice, files: OFF, message: AI });
    const late = world.github.hooks.drop(({ event }) => event === "push");
    shop.commit("fix", { by: alice, files: { "b.txt": "b" } });
    shop.openRequest({ by: alice, head: "fix" });
    world.github.hooks.resume();
    expect(await checkOn(shop, sha)).toBeNull();
    for (const { event, body } of late) await world.countersign.deliver(event, JSON.parse(body));
    expect(await checkOn(shop, sha)).toMatchObject({ conclusion: "failure" });
    expect(shop.issues()).toHaveLength(1);
  });

  it("can still be countersigned", async () => {
    const { alice, rita, sam, world } = stage;
    const shop = await shopWith();
    const sha = shop.commit("main", { by: alice, files: OFF, message: AI });
    await world.quiet();
    for (const who of [rita, sam]) shop.issues()[0]?.comment(who, `/ai-review approve ${sha}`);
    expect(await checkOn(shop, sha)).toMatchObject({ conclusion: "success" });
  });
});

describe("where a push is reported", () => {
  it("is nowhere on a branch that isn't protected", async () => {
    const shop = await shopWith();
    const sha = shop.commit("side", { by: stage.alice, files: { "a.txt": "a" }, message: AI });
    expect(await checkOn(shop, sha)).toBeNull();
  });

  it("is a neutral check in mode `observe`, and nothing in mode `off`", async () => {
    const observed = await shopWith("mode: observe\n");
    const sha = observed.commit("main", { by: stage.alice, files: { "a.txt": "a" }, message: AI });
    expect(await checkOn(observed, sha)).toMatchObject({ conclusion: "neutral" });
    expect(observed.issues()).toEqual([]);
    const off = await shopWith("mode: off\n");
    const other = off.commit("main", { by: stage.alice, files: { "a.txt": "a" }, message: AI });
    expect(await checkOn(off, other)).toBeNull();
  });

  it("is the check alone where the policy says so, or where there is no policy file", async () => {
    const { alice } = stage;
    const quiet = await shopWith("pushes: { unreviewed: check }\n");
    const sha = quiet.commit("main", { by: alice, files: { "a.txt": "a" }, message: AI });
    expect(await checkOn(quiet, sha)).toMatchObject(failing("The policy asks for no issue"));
    const bare = stage.shop();
    await stage.world.quiet();
    const other = bare.commit("main", { by: alice, files: { "a.txt": "a" }, message: AI });
    expect(await checkOn(bare, other)).toMatchObject(failing("has no `.github/ai-review.yml`"));
    expect([...quiet.issues(), ...bare.issues()]).toEqual([]);
  });

  it("is a comment on the commit where issues are switched off, once", async () => {
    const { alice, rita, world } = stage;
    const shop = world.acme.repository("shop-without-issues", {
      files: { [POLICY]: VERIFY },
      access: { alice: "write", rita: "write" },
      hasIssues: false,
    });
    await world.quiet();
    const sha = shop.commit("main", { by: alice, files: { "a.txt": "a" }, message: AI });
    const check = await checkOn(shop, sha);
    expect(check).toMatchObject(failing("Issues are switched off"));
    check?.rerequest(rita);
    await world.quiet();
    expect(shop.commentsOn(sha)).toEqual([expect.stringContaining("@alice pushed a commit to `main`")]);
  });
});

describe("a push that GitHub lets the App tell of nowhere else", () => {
  it("fails its check all the same, and can be countersigned", async () => {
    const { alice, rita, world } = stage;
    const shop = await shopWith();
    const message = "Resource not accessible by integration";
    const path = new RegExp(`/${shop.repository.name}/(issues|commits/[0-9a-f]+/comments)`);
    const fault = world.github.faults.add(
      { kind: "answer", status: 403, body: { message } },
      { path, times: Number.POSITIVE_INFINITY },
    );
    const sha = shop.commit("main", { by: alice, files: { "a.txt": "a" }, message: AI });
    expect(await checkOn(shop, sha)).toMatchObject(failing("takes neither an issue nor a comment"));
    shop.commentOn(sha, rita, `/ai-review approve ${sha}`);
    expect(await checkOn(shop, sha)).toMatchObject({ title: "Countersigned by @rita" });
    expect(fault.hits).toBeGreaterThan(1);
    fault.stop();
  });
});

describe("BYPASSES 60: a protected branch that is created", () => {
  const RELEASES = 'branches: ["main", "release/**"]\n';

  it("is reported as a push where it holds unreviewed AI work", async () => {
    const { alice, world } = stage;
    const shop = await shopWith(RELEASES);
    const sha = shop.commit("fix", { by: alice, files: { "a.txt": "a" }, message: AI });
    await world.quiet();
    shop.push("release/1", sha, { by: alice });
    expect(await checkOn(shop, sha)).toMatchObject(failing("@alice created `release/1` with a commit"));
    expect(shop.issues()).toHaveLength(1);
  });

  it("isn't where `main` has all of it, or another protected branch was told of it before", async () => {
    const { alice, world } = stage;
    const shop = await shopWith(RELEASES);
    shop.push("release/1", shop.tip("main"), { by: alice });
    await world.quiet();
    const sha = shop.commit("release/1", { by: alice, files: { "a.txt": "a" }, message: AI });
    await world.quiet();
    shop.push("release/2", sha, { by: alice });
    shop.push("main", sha, { by: alice });
    await world.quiet();
    expect(shop.issues()).toHaveLength(1);
    expect(shop.issues()[0]?.title).toContain("release/1");
  });

  it("doesn't hide a push of the same commits to another branch at the same moment", async () => {
    const { alice, world } = stage;
    const shop = await shopWith(RELEASES);
    const sha = shop.commit("x", { by: alice, files: { "a.txt": "a" }, message: AI, push: false });
    world.github.hooks.pause();
    shop.push("main", sha, { by: alice });
    shop.push("release/1", sha, { by: alice });
    world.github.hooks.reorder((held) => [...held].reverse());
    world.github.hooks.resume();
    await world.quiet();
    expect(shop.issues().map(({ title }) => title)).toEqual([expect.stringContaining("on main")]);
  });
});

describe("/ai-review approve", () => {
  async function reported(policy = "") {
    const shop = await shopWith(policy);
    const sha = shop.commit("main", { by: stage.alice, files: { "a.txt": "a" }, message: AI });
    await stage.world.quiet();
    const [issue] = shop.issues();
    if (!issue) throw new Error(`Expected an issue, found none. ${stage.world.countersign.output().slice(-2000)}`);
    return { shop, sha, issue };
  }

  it("by somebody who had no part in it turns the check green and closes the issue, on the record", async () => {
    const { rita } = stage;
    const { shop, sha, issue } = await reported();
    issue.comment(rita, `Looks right.\n\n/ai-review approve ${sha.slice(0, 12)}`);
    expect(await checkOn(shop, sha)).toMatchObject({ conclusion: "success", title: "Countersigned by @rita" });
    const [after] = shop.issues();
    expect(after).toMatchObject({ state: "CLOSED" });
    expect(after?.body).toContain("@rita approved. **Counts.**");
  });

  it.each([
    ["who pushed it", "alice", "write", "they had a part in this change"],
    ["without write access", "otto", "read", "they have no write access"],
  ] as const)("by somebody %s doesn't count, and the check says why", async (_, login, role, why) => {
    const { world } = stage;
    const who = world.github.world.accounts.find((each) => each.login === login) ?? world.github.user(login);
    const { shop, sha, issue } = await reported();
    shop.setAccess(who, role);
    issue.comment(who, `/ai-review approve ${sha}`);
    expect(await checkOn(shop, sha)).toMatchObject(failing(why));
    expect(shop.issues()[0]?.state).toBe("OPEN");
  });

  it("by a bot, in a quotation, in an edited comment, or of another commit doesn't count", async () => {
    const { rita, world } = stage;
    const { shop, sha, issue } = await reported();
    issue.comment(world.github.bot(`helper-${sha.slice(0, 5)}`), `/ai-review approve ${sha}`);
    issue.comment(rita, `> /ai-review approve ${sha}`);
    issue.comment(rita, "Looks right").edit(rita, `/ai-review approve ${sha}`);
    issue.comment(rita, `/ai-review approve ${shop.tip("main").replace(/^./, (first) => (first === "0" ? "1" : "0"))}`);
    expect(await checkOn(shop, sha)).toMatchObject({ conclusion: "failure" });
  });

  it("is asked of as many people as the policy requires", async () => {
    const { rita, sam } = stage;
    const { shop, sha, issue } = await reported("approvals: { required: 2 }\n");
    issue.comment(rita, `/ai-review approve ${sha}`);
    expect(await checkOn(shop, sha)).toMatchObject(failing("**Missing: approval by 1 more person**"));
    issue.comment(sam, `/ai-review approve ${sha}`);
    expect(await checkOn(shop, sha)).toMatchObject({ title: "Countersigned by 2 people" });
  });

  it("BYPASSES 51: … and the Re-run button judges again, and nothing else", async () => {
    const { rita, world } = stage;
    const { shop, sha } = await reported();
    const check = await checkOn(shop, sha);
    const asked = world.github.requests.length;
    check?.rerequest(rita);
    const again = await checkOn(shop, sha);
    expect(again).toMatchObject({ id: check?.id, conclusion: "failure" });
    check?.rerequestSuite(rita);
    await world.quiet();
    const writes = world.github.requests
      .slice(asked)
      .filter(({ method, path }) => method !== "GET" && !path.endsWith("graphql"));
    expect(writes.map(({ path }) => path)).toEqual([]);
    expect(shop.issues()).toHaveLength(1);
  });
});

describe("/ai-review approve, on a commit that no issue tells of", () => {
  /** A repository without issues, in which an unreviewed push was told of by a comment. */
  async function commented(name: string) {
    const { alice, world } = stage;
    const shop = world.acme.repository(name, {
      files: { [POLICY]: VERIFY },
      access: { alice: "write", rita: "write", sam: "write" },
      hasIssues: false,
    });
    await world.quiet();
    const sha = shop.commit("main", { by: alice, files: { "a.txt": "a" }, message: AI });
    expect(await checkOn(shop, sha)).toMatchObject(failing("whoever can give it comments on the commit"));
    return { shop, sha };
  }

  it("by somebody who had no part in it turns the check green, for good", async () => {
    const { rita, world } = stage;
    const { shop, sha } = await commented("without-issues-1");
    const comment = shop.commentOn(sha, rita, `Looks right.\n\n/ai-review approve ${sha.slice(0, 12)}`);
    const passed = { conclusion: "success", title: "Countersigned by @rita" };
    expect(await checkOn(shop, sha)).toMatchObject(passed);
    comment.delete(rita);
    shop.checkOn(sha, "ai-review")?.rerequest(rita);
    await world.quiet();
    expect(shop.checkOn(sha, "ai-review")).toMatchObject(passed);
    expect(shop.commentsOn(sha)).toHaveLength(1);
  });

  it("by whoever pushed it, edited, taken back, of another commit or on another commit doesn't count", async () => {
    const { alice, rita, sam, world } = stage;
    const { shop, sha } = await commented("without-issues-2");
    const approve = `/ai-review approve ${sha}`;
    shop.commentOn(sha, alice, approve);
    expect(await checkOn(shop, sha)).toMatchObject(failing("they had a part in this change"));
    world.github.hooks.pause();
    shop.commentOn(sha, rita, approve).edit(rita, `${approve} `);
    shop.commentOn(sha, sam, approve).delete(sam);
    world.github.hooks.resume();
    shop.commentOn(sha, rita, `/ai-review approve ${"0".repeat(40)}`);
    shop.commentOn(sha, rita, `> ${approve}`);
    const other = shop.commit("main", { by: rita, files: { "b.txt": "b" } });
    shop.commentOn(other, rita, approve);
    const check = await checkOn(shop, sha);
    expect(check).toMatchObject({ conclusion: "failure" });
    expect(check?.summary).not.toContain("@rita approved");
  });

  it("counts although GitHub's replicas show it later than its delivery comes", async () => {
    const { rita, world } = stage;
    const { shop, sha } = await commented("without-issues-3");
    shop.commentOn(sha, rita, `/ai-review approve ${sha}`);
    const late = shop.repository.commitComments.splice(1);
    await world.github.idle();
    await pause(500);
    expect(shop.checkOn(sha, "ai-review")).toMatchObject({ conclusion: "failure" });
    shop.repository.commitComments.push(...late);
    expect(await checkOn(shop, sha)).toMatchObject({ title: "Countersigned by @rita" });
  });

  it("counts where the policy asks for no issue, and where there is no policy file", async () => {
    const { alice, rita } = stage;
    const [quiet, bare] = [await shopWith("pushes: { unreviewed: check }\n"), stage.shop()];
    for (const shop of [quiet, bare]) {
      await stage.world.quiet();
      const sha = shop.commit("main", { by: alice, files: { "a.txt": "a" }, message: AI });
      expect(await checkOn(shop, sha)).toMatchObject({ conclusion: "failure" });
      shop.commentOn(sha, rita, `/ai-review approve ${sha}`);
      expect(await checkOn(shop, sha)).toMatchObject({ title: "Countersigned by @rita" });
    }
  });

  it("where an issue tells of it is asked for there, and costs nothing", async () => {
    const { alice, rita, world } = stage;
    const shop = await shopWith();
    const sha = shop.commit("main", { by: alice, files: { "a.txt": "a" }, message: AI });
    await world.quiet();
    const asked = world.github.requests.length;
    shop.commentOn(sha, rita, `/ai-review approve ${sha}`);
    expect(await checkOn(shop, sha)).toMatchObject({ conclusion: "failure" });
    expect(world.github.requests.slice(asked).filter(({ path }) => !path.startsWith("/api/v3/app/"))).toEqual([]);
  });
});
