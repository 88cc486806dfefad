/** Ways past a second person that a stranger to this code would try, and honest work that looks like one of them. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { KIRO_TRAILER } from "./support/agents.ts";
import {
  coAuthor,
  hadPart,
  kiroCommit,
  kiroRequest,
  passesAsNotAi,
  passesBy,
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

/** Everything that happens here goes untold. */
async function untold<Result>(happens: () => Result): Promise<Result> {
  await stage.quiet();
  stage.github.hooks.pause();
  const result = happens();
  stage.github.hooks.drop();
  stage.github.hooks.resume();
  return result;
}

describe("what an agent wrote comes back by hand", () => {
  it.each([
    ["replaced", { parents: ["main"], force: true }],
    ["undone", {}],
  ])("and is known, though it was %s before its request was approved and merged", async (_, options) => {
    const { paula, rita } = stage;
    const shop = stage.repository();
    const begin = shop.tip("main");
    const request = kiroRequest(shop, paula, { files: { "shop.txt": "harmful" } });
    await stage.quiet();
    kiroCommit(shop, paula, { files: { "shop.txt": "harmless" }, ...options });
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
    expect(request.merge(paula, "squash")).toMatchObject({ merged: true });
    await stage.quiet();
    shop.commit("again", { by: paula, parents: [begin], files: { "shop.txt": "harmful" }, message: "By hand" });
    const again = shop.openRequest({ by: paula, head: "again" });
    expect(await stage.check(again)).toMatchObject(waits("AI (Kiro) wrote at least part of it"));
  });
});

describe("what R pushed to another branch under P's name", () => {
  it("is R's, though P brought it to the request ✗", async () => {
    const { paula, rita, sam } = stage;
    const shop = stage.repository();
    const request = kiroRequest(shop, paula);
    await stage.quiet();
    const sha = shop.commit("work", { by: paula, pusher: rita, from: "fix", files: { "b.txt": "Rita's" } });
    shop.push("fix", sha, { by: paula });
    expect(await stage.approved(request, rita)).toMatchObject(waits(hadPart(rita, `pushed \`${short(sha)}\``)));
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });

  it("is P's, where it is only a branch that R made of P's ✓", async () => {
    const { paula, rita } = stage;
    const shop = stage.repository();
    const request = kiroRequest(shop, paula);
    shop.push("try-it", request.head, { by: rita });
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });
});

describe("a suggestion of R's that P applied", () => {
  const applied = (text: string) => ({
    by: stage.paula,
    files: { "shop.txt": text },
    message: `Update shop.txt\n\n${coAuthor(stage.rita)}`,
    signedByGitHub: true,
  });

  it("makes R no contributor, also where R mended it first ✓", async () => {
    const { paula, rita } = stage;
    const shop = stage.repository();
    const request = kiroRequest(shop, paula);
    const comment = request.reviewComment(rita, { path: "shop.txt", body: "```suggestion\nnewr\n```" });
    comment.edit(rita, "```suggestion\nnewer\n```");
    shop.commit("fix", applied("newer"));
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it.each(["rita", "paula"] as const)("does, where %s made a remark into it afterwards ✗", async (login) => {
    const { paula, rita } = stage;
    const shop = stage.repository();
    const request = kiroRequest(shop, paula);
    const remark = request.reviewComment(rita, { path: "shop.txt", body: "Hm." });
    const sha = shop.commit("fix", applied("newer"));
    remark.edit(stage[login], "```suggestion\nnewer\n```");
    expect(await stage.approved(request, rita)).toMatchObject(waits(hadPart(rita, `co-authored \`${short(sha)}\``)));
  });
});

describe("a branch that is brought up to date", () => {
  it("is no part in the change: R pressed the button before AI had one, too ✓", async () => {
    const { paula, rita, sam } = stage;
    const shop = stage.repository();
    shop.commit("fix", { by: paula, files: { "own.txt": "by hand" } });
    const request = shop.openRequest({ by: paula, head: "fix" });
    await stage.quiet();
    shop.commit("main", { by: sam, files: { "other.txt": "o" } });
    request.updateBranch(rita);
    await stage.quiet();
    kiroCommit(shop, paula);
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("keeps R's approval, also where R pressed the button after giving it ✓", async () => {
    const { paula, rita, sam } = stage;
    const shop = stage.repository();
    const request = kiroRequest(shop, paula);
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
    shop.commit("main", { by: sam, files: { "other.txt": "o" } });
    request.updateBranch(rita);
    expect(await stage.check(request)).toMatchObject(passesBy(rita));
  });

  it("doesn't touch the policy that it got from `main` ✓, and does if it goes on to change it ✗", async () => {
    const { paula, sam } = stage;
    const shop = stage.repository();
    const begin = shop.tip("main");
    shop.commit("fix", { by: paula, files: { "own.txt": "by hand" } });
    const request = shop.openRequest({ by: paula, head: "fix" });
    await stage.quiet();
    const policy = ".github/ai-review.yml";
    shop.commit("main", { by: sam, files: { [policy]: "approvals: { required: 2 }\nenforcement: { manage: off }\n" } });
    request.updateBranch(paula);
    expect(await stage.check(request)).toMatchObject(passesAsNotAi());
    shop.commit("old", { by: paula, parents: [begin], files: { "old.txt": "old" } });
    const parents = ["old", "main"];
    shop.commit("old", { by: paula, parents, message: "Merge main, all but its policy", files: {} });
    const old = shop.openRequest({ by: paula, head: "old" });
    expect(await stage.check(old)).toMatchObject(waits("it touches `.github/ai-review.yml`"));
  });
});

describe("honest work isn't held up", () => {
  it("by an address whose account GitHub tells on another commit: what it stood on before was replaced unseen ✓", async () => {
    const { paula, rita } = stage;
    const shop = stage.repository();
    const message = `Fix\n\n${KIRO_TRAILER}\nCo-authored-by: Sam <sam@example.com>`;
    const request = await untold(() => {
      const opened = kiroRequest(shop, paula, { message });
      kiroCommit(shop, paula, { message, parents: ["main"], files: { "shop.txt": "newer" }, force: true });
      return opened;
    });
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("by what a workflow formatted under the address that workflows use ✓", async () => {
    const { agents, paula, rita } = stage;
    const shop = stage.repository();
    kiroCommit(shop, paula);
    const author = { name: "github-actions", email: "github-actions@github.com" };
    shop.commit("fix", { by: paula, author, pusher: agents.actions, files: { "format.txt": "neat" } });
    const request = shop.openRequest({ by: paula, head: "fix" });
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("by the number of issues that it closes; who set the agent to work on the eleventh is known ✓", async () => {
    const { paula, rita, sam } = stage;
    const shop = stage.repository();
    const issues = Array.from({ length: 11 }, (_, index) => shop.issue({ by: sam, title: `Bug ${index}` }));
    issues.at(-1)?.comment(rita, "/kiro mend it");
    await stage.quiet();
    kiroCommit(shop, paula);
    const body = issues.map(({ number }) => `Fixes #${number}`).join("\n");
    const request = shop.openRequest({ by: paula, head: "fix", body });
    expect(await stage.approved(request, rita)).toMatchObject(waits(hadPart(rita, "asked the agent in a comment")));
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });
});
