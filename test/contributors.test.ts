/** Who had a part in a change by its commits, and so may not approve it: authors, committers, co-authors, pushers. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RepositoryHandle } from "../simulator/build/repository.ts";
import type { Account } from "../simulator/state/model.ts";
import {
  coAuthor,
  hadPart,
  kiroCommit,
  kiroRequest,
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

describe("commits of a reviewer", () => {
  it("BYPASSES 9: R authored any commit ✗", async () => {
    const { paula, rita, sam } = stage;
    const shop = stage.repository();
    kiroCommit(shop, paula);
    const sha = shop.commit("fix", { by: rita, files: { "b.txt": "b" }, pusher: paula });
    const request = shop.openRequest({ by: paula, head: "fix" });
    expect(await stage.approved(request, rita)).toMatchObject(waits(hadPart(rita, `authored \`${short(sha)}\``)));
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });

  it("BYPASSES 9: R committed any commit ✗", async () => {
    const { paula, rita, sam } = stage;
    const shop = stage.repository();
    const sha = kiroCommit(shop, paula, { committer: rita });
    const request = shop.openRequest({ by: paula, head: "fix" });
    expect(await stage.approved(request, rita)).toMatchObject(waits(hadPart(rita, `committed \`${short(sha)}\``)));
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });

  it("BYPASSES 9: R co-authored any commit ✗", async () => {
    const { paula, rita, sam } = stage;
    const shop = stage.repository();
    kiroCommit(shop, paula);
    const sha = shop.commit("fix", { by: paula, files: { "b.txt": "b" }, message: `Help\n\n${coAuthor(rita)}` });
    const request = shop.openRequest({ by: paula, head: "fix" });
    expect(await stage.approved(request, rita)).toMatchObject(waits(hadPart(rita, `co-authored \`${short(sha)}\``)));
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });

  it("BYPASSES 9: R's commit came in through a merge's second parent ✗", async () => {
    const { paula, rita, sam } = stage;
    const shop = stage.repository();
    kiroCommit(shop, paula);
    const sha = shop.commit("side", { by: rita, files: { "side.txt": "s" } });
    const parents = ["fix", "side"];
    shop.commit("fix", { by: paula, parents, files: { "side.txt": "s" }, message: "Merge branch 'side' into fix" });
    const request = shop.openRequest({ by: paula, head: "fix" });
    const part = `authored \`${short(sha)}\``;
    expect(await stage.approved(request, rita)).toMatchObject(
      waits(`@rita: ${part}`, hadPart(rita, part).slice(0, -1)),
    );
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });

  it("BYPASSES 9: with `exclude: prompters`, R who only added a commit may approve ✓, R who opened the request may not ✗", async () => {
    const { paula, rita, sam } = stage;
    const shop = stage.repository({ policy: "approvals:\n  exclude: prompters\n" });
    kiroCommit(shop, paula);
    shop.commit("fix", { by: rita, files: { "b.txt": "b" } });
    const request = shop.openRequest({ by: sam, head: "fix" });
    expect(await stage.approved(request, paula)).toMatchObject(waits("- @sam: opened the request"));
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("BYPASSES 10: P names every reviewer as a co-author: ✗, and the report says who is excluded by which commit", async () => {
    const { paula, rita, sam } = stage;
    const shop = stage.repository();
    const message = `Fix\n\nCo-authored-by: Kiro <noreply@kiro.dev>\n${coAuthor(rita)}\n${coAuthor(sam)}`;
    const sha = short(shop.commit("fix", { by: paula, files: { "shop.txt": "new" }, message }));
    const request = shop.openRequest({ by: paula, head: "fix" });
    const check = await stage.approved(request, rita, sam);
    expect(check).toMatchObject(
      waits(
        `- @rita: co-authored \`${sha}\`\n- @sam: co-authored \`${sha}\``,
        hadPart(rita, `co-authored \`${sha}\``),
        hadPart(sam, `co-authored \`${sha}\``),
      ),
    );
  });
});

describe("what leaves a request as it was", () => {
  /** R merges `main` into the request's branch, by GitHub's button. */
  function updateBranch(shop: RepositoryHandle, by: Account, files: Readonly<Record<string, string>>): string {
    return shop.commit("fix", {
      by,
      parents: ["fix", "main"],
      files,
      message: "Merge branch 'main' into fix",
      signedByGitHub: true,
    });
  }

  it('BYPASSES 11: R pressed "Update branch", the diff is unchanged: R\'s approval ✓', async () => {
    const { paula, rita } = stage;
    const shop = stage.repository();
    const request = kiroRequest(shop, paula);
    await stage.quiet();
    shop.commit("main", { by: stage.sam, files: { "other.txt": "o" } });
    updateBranch(shop, rita, { "other.txt": "o" });
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it.each([
    ["nothing", () => {}],
    [
      "P's push of another file",
      (shop: RepositoryHandle) => shop.commit("fix", { by: stage.paula, files: { "more.txt": "m" } }),
    ],
  ])('BYPASSES 11: R pressed "Update branch" twice, with %s in between: R\'s approval ✓', async (_what, between) => {
    const { paula, rita, sam } = stage;
    const shop = stage.repository();
    const request = kiroRequest(shop, paula);
    await stage.quiet();
    shop.commit("main", { by: sam, files: { "other.txt": "o" } });
    updateBranch(shop, rita, { "other.txt": "o" });
    await stage.quiet();
    between(shop);
    await stage.quiet();
    shop.commit("main", { by: sam, files: { "other.txt": "p" } });
    updateBranch(shop, rita, { "other.txt": "p" });
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("BYPASSES 11: R rebased the request over `main`, the diff is unchanged: R's approval ✓", async () => {
    const { paula, rita, sam } = stage;
    const shop = stage.repository();
    const request = kiroRequest(shop, paula);
    await stage.quiet();
    shop.commit("main", { by: sam, files: { "other.txt": "o" } });
    kiroCommit(shop, rita, { author: paula, committer: rita, parents: ["main"], force: true });
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("BYPASSES 11: R merged `main`, and changed something on the way: ✗", async () => {
    const { paula, rita } = stage;
    const shop = stage.repository();
    const request = kiroRequest(shop, paula);
    await stage.quiet();
    shop.commit("main", { by: stage.sam, files: { "other.txt": "o" } });
    const sha = updateBranch(shop, rita, { "other.txt": "o", "shop.txt": "newer" });
    expect(await stage.approved(request, rita)).toMatchObject(
      waits(hadPart(rita, `authored \`${short(sha)}\` and pushed \`${short(sha)}\``)),
    );
  });

  it("BYPASSES 11: R committed a suggestion: ✗", async () => {
    const { paula, rita, sam } = stage;
    const shop = stage.repository();
    const request = kiroRequest(shop, paula);
    request.reviewComment(sam, { path: "shop.txt", body: "```suggestion\nnewer\n```" });
    const sha = shop.commit("fix", {
      by: rita,
      files: { "shop.txt": "newer" },
      message: `Update shop.txt\n\n${coAuthor(sam)}`,
      signedByGitHub: true,
    });
    expect(await stage.approved(request, rita)).toMatchObject(
      waits(hadPart(rita, `authored \`${short(sha)}\` and pushed \`${short(sha)}\``)),
    );
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });

  it("BYPASSES 11: P applied R's suggestion in the browser (GitHub names R as co-author): R's approval ✓", async () => {
    const { paula, rita } = stage;
    const shop = stage.repository();
    const request = kiroRequest(shop, paula);
    request.reviewComment(rita, { path: "shop.txt", body: "Better:\n```suggestion\nnewer\n```" });
    shop.commit("fix", {
      by: paula,
      files: { "shop.txt": "newer" },
      message: `Update shop.txt\n\n${coAuthor(rita)}`,
      signedByGitHub: true,
    });
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });
});
