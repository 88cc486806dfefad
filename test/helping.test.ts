/** What is done around a request to help people: once, for the right people, and never in the way of the check. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RepositoryHandle } from "../simulator/build/repository.ts";
import { kiroCommit, kiroRequest, passesBy, type Stage, startStage, waits } from "./support/people.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.dispose());

/** The requests to GitHub while this happened, up to quiet; tokens apart. */
async function asked(happens: () => void): Promise<string[]> {
  await stage.quiet();
  const before = stage.github.requests.length;
  happens();
  await stage.quiet();
  return stage.github.requests
    .slice(before)
    .filter(({ path }) => !path.startsWith("/api/v3/app/"))
    .map(({ method, path, operation }) => operation ?? `${method} ${path.split("/").slice(6, 7)}`);
}

/** A shop where rita and sam wrote the file that the requests change. */
function shopOfTheirs(policy = ""): RepositoryHandle {
  const { paula, rita, sam } = stage;
  const shop = stage.repository({ policy, files: { "shop.txt": null } });
  shop.commit("main", { by: rita, files: { "shop.txt": "old" } });
  shop.commit("main", { by: sam, files: { "shop.txt": "older" } });
  shop.commit("main", { by: paula, files: { "shop.txt": "oldest" } });
  return shop;
}

const CHECK = "POST check-runs";

describe("an AI-authored request that waits for people", () => {
  it("asks two who can approve it, and carries the label; the check says who was asked", async () => {
    const request = kiroRequest(shopOfTheirs(), stage.paula);
    expect(await stage.check(request)).toMatchObject(waits("@rita and @sam were asked."));
    expect(request.asked.toSorted()).toEqual(["rita", "sam"]);
    expect(request.labels).toEqual(["ai-authored"]);
  });

  it("costs one request more for both, once, and another once a repository to make the label", async () => {
    const { paula } = stage;
    const shop = shopOfTheirs();
    expect(await asked(() => void kiroRequest(shop, paula))).toEqual([
      "pullRequestFacts",
      CHECK,
      "POST labels",
      "help",
    ]);
    kiroCommit(shop, paula, { branch: "second" });
    const opened = () => void shop.openRequest({ by: paula, head: "second" });
    expect(await asked(opened)).toEqual(["pullRequestFacts", CHECK, "help"]);
    expect(await asked(() => void kiroCommit(shop, paula, { branch: "second", files: { b: "b" } }))).toEqual([
      "pullRequestFacts",
      CHECK,
    ]);
  });

  it("writes nothing when it's judged again with the same result", async () => {
    const { paula, rita } = stage;
    const request = kiroRequest(shopOfTheirs(), paula);
    const check = await stage.check(request);
    expect(await asked(() => check.rerequest(rita))).toEqual(["pullRequestFacts"]);
  });

  it("isn't asked for again by a push, nor after somebody took the request or the label off", async () => {
    const { paula, rita, sam } = stage;
    const shop = shopOfTheirs();
    const request = kiroRequest(shop, paula);
    await stage.check(request);
    for (const who of [rita, sam]) request.removeReviewRequest(paula, who);
    request.unlabel(paula, "ai-authored");
    kiroCommit(shop, paula, { files: { b: "b" } });
    expect(await stage.check(request)).toMatchObject(waits("Ask a colleague"));
    expect([request.asked, request.labels]).toEqual([[], []]);
  });

  it("asks owners in CODEOWNERS first, looked up in one request more", async () => {
    const { github, paula } = stage;
    const olga = github.user(`olga-${github.requests.length}`);
    const shop = shopOfTheirs();
    shop.setAccess(olga, "write");
    const owners = `* @nobody-there\nshop.txt @${olga.login} @${paula.login}\n`;
    shop.commit("main", { by: olga, files: { "docs/CODEOWNERS": owners } });
    const requests = await asked(() => void kiroRequest(shop, paula));
    expect(requests).toEqual(["pullRequestFacts", CHECK, "reviewers", "POST labels", "help"]);
    const [request] = [...shop.repository.conversations.values()];
    if (request?.kind !== "PullRequest") throw new Error("Expected a request");
    expect([...request.reviewRequests]).toEqual([olga, expect.objectContaining({ login: "sam" })]);
  });

  it("asks the teams that the policy names, and nobody else", async () => {
    const { acme, paula, rita } = stage;
    acme.team("payments", [rita]);
    const request = kiroRequest(shopOfTheirs("approvals: { teams: [acme/payments] }"), paula);
    expect(await stage.check(request)).toMatchObject(
      waits("**Who can give it:** members of `acme/payments` with write access", "`acme/payments` was asked."),
    );
    expect(request.asked).toEqual(["payments"]);
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("never asks a principal, the author, a bot or an agent", async () => {
    const { agents, paula, rita, sam } = stage;
    const shop = shopOfTheirs();
    shop.commit("main", { by: agents.kiroUser, pusher: paula, files: { "shop.txt": "Kiro's" } });
    shop.commit("fix", { by: sam, files: { "by-sam.txt": "Sam's part" } });
    const request = kiroRequest(shop, paula);
    await stage.check(request);
    expect(request.asked).toEqual([rita.login]);
  });

  it("asks nobody besides two whom people asked already", async () => {
    const { acme, paula, rita } = stage;
    const shop = shopOfTheirs();
    stage.github.hooks.pause();
    const request = kiroRequest(shop, paula);
    request.requestReview(paula, rita, acme.owner);
    stage.github.hooks.resume();
    await stage.check(request);
    expect(request.asked).toEqual(["rita", "acme-owner"]);
  });

  it("asks nobody while it's a draft, and does once it's ready", async () => {
    const { paula } = stage;
    const shop = shopOfTheirs();
    kiroCommit(shop, paula);
    const request = shop.openRequest({ by: paula, head: "fix", draft: true });
    expect(await stage.check(request)).toMatchObject(waits("once you mark it as ready for review"));
    expect([request.asked, request.labels]).toEqual([[], ["ai-authored"]]);
    request.markReady(paula);
    await stage.check(request);
    expect(request.asked).toHaveLength(2);
  });
});

describe("nothing is asked and no label put on", () => {
  it.each([
    ["without a policy file", {}],
    ["in mode `observe`", { policy: "mode: observe" }],
    ["where the policy says so", { policy: "reviewers: { request: false, label: false }" }],
  ])("%s", async (_, { policy }: { readonly policy?: string }) => {
    const { paula } = stage;
    const shop = shopOfTheirs(policy);
    if (policy === undefined) shop.commit("main", { by: paula, files: { ".github/ai-review.yml": null } });
    const requests = await asked(() => {
      const request = kiroRequest(shop, paula);
      expect([request.asked, request.labels]).toEqual([[], []]);
    });
    // A repository's first push asks once whether its branch is protected; that has nothing to do with asking people.
    expect(requests.filter((each) => each !== "pushFacts")).toEqual(["pullRequestFacts", CHECK]);
  });

  it("on a request without AI, or into a branch that isn't protected", async () => {
    const { paula } = stage;
    const shop = shopOfTheirs();
    shop.commit("plain", { by: paula, files: { "shop.txt": "new" } });
    expect(await asked(() => void shop.openRequest({ by: paula, head: "plain" }))).toEqual(["pullRequestFacts", CHECK]);
    shop.commit("next", { by: paula, files: { b: "b" } });
    kiroCommit(shop, paula);
    const opened = () => void shop.openRequest({ by: paula, head: "fix", base: "next" });
    expect(await asked(opened)).toEqual(["pullRequestFacts"]);
  });
});

describe("events of what the App did itself", () => {
  it("cost nothing, and neither does somebody's putting the label back", async () => {
    const { paula, rita } = stage;
    const request = kiroRequest(shopOfTheirs(), paula);
    await stage.check(request);
    const done = stage.github.hooks.deliveries.filter(({ action }) => action === "labeled");
    expect(done.length).toBeGreaterThan(0);
    const requests = await asked(() => {
      request.unlabel(rita, "ai-authored");
      request.label(rita, "ai-authored");
      request.removeReviewRequest(rita, rita);
      request.requestReview(paula, rita);
    });
    expect(requests).toEqual([]);
  });
});

describe("when GitHub won't", () => {
  it("the check is there all the same, and names nobody who wasn't asked", async () => {
    const { github, paula, rita } = stage;
    const shop = shopOfTheirs();
    await stage.quiet();
    const fault = github.faults.add({ kind: "answer", status: 502 }, { operation: "help" });
    const request = kiroRequest(shop, paula);
    expect(await stage.check(request)).toMatchObject(waits("Ask a colleague"));
    expect([fault.hits, request.asked]).toEqual([1, []]);
    // The next look makes up for it.
    (await stage.check(request)).rerequest(rita);
    expect(await stage.check(request)).toMatchObject(waits("@rita and @sam were asked."));
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("because somebody isn't a collaborator any more, it isn't tried again", async () => {
    const { paula, rita, sam } = stage;
    const shop = shopOfTheirs();
    for (const who of [rita, sam]) shop.setAccess(who, null);
    const requests = await asked(() => void kiroRequest(shop, paula));
    expect(requests).toEqual(["pullRequestFacts", CHECK, "POST labels", "help", "PATCH check-runs"]);
    expect(await asked(() => void kiroCommit(shop, paula, { files: { b: "b" } }))).toEqual(["pullRequestFacts", CHECK]);
  });

  it("because the permission wasn't granted, it is logged, and other requests aren't tried meanwhile", async () => {
    const { paula } = stage;
    const globex = stage.github.organization("globex");
    const installation = stage.github.install(globex);
    installation.grant({ checks: "write", contents: "read", issues: "read", pull_requests: "read" });
    const access = { paula: "write", rita: "write" } as const;
    const shop = globex.repository("shop", { files: { ".github/ai-review.yml": "", "shop.txt": "old" }, access });
    const first = kiroRequest(shop, paula);
    expect(await stage.check(first)).toMatchObject(waits("Ask a colleague"));
    expect(stage.countersign.output()).toContain("The label or the review request didn't come about");
    kiroCommit(shop, paula, { branch: "second" });
    const opened = () => void shop.openRequest({ by: paula, head: "second" });
    expect(await asked(opened)).toEqual(["pullRequestFacts", CHECK]);
  });
});
