/** Deployments to environments that the policy names: let through only if a second person has looked at what AI wrote. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DeploymentHandle, NewDeployment } from "../simulator/build/deployment.ts";
import type { RepositoryHandle } from "../simulator/build/repository.ts";
import type { Account } from "../simulator/state/model.ts";
import { byClaude, POLICY, type Stage, setStage } from "./support/scenes.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.dispose());

/** Without a ruleset that would refuse pushes. */
const GUARDED = "enforcement: { manage: verify }\ndeployments: { environments: [production] }\n";

/** A repository whose `production` and `staging` ask this App, and to which its first commit was deployed long ago. */
async function shopWith(policy = GUARDED): Promise<RepositoryHandle> {
  const { world } = stage;
  const shop = stage.shop({ [POLICY]: policy });
  for (const name of ["production", "staging"]) {
    shop.environment(name, [world.github.world.app]);
    shop.recordDeployment(name, "main", stage.tess);
  }
  await world.quiet();
  return shop;
}

let count = 0;

/** A commit straight to a branch, with an assistant's mark unless its author is a person alone. */
function push(shop: RepositoryHandle, by: Account, message = byClaude("Fix the shop"), branch = "main"): string {
  return shop.commit(branch, { by, files: { [`${++count}.txt`]: "a" }, message });
}

/** The same by a request that somebody approved and its author merged. */
async function reviewed(shop: RepositoryHandle, method: "squash" | "merge" | "rebase" = "squash"): Promise<void> {
  const { alice, rita, world } = stage;
  const branch = `fix-${++count}`;
  push(shop, alice, byClaude("Fix it"), branch);
  const request = shop.openRequest({ by: alice, head: branch });
  request.review(rita, "APPROVE");
  await world.quiet();
  expect(request.merge(alice, method).merged).toBe(true);
}

/** Asks for a deployment and waits for the answer. */
async function deploy(shop: RepositoryHandle, more: Partial<NewDeployment> = {}): Promise<DeploymentHandle> {
  const deployment = shop.deploy({ by: stage.alice, environment: "production", ...more });
  await stage.world.quiet();
  return deployment;
}

const approved = (why = "") => ({ answer: "approved", comment: expect.stringContaining(why) });
const rejected = (why = "") => ({ answer: "rejected", comment: expect.stringContaining(why) });

describe("a deployment is let through", () => {
  it.each(["squash", "merge", "rebase"] as const)("where a %s brought what was reviewed", async (method) => {
    const shop = await shopWith();
    await reviewed(shop, method);
    expect(await deploy(shop)).toMatchObject(approved("since the last successful deployment here"));
  });

  it("at the cost of three requests, where all of it is known", async () => {
    const { world } = stage;
    const shop = await shopWith();
    await reviewed(shop);
    await world.quiet();
    const before = world.github.requests.length;
    expect(await deploy(shop)).toMatchObject(approved());
    const asked = world.github.requests.slice(before).filter(({ path }) => !path.endsWith("/access_tokens"));
    expect(asked.map(({ path }) => path)).toEqual([
      "/api/graphql",
      expect.stringContaining("/compare/"),
      expect.stringMatching(/\/actions\/runs\/\d+\/deployment_protection_rule$/),
    ]);
  });

  it("where people wrote it, and where nothing is new", async () => {
    const shop = await shopWith();
    expect(await deploy(shop)).toMatchObject(approved("nothing that wasn't deployed here before"));
    push(shop, stage.alice, "Fix what @claude broke");
    expect(await deploy(shop)).toMatchObject(approved("reviewed, or not written by AI"));
    expect(shop.issues()).toEqual([]);
  });

  it("where GitHub ties a merge to its request only after a while, and nobody told of the merge", async () => {
    const { alice, rita, world } = stage;
    const shop = await shopWith();
    push(shop, alice, byClaude("Fix it"), "fix");
    const request = shop.openRequest({ by: alice, head: "fix" });
    request.review(rita, "APPROVE");
    await world.quiet();
    world.github.hooks.pause();
    shop.tieMerges(false);
    request.merge(alice, "squash");
    const deployment = shop.deploy({ by: alice, environment: "production" });
    world.github.hooks.drop(({ event }) => event === "pull_request");
    world.github.hooks.resume();
    await world.countersign.logged(/"deployment:[^}]*asks again/);
    shop.tieMerges(true);
    await world.quiet();
    expect(deployment).toMatchObject(approved());
  });

  it("from a branch that isn't protected, once the request of that very commit has passed", async () => {
    const { alice, rita, world } = stage;
    const shop = await shopWith();
    push(shop, alice, byClaude("Fix it"), "fix");
    const request = shop.openRequest({ by: alice, head: "fix" });
    expect(await deploy(shop, { ref: "fix" })).toMatchObject(rejected());
    request.review(rita, "APPROVE");
    await world.quiet();
    expect(await deploy(shop, { ref: "fix" })).toMatchObject(approved());
  });
});

describe("a deployment is rejected", () => {
  it("where AI wrote a commit that nobody looked at, with the list, who can countersign it, and where", async () => {
    const shop = await shopWith();
    const sha = push(shop, stage.alice);
    const deployment = await deploy(shop);
    expect(deployment).toMatchObject({
      ...rejected("**Rejected.** A commit lacks a second person's approval"),
      status: "completed",
    });
    expect(deployment.comment).toContain(`\`${sha.slice(0, 7)}\` \`Fix the shop\` (Claude Code)`);
    expect(deployment.comment).toContain("didn't ask for this deployment (@alice)");
    const [issue, ...more] = shop.issues();
    expect(more).toEqual([]);
    expect(deployment.comment).toContain(`comments in #${issue?.number} \`/ai-review approve ${sha.slice(0, 12)}\``);
  });

  it("where one of many commits is such a one, wherever it stands", async () => {
    const { alice, rita } = stage;
    const shop = await shopWith();
    await reviewed(shop);
    const sha = push(shop, alice);
    await reviewed(shop, "merge");
    push(shop, rita, "By hand");
    const { answer, comment } = await deploy(shop);
    expect(answer).toBe("rejected");
    expect(comment.match(/^- `/gm)).toHaveLength(1);
    expect(comment).toContain(sha.slice(0, 7));
  });

  it("where a request that passed stands on it, whichever way that was merged, or isn't", async () => {
    const { alice, rita, world } = stage;
    for (const method of ["merge", "squash", "rebase", "none"] as const) {
      const shop = await shopWith();
      const sha = push(shop, alice);
      shop.commit("fix", { by: alice, files: { "b.txt": "b" }, message: byClaude("Fix it") });
      const request = shop.openRequest({ by: alice, head: "fix" });
      request.review(rita, "APPROVE");
      await world.quiet();
      expect(request.check("ai-review")?.conclusion).toBe("success");
      if (method !== "none") expect(request.merge(alice, method).merged).toBe(true);
      const { answer, comment } = await deploy(shop, { ref: method === "none" ? "fix" : "main" });
      expect([method, answer, comment.match(/^- `/gm)?.length]).toEqual([method, "rejected", 1]);
      expect(comment).toContain(sha.slice(0, 7));
    }
  });

  it("where it comes behind a merge's second parent, or from a branch that isn't protected", async () => {
    const { alice, rita } = stage;
    const shop = await shopWith();
    const side = push(shop, alice, byClaude("Fix it"), "side");
    expect(await deploy(shop, { ref: "side" })).toMatchObject(rejected(side.slice(0, 7)));
    shop.commit("main", { by: rita, parents: ["main", side], files: { "m.txt": "m" }, message: "Merge" });
    expect(await deploy(shop)).toMatchObject(rejected(side.slice(0, 7)));
  });

  it("where a request was merged before it passed, also when the merge itself shows no mark", async () => {
    const { alice, world } = stage;
    const shop = await shopWith();
    push(shop, alice, byClaude("Fix it"), "fix");
    const request = shop.openRequest({ by: alice, head: "fix", title: "All mine" });
    await world.quiet();
    const merged = request.merge(alice, "squash", { message: "All mine" });
    expect(merged.merged).toBe(true);
    expect(await deploy(shop)).toMatchObject(rejected("(@alice)"));
  });

  it("where GitHub doesn't know the commit, or has it from a fork only", async () => {
    const { alice, world } = stage;
    const shop = await shopWith();
    expect(await deploy(shop, { sha: "f".repeat(40) })).toMatchObject(rejected("no branch, tag or pull request"));
    const fork = shop.fork(world.github.user(`guest-${shop.repository.id}`));
    const sha = fork.commit("own", { by: fork.repository.owner, files: { "a.txt": "a" }, message: "Mine" });
    expect(await deploy(shop, { sha })).toMatchObject(rejected("no branch, tag or pull request"));
    push(shop, alice, "Tagged", "refs/tags/v1");
    expect(await deploy(shop, { ref: "refs/tags/v1" })).toMatchObject(approved());
  });

  it("with as many commits as fit into what GitHub takes", async () => {
    const shop = await shopWith();
    for (let each = 1; each <= 30; each++) push(shop, stage.alice, byClaude(`Fix ${"very ".repeat(20)} ${each}`));
    expect(await deploy(shop)).toMatchObject(rejected("30 commits lack"));
    expect((await deploy(shop)).comment).toMatch(/… and \d+ more/);
  });
});

describe("a rejected deployment that is countersigned", () => {
  /** Countersigns in the only issue that there is. */
  function countersign(shop: RepositoryHandle, by: Account, sha: string): void {
    const [issue] = shop.issues();
    if (!issue) throw new Error(`Expected an issue, found none. ${stage.world.countersign.output().slice(-2000)}`);
    issue.comment(by, `/ai-review approve ${sha.slice(0, 12)}`);
  }

  it("in the issue of the push passes when it is requested again", async () => {
    const { alice, rita, world } = stage;
    const shop = await shopWith();
    const sha = push(shop, alice);
    const deployment = await deploy(shop);
    countersign(shop, rita, sha);
    await world.quiet();
    deployment.rerun(alice);
    await world.quiet();
    expect(deployment).toMatchObject(approved("reviewed"));
  });

  it("in an issue of its own, where no push was reported, passes then too, and closes it", async () => {
    const { alice, rita, world } = stage;
    const shop = await shopWith();
    const sha = push(shop, alice, byClaude("Fix it"), "side");
    const deployment = await deploy(shop, { ref: "side" });
    const [issue] = shop.issues();
    expect(issue).toMatchObject({
      state: "OPEN",
      title: `Deployment of unreviewed AI work to production (${sha.slice(0, 7)})`,
    });
    expect(issue?.body).toContain("@alice wanted to deploy");
    countersign(shop, rita, sha);
    await world.quiet();
    expect(shop.issues()[0]).toMatchObject({
      state: "CLOSED",
      body: expect.stringContaining("@rita approved. **Counts.**"),
    });
    deployment.rerun(alice);
    await world.quiet();
    expect(deployment).toMatchObject(approved());
    expect(shop.issues()).toHaveLength(1);
  });

  it("by who asked for it doesn't pass, until somebody else does it too", async () => {
    const { alice, rita, sam, world } = stage;
    const shop = await shopWith();
    const sha = push(shop, alice);
    await world.quiet();
    countersign(shop, rita, sha);
    await world.quiet();
    const deployment = await deploy(shop, { by: rita });
    expect(deployment).toMatchObject(rejected("@rita countersigned, and doesn't count"));
    const own = shop.issues().find(({ title }) => title.startsWith("Deployment"));
    own?.comment(rita, `/ai-review approve ${sha}`);
    await world.quiet();
    expect(shop.issues().at(-1)?.body).toContain("requested the deployment");
    deployment.rerun(rita);
    await world.quiet();
    expect(deployment).toMatchObject(rejected());
    own?.comment(sam, `/ai-review approve ${sha}`);
    await world.quiet();
    deployment.rerun(rita);
    await world.quiet();
    expect(deployment).toMatchObject(approved());
  });

  it("by who asked for it is another's request, if that one starts the same run again", async () => {
    const { alice, rita, tess, world } = stage;
    const shop = await shopWith();
    const sha = push(shop, alice);
    const deployment = await deploy(shop, { by: tess });
    countersign(shop, rita, sha);
    await world.quiet();
    deployment.rerun(rita);
    await world.quiet();
    expect(deployment).toMatchObject(rejected("@rita countersigned, and doesn't count"));
  });

  it("by who wrote it, by a bot, or in another's words doesn't pass", async () => {
    const { alice, rita, tess, world } = stage;
    const shop = await shopWith();
    const sha = push(shop, alice, byClaude("Fix it"), "side");
    const deployment = await deploy(shop, { by: tess, ref: "side" });
    countersign(shop, alice, sha);
    countersign(shop, world.github.bot(`helper-${sha.slice(0, 5)}`), sha);
    shop.issues()[0]?.comment(rita, `> /ai-review approve ${sha}`);
    await world.quiet();
    deployment.rerun(tess);
    await world.quiet();
    expect(deployment).toMatchObject(rejected());
  });

  it("covers those commits, and none that come later", async () => {
    const { alice, rita, world } = stage;
    const shop = await shopWith();
    const sha = push(shop, alice);
    await deploy(shop);
    countersign(shop, rita, sha);
    await world.quiet();
    const later = push(shop, alice);
    const { comment } = await deploy(shop);
    expect(comment).toContain(later.slice(0, 7));
    expect(comment).not.toContain(sha.slice(0, 7));
  });
});

describe("a deployment is measured", () => {
  it("from the last one that succeeded in the same environment", async () => {
    const { alice } = stage;
    const policy = GUARDED.replace("[production]", "[production, staging]");
    const shop = await shopWith(policy);
    const first = push(shop, alice);
    // Both were deployed to before this App was asked: to `staging` once more.
    shop.recordDeployment("staging", first, alice);
    push(shop, alice, "By hand");
    expect(await deploy(shop, { environment: "staging" })).toMatchObject(approved());
    expect(await deploy(shop)).toMatchObject(rejected(first.slice(0, 7)));
  });

  it("from what it let through, once that succeeded", async () => {
    const shop = await shopWith();
    await reviewed(shop);
    const sha = shop.tip("main");
    (await deploy(shop)).finish();
    push(shop, stage.alice, "By hand");
    expect(await deploy(shop)).toMatchObject(approved(`(\`${sha.slice(0, 7)}\`)`));
  });

  it("from nothing that failed, or that somebody only recorded after this App was asked", async () => {
    const { alice } = stage;
    const shop = await shopWith();
    (await deploy(shop)).finish("failure");
    const sha = push(shop, alice);
    await deploy(shop);
    shop.recordDeployment("production", sha, alice);
    expect(await deploy(shop)).toMatchObject(rejected(sha.slice(0, 7)));
  });

  it("also after an administrator forced one: what it brought is asked about with the next", async () => {
    const { alice, world } = stage;
    const shop = await shopWith();
    const sha = push(shop, alice);
    world.github.hooks.pause();
    const forced = shop.deploy({ by: alice, environment: "production" });
    forced.force(world.acme.owner);
    forced.finish();
    world.github.hooks.resume();
    await world.quiet();
    push(shop, alice, "By hand");
    expect(await deploy(shop)).toMatchObject(rejected(sha.slice(0, 7)));
  });

  it("backwards too: an older commit brings nothing new", async () => {
    const { alice } = stage;
    const shop = await shopWith();
    const old = shop.tip("main");
    const sha = push(shop, alice);
    shop.recordDeployment("production", sha, alice);
    expect(await deploy(shop, { sha: old })).toMatchObject(approved("nothing that wasn't deployed here before"));
  });

  it("from an earlier one where the last one's commit is gone", async () => {
    const { alice, world } = stage;
    const shop = await shopWith();
    const gone = shop.commit("gone", { by: alice, files: { "gone.txt": "a" } });
    shop.recordDeployment("production", gone, alice);
    shop.deleteBranch("gone", alice);
    await world.quiet();
    shop.repository.objects.delete(gone);
    const sha = push(shop, alice);
    expect(await deploy(shop)).toMatchObject(rejected(sha.slice(0, 7)));
  });

  describe("where none ever succeeded, from the App's installation", () => {
    it("what is older is listed, and not judged", async () => {
      const { alice, rita, world } = stage;
      const { github } = world;
      const org = github.organization("before");
      const shop = org.repository("shop", {
        files: { [POLICY]: GUARDED },
        access: { alice: "write", rita: "write" },
      });
      const older = push(shop, alice, byClaude("Of old"));
      const release = push(shop, alice, byClaude("Of old, released"), "release");
      github.install(org);
      shop.environment("production", [github.world.app]);
      await world.quiet();
      const first = await deploy(shop);
      expect(first).toMatchObject(approved("nothing that wasn't deployed here before"));
      expect(first.comment).toContain("Not judged");
      expect(first.comment).toContain(`\`${older.slice(0, 7)}\` \`Of old\``);
      expect(await deploy(shop, { ref: "release", sha: release })).toMatchObject(approved());
      const newer = push(shop, rita);
      const { answer, comment } = await deploy(shop);
      expect(answer).toBe("rejected");
      expect(comment).toContain(newer.slice(0, 7));
      expect(comment).not.toContain(older.slice(0, 7));
    });

    it("everything is judged in a repository that came later", async () => {
      const { alice, world } = stage;
      const shop = stage.shop({ [POLICY]: GUARDED });
      shop.environment("production", [world.github.world.app]);
      await world.quiet();
      expect(await deploy(shop)).toMatchObject(approved("Nothing in this repository is known to be older"));
      const sha = push(shop, alice);
      expect(await deploy(shop)).toMatchObject(rejected(sha.slice(0, 7)));
    });
  });
});

describe("what a deployment is held by", () => {
  it("isn't how an environment's name is spelt", async () => {
    const shop = await shopWith(GUARDED.replace("[production]", "[Production]"));
    push(shop, stage.alice);
    expect(await deploy(shop, { environment: "PRODUCTION" })).toMatchObject(rejected());
  });

  it("is nothing in an environment that the policy doesn't name, in mode `observe`, or in mode `off`", async () => {
    const { alice } = stage;
    const shop = await shopWith();
    push(shop, alice);
    expect(await deploy(shop, { environment: "staging" })).toMatchObject(approved("doesn't name this environment"));
    const observed = await shopWith(`mode: observe\n${GUARDED}`);
    const sha = push(observed, alice);
    const seen = await deploy(observed);
    expect(seen).toMatchObject(approved("mode is `observe`"));
    expect(seen.comment).toContain(`**Rejected.** A commit lacks`);
    expect(seen.comment).toContain(sha.slice(0, 7));
    expect(observed.issues()).toEqual([]);
    const off = await shopWith(`mode: off\n${GUARDED}`);
    push(off, alice);
    expect(await deploy(off)).toMatchObject(approved("mode is `off`"));
  });

  it("is the policy even where it is broken", async () => {
    const { alice } = stage;
    const shop = await shopWith();
    shop.commit("main", { by: alice, files: { [POLICY]: "deployments: [oops\n" }, message: byClaude("Break it") });
    expect(await deploy(shop)).toMatchObject(rejected());
  });

  it("is the commit, in whichever words its author hides the mark from the push", async () => {
    const { alice, world } = stage;
    const shop = await shopWith();
    shop.commit("fix", { by: alice, files: { "same.txt": "same" }, message: byClaude("Fix it") });
    shop.openRequest({ by: alice, head: "fix" });
    await world.quiet();
    const sha = shop.commit("main", { by: stage.sam, files: { "same.txt": "same" }, message: "All mine" });
    expect(await deploy(shop)).toMatchObject(rejected(sha.slice(0, 7)));
  });

  it("is answered once, however often the delivery comes, and never by an error", async () => {
    const { alice, world } = stage;
    const shop = await shopWith();
    push(shop, alice);
    await world.quiet();
    world.github.hooks.pause();
    const deployment = shop.deploy({ by: alice, environment: "production" });
    world.github.hooks.duplicate(({ event }) => event === "deployment_protection_rule");
    world.github.hooks.resume();
    await world.quiet();
    expect(deployment).toMatchObject(rejected());
    expect(shop.issues()).toHaveLength(1);
    const fault = world.github.faults.add({ kind: "answer", status: 502 }, { operation: "deploymentFacts", times: 10 });
    const other = await deploy(shop);
    fault.stop();
    expect(other).toMatchObject(rejected("it couldn't be judged"));
  });
});
