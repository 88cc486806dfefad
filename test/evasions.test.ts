/** Ways in which somebody who had a part in a change, or wants it judged as no AI's, might try to undo that. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authorOf } from "./support/agents.ts";
import {
  coAuthor,
  hadPart,
  kiroCommit,
  kiroRequest,
  passesBy,
  requestOf,
  type Stage,
  short,
  startStage,
  waits,
} from "./support/people.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.dispose());

describe("what R pushed under P's name stays R's", () => {
  it("if R pushes on and back again, to where they changed something themselves", async () => {
    const { paula, rita, sam } = stage;
    const shop = stage.repository();
    const request = kiroRequest(shop, paula);
    await stage.quiet();
    const sha = shop.commit("fix", { by: paula, pusher: rita, files: { "shop.txt": "Rita's" } });
    await stage.quiet();
    shop.commit("fix", { by: paula, pusher: rita, message: "Nothing" });
    await stage.quiet();
    shop.forcePush("fix", sha, { by: rita });
    await stage.quiet();
    expect(await stage.approved(request, rita)).toMatchObject(waits(hadPart(rita, `pushed \`${short(sha)}\``)));
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });

  it("if it came by a branch that the request was pointed at for a while", async () => {
    const { paula, rita, sam } = stage;
    const shop = stage.repository();
    const request = kiroRequest(shop, paula);
    await stage.quiet();
    shop.commit("side", { by: paula, pusher: rita, files: { "side.txt": "Rita's" } });
    request.edit(rita, { base: "side" });
    await stage.quiet();
    const sha = request.updateBranch(rita);
    await stage.quiet();
    kiroCommit(shop, paula, { files: { "shop.txt": "newer" } });
    await stage.quiet();
    request.edit(rita, { base: "main" });
    expect(await stage.approved(request, rita)).toMatchObject(
      waits(hadPart(rita, `pushed \`${short(sha)}\``).slice(0, 60)),
    );
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });

  it("if P's fork, to which R pushed it, is deleted", async () => {
    const { paula, rita, sam } = stage;
    const shop = stage.repository();
    const fork = shop.fork(paula);
    fork.setAccess(rita, "write");
    kiroCommit(fork, paula);
    const request = shop.openRequest({ by: paula, head: "paula:fix" });
    await stage.quiet();
    const sha = fork.commit("fix", { by: paula, pusher: rita, files: { "b.txt": "Rita's" } });
    await stage.quiet();
    fork.delete();
    expect(await stage.approved(request, rita)).toMatchObject(waits(hadPart(rita, `pushed \`${short(sha)}\``)));
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });
});

describe("a suggestion excuses", () => {
  const suggest = "```suggestion\nnewest\n```";

  it("nobody whom an agent's account names as the one it works for", async () => {
    const { paula, rita, sam, agents } = stage;
    const shop = stage.repository();
    const request = kiroRequest(shop, paula);
    request.reviewComment(rita, { path: "shop.txt", body: suggest });
    const sha = shop.commit("fix", {
      by: agents.kiro,
      author: agents.kiroUser,
      files: { "shop.txt": "newer" },
      message: `Work on\n\n${coAuthor(rita)}`,
      signedByGitHub: true,
    });
    expect(await stage.approved(request, rita)).toMatchObject(waits(hadPart(rita, `co-authored \`${short(sha)}\``)));
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });

  it("nobody's part in a commit that was there before it", async () => {
    const { paula, rita, sam } = stage;
    const shop = stage.repository();
    kiroCommit(shop, paula);
    const sha = shop.commit("fix", {
      by: paula,
      files: { "shop.txt": "newer" },
      message: `Work on together\n\n${coAuthor(rita)}`,
      signedByGitHub: true,
    });
    const request = shop.openRequest({ by: paula, head: "fix" });
    await stage.quiet();
    request.reviewComment(rita, { path: "shop.txt", body: suggest });
    expect(await stage.approved(request, rita)).toMatchObject(waits(hadPart(rita, `co-authored \`${short(sha)}\``)));
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });
});

describe("an approval", () => {
  it("of a file's new place is for the place that it left, too", async () => {
    const { paula, rita } = stage;
    const shop = stage.repository({ files: { "old.txt": "same\n", "used.txt": "same\n" } });
    const move = (from: string, more = {}) =>
      kiroCommit(shop, paula, { files: { [from]: null, "kept.txt": "same\n" }, parents: ["main"], ...more });
    move("old.txt");
    const request = shop.openRequest({ by: paula, head: "fix" });
    await stage.quiet();
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
    move("used.txt", { force: true });
    expect(await stage.check(request)).toMatchObject(waits("and the newest commit is"));
  });
});

describe("that an agent wrote stays known", () => {
  it("when the git note that says so is taken away", async () => {
    const { paula, rita } = stage;
    const shop = stage.repository();
    const commit = shop.commit("fix", { by: paula, files: { "shop.txt": "new\n" } });
    const session = { agent_id: { tool: "claude", id: "x", model: "claude-sonnet-4-5" }, human_author: "" };
    const log = { schema_version: "authorship/3.0.0", base_commit_sha: commit, prompts: { abcdef0123456789: session } };
    const note = `shop.txt\n  abcdef0123456789 1-2\n---\n${JSON.stringify(log)}`;
    const notes = shop.commit("notes", { by: paula, parents: [], files: { [commit]: note }, push: false });
    shop.push("refs/notes/ai", notes, { by: paula });
    const request = shop.openRequest({ by: paula, head: "fix" });
    expect(await stage.check(request)).toMatchObject(waits("Claude"));
    shop.deleteBranch("refs/notes/ai", paula);
    (await stage.check(request)).rerequest(paula);
    expect(await stage.check(request)).toMatchObject(waits("Claude"));
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("when the same files were there once without its mark", async () => {
    const { paula, rita } = stage;
    const shop = stage.repository();
    shop.commit("fix", { by: paula, files: { "shop.txt": "new" }, message: "Fix" });
    const request = shop.openRequest({ by: paula, head: "fix" });
    await stage.quiet();
    kiroCommit(shop, paula, { parents: ["main"], force: true });
    expect(await stage.check(request)).toMatchObject(waits("second person"));
    request.close(paula);
    shop.commit("fresh", { by: paula, files: { "shop.txt": "new" }, message: "Fix, by hand" });
    const again = shop.openRequest({ by: paula, head: "fresh" });
    expect(await stage.check(again)).toMatchObject(waits("Kiro"));
    expect(await stage.approved(again, rita)).toMatchObject(passesBy(rita));
  });

  it("when it stood below the request's base, and was squashed away before that changed", async () => {
    const { paula, rita } = stage;
    const shop = stage.repository();
    kiroCommit(shop, paula, { branch: "below" });
    shop.commit("fix", { by: paula, from: "below", files: { "own.txt": "mine" } });
    const request = shop.openRequest({ by: paula, head: "fix", base: "below" });
    await stage.quiet();
    const files = { "shop.txt": "new", "own.txt": "mine" };
    shop.commit("fix", { by: paula, parents: ["main"], files, message: "All by hand", force: true });
    await stage.quiet();
    request.edit(paula, { base: "main" });
    expect(await stage.check(request)).toMatchObject(waits("Kiro"));
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("when its request was merged into an unprotected branch before anybody looked", async () => {
    const { paula, rita } = stage;
    const shop = stage.repository();
    shop.commit("dev", { by: rita, files: { "dev.txt": "d" } });
    await stage.quiet();
    stage.github.hooks.pause();
    kiroCommit(shop, paula, { from: "dev" });
    const request = shop.openRequest({ by: paula, head: "fix", base: "dev" });
    shop.commit("dev", { by: rita, files: { "dev.txt": "e" } });
    request.merge(paula, "squash", { title: "Fix", message: "By hand" });
    stage.github.hooks.resume();
    await stage.quiet();
    const onward = shop.openRequest({ by: paula, head: "dev" });
    expect(await stage.check(onward)).toMatchObject(waits("Kiro"));
  });
});

describe("who set an agent to work on an issue", () => {
  it("doesn't answer for its second request because the first one's link to the issue is gone", async () => {
    const { paula, rita, sam, agents } = stage;
    const shop = stage.repository();
    const issue = shop.issue({ by: sam, title: "Broken" });
    issue.label(rita, "jules");
    const open = (branch: string) => requestOf(shop, agents.jules, { branch, body: `Fixes #${issue.number}` });
    const first = open("first-1234567890123456789");
    await stage.quiet();
    first.edit(paula, { body: "Something" });
    first.close(paula);
    await stage.quiet();
    const second = open("second-1234567890123456789");
    expect(await stage.approved(second, paula)).toMatchObject(waits("nobody can tell for certain"));
  });
});

it("a deleted review comment doesn't stand for a deleted command", async () => {
  const { paula, rita, sam, agents } = stage;
  const shop = stage.repository();
  const request = kiroRequest(shop, paula);
  await stage.quiet();
  stage.github.hooks.pause();
  request.comment(rita, "@claude fix the flaky test").delete(rita);
  stage.github.hooks.drop();
  stage.github.hooks.resume();
  shop.commit("fix", { by: agents.claude, author: authorOf(agents.claude), files: { "agent.txt": "a" } });
  request.reviewComment(rita, { path: "shop.txt", body: "Nice." }).delete(rita);
  expect(await stage.approved(request, rita)).toMatchObject(waits(hadPart(rita, "asked the agent in a comment")));
  expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
});
