/** Open requests are judged again whenever something other than their own events may have changed their verdict. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RepositoryHandle } from "../simulator/build/repository.ts";
import type { RequestHandle } from "../simulator/build/request.ts";
import type { OrganizationHandle } from "../simulator/simulator.ts";
import { kiroCommit, kiroRequest, passesBy, type Stage, startStage, waits } from "./support/people.ts";

const POLICY = ".github/ai-review.yml";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.dispose());

const waiting = expect.objectContaining(waits("**Missing:"));
const shown = (request: RequestHandle) => request.check("ai-review");

/** What was asked of GitHub while this happened, up to quiet; tokens, rules, and what is asked each minute, apart. */
async function asked(happens: () => void): Promise<string[]> {
  await stage.quiet();
  const before = stage.github.requests.length;
  happens();
  await stage.quiet();
  return stage.github.requests
    .slice(before)
    .filter(({ path }) => !path.startsWith("/api/v3/app/"))
    .filter(({ path, operation }) => operation !== "policies" && !path.includes("/rulesets"))
    .map(
      ({ method, path, operation }) => operation ?? `${method} ${path.replace(/^\/api\/v3/, "").replace(/\?.*/, "")}`,
    );
}

let organizations = 0;
/** An organisation on which nothing is installed yet. */
function organization(): OrganizationHandle {
  organizations += 1;
  return stage.github.organization(`org-${organizations}`);
}

function repositoryOf(owner: OrganizationHandle, name: string, policy = ""): RepositoryHandle {
  return owner.repository(name, {
    files: { "shop.txt": "old", [POLICY]: policy },
    access: { paula: "write", rita: "write", sam: "write" },
  });
}

/** An approved request, whose check passes. */
async function approvedRequest(options: Parameters<Stage["repository"]>[0] = {}) {
  const { paula, rita } = stage;
  const shop = stage.repository(options);
  const request = kiroRequest(shop, paula);
  expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  return { shop, request };
}

describe("13. R approved, then lost write access (or left the required team): no more, without any further push", () => {
  it("by losing the role in the repository", async () => {
    const { rita } = stage;
    const { shop, request } = await approvedRequest();
    const requests = await asked(() => shop.setAccess(rita, "read"));
    expect(shown(request)).toEqual(waiting);
    expect(requests.slice(0, 2)).toEqual(["repositoryRequests", "pullRequestFacts"]);
    shop.setAccess(rita, "write");
    expect(await stage.check(request)).toMatchObject(passesBy(rita));
  });

  it("by leaving the required team", async () => {
    const { acme, rita } = stage;
    const team = acme.team("approvers", [rita]);
    const { request } = await approvedRequest({ policy: "approvals: { teams: [acme/approvers] }" });
    acme.leaveTeam(team, rita);
    expect(await stage.check(request)).toEqual(waiting);
    acme.joinTeam(team, rita);
    expect(await stage.check(request)).toMatchObject(passesBy(rita));
  });

  it("by leaving the organisation", async () => {
    const { acme, github } = stage;
    const lee = github.user("lee");
    const shop = stage.repository({ access: { lee: "write" } });
    const request = kiroRequest(shop, stage.paula);
    expect(await stage.approved(request, lee)).toMatchObject(passesBy(lee));
    acme.removeMember(lee);
    expect(await stage.check(request)).toEqual(waiting);
  });
});

describe("what is open where the App comes is judged, without a push", () => {
  it("once it's installed", async () => {
    const org = organization();
    const [first, second] = [repositoryOf(org, "first"), repositoryOf(org, "second")];
    const requests = [kiroRequest(first, stage.paula), kiroRequest(second, stage.sam)];
    expect(requests.map(shown)).toEqual([null, null]);
    stage.github.install(org);
    await stage.quiet();
    expect(requests.map(shown)).toEqual([waiting, waiting]);
  });

  it("once a repository is added, and in no other", async () => {
    const org = organization();
    const [first, second] = [repositoryOf(org, "first"), repositoryOf(org, "second")];
    const request = kiroRequest(second, stage.paula);
    const installation = stage.github.install(org, [first]);
    await stage.quiet();
    expect(shown(request)).toBeNull();
    const requests = await asked(() => installation.add(second));
    expect(shown(request)).toEqual(waiting);
    expect(requests.filter((each) => each === "pullRequestFacts")).toHaveLength(1);
    expect(requests).not.toContain("openRequests");
  });

  it("once it isn't suspended any more", async () => {
    const { paula, rita } = stage;
    const org = organization();
    const shop = repositoryOf(org, "shop");
    const installation = stage.github.install(org);
    const approved = kiroRequest(shop, paula);
    expect(await stage.check(approved)).toEqual(waiting);
    installation.suspend();
    approved.review(rita, "APPROVE");
    shop.commit("another", { by: paula, files: { "b.txt": "b" } });
    const opened = shop.openRequest({ by: paula, head: "another" });
    await stage.quiet();
    expect([shown(approved), shown(opened)]).toEqual([waiting, null]);
    installation.unsuspend();
    expect(await stage.check(approved)).toMatchObject(passesBy(rita));
    expect(await stage.check(opened)).toMatchObject({ conclusion: "success" });
  });

  it("once it was given a permission that it lacked: with a token that has it", async () => {
    const { github, paula, rita } = stage;
    const org = organization();
    org.team("approvers", [rita]);
    const shop = repositoryOf(org, "shop", `approvals: { teams: [${org.account.login}/approvers] }`);
    const installation = github.install(org);
    const { members: _, ...without } = github.world.app.permissions;
    installation.grant(without);
    const request = kiroRequest(shop, paula);
    expect(await stage.approved(request, rita)).toMatchObject({ conclusion: "failure" });
    installation.grant(github.world.app.permissions);
    expect(await stage.check(request)).toMatchObject(passesBy(rita));
  });

  it("once an archived repository is in use again, and not before", async () => {
    const org = organization();
    const shop = repositoryOf(org, "shop");
    const request = kiroRequest(shop, stage.paula);
    shop.setArchived(true);
    const requests = await asked(() => void stage.github.install(org));
    expect(new Set(requests)).toEqual(new Set(["GET /installation/repositories"]));
    shop.setArchived(false);
    expect(await stage.check(request)).toEqual(waiting);
  });
});

describe("another policy is in force for what is open", () => {
  it("once it's pushed to the default branch", async () => {
    const { paula, sam } = stage;
    const shop = stage.repository({ policy: "mode: observe" });
    const request = kiroRequest(shop, paula);
    expect(await stage.check(request)).toMatchObject({ conclusion: "neutral" });
    shop.commit("main", { by: sam, files: { [POLICY]: "mode: enforce" } });
    expect(await stage.check(request)).toEqual(waiting);
  });

  it("once the default branch is another one", async () => {
    const { paula, sam } = stage;
    const shop = stage.repository({ policy: "{ mode: observe, branches: [main] }" });
    shop.commit("next", { by: sam, files: { [POLICY]: "branches: [main]" } });
    const request = kiroRequest(shop, paula);
    expect(await stage.check(request)).toMatchObject({ conclusion: "neutral" });
    shop.setDefaultBranch("next");
    expect(await stage.check(request)).toEqual(waiting);
  });

  it("once the organisation's is pushed, in every repository", async () => {
    const { github, paula, rita, sam } = stage;
    const org = organization();
    const [first, second] = [repositoryOf(org, "first"), repositoryOf(org, "second")];
    const own = org.repository(".github", { files: { "README.md": "Hi" }, access: { sam: "write" } });
    github.install(org);
    const requests = [kiroRequest(first, paula), kiroRequest(second, paula)];
    for (const request of requests) expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
    own.commit("main", { by: sam, files: { [POLICY]: "approvals: { required: 2 }" } });
    await stage.quiet();
    expect(requests.map(shown)).toEqual([waiting, waiting]);
  });
});

describe("a forced push of the base", () => {
  it("is about the requests into that branch, and about no others", async () => {
    const { paula, rita, sam } = stage;
    const shop = stage.repository({ policy: "branches: [main, next]\nenforcement: { manage: off }" });
    shop.commit("next", { by: sam, files: { "shop.txt": "next" } });
    kiroCommit(shop, paula, { branch: "work", from: "next", files: { "b.txt": "b" } });
    const into = shop.openRequest({ by: paula, head: "work", base: "next" });
    const other = kiroRequest(shop, paula);
    expect(await stage.approved(into, rita)).toMatchObject(passesBy(rita));
    expect(await stage.approved(other, rita)).toMatchObject(passesBy(rita));
    const begin = shop.tip("main");
    const rewritten = shop.commit("elsewhere", { by: sam, parents: [begin], files: { "shop.txt": "rewritten" } });
    const requests = await asked(() => shop.forcePush("next", rewritten, { by: sam }));
    expect(requests.filter((each) => each === "repositoryRequests")).toHaveLength(1);
    expect(requests.filter((each) => each === "pullRequestFacts")).toHaveLength(1);
    expect(shown(into)).toEqual(waiting);
    expect(shown(into)?.summary).toContain("the base branch was rewritten since");
    expect(shown(other)).toMatchObject(passesBy(rita));
  });
});
