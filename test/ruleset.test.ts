/** The required check: created with the policy, kept whatever anybody does to it, released when the policy says so. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RepositoryHandle } from "../simulator/build/repository.ts";
import type { OrganizationHandle } from "../simulator/simulator.ts";
import type { Rule } from "../simulator/state/ruleset.ts";
import { type RulesetInput, rulesetInput } from "../simulator/state/rulesets.ts";
import { byClaude, POLICY, type Stage, setStage } from "./support/scenes.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.dispose());

const NAME = "Countersign";
const policy = (...lines: string[]) => ["version: 1", ...lines, ""].join("\n");
const quiet = () => stage.world.quiet();
const app = () => stage.world.github.app;

/** The ruleset as it must be. */
const kept = (...include: string[]) =>
  expect.objectContaining({
    name: NAME,
    enforcement: "active",
    conditions: { ref_name: { include: include.length > 0 ? include : ["~DEFAULT_BRANCH"], exclude: [] } },
    bypass_actors: [],
    rules: expect.arrayContaining([
      { type: "deletion" },
      { type: "non_fast_forward" },
      expect.objectContaining({ type: "pull_request" }),
      {
        type: "required_status_checks",
        parameters: {
          do_not_enforce_on_create: true,
          strict_required_status_checks_policy: false,
          required_status_checks: [{ context: "ai-review", integration_id: app().id }],
        },
      },
    ]),
  });

/** A repository whose ruleset is in place. */
async function keptShop(text = policy(), owner?: OrganizationHandle): Promise<RepositoryHandle> {
  const shop = stage.shop({ [POLICY]: text }, owner);
  await quiet();
  expect(shop.repository.rulesets).toEqual([kept()]);
  return shop;
}

/** What was asked of GitHub about a repository's rules while this happened. */
async function asked(shop: RepositoryHandle, happens: () => unknown): Promise<string[]> {
  await quiet();
  const before = stage.world.github.requests.length;
  await happens();
  await quiet();
  const start = `/api/v3/repos/${shop.repository.owner.login}/${shop.repository.name}/`;
  return stage.world.github.requests
    .slice(before)
    .filter(({ path, operation }) => operation === "policies" || path.startsWith(start))
    .map(({ method, path }) => `${method} ${path.replace(start, "").replace(/\?.*$/, "").replace(/\d+$/, "ID")}`);
}

const READ_POLICY = "POST /api/graphql";

function request(shop: RepositoryHandle) {
  shop.commit("fix", { by: stage.alice, files: { "a.txt": "one" }, message: byClaude("Fix") });
  return shop.openRequest({ by: stage.alice, head: "fix" });
}

describe("a repository with a policy", () => {
  it("gets the ruleset when the policy is pushed, for two reads and one write", async () => {
    const { alice } = stage;
    const shop = stage.shop();
    await quiet();
    expect(shop.repository.rulesets).toEqual([]);
    const requests = await asked(shop, () => void shop.commit("main", { by: alice, files: { [POLICY]: "" } }));
    // The push itself is judged too, which compares what it brought.
    const aboutRules = requests.filter((each) => !each.startsWith("GET compare"));
    expect(aboutRules).toEqual([READ_POLICY, "GET rulesets", "POST rulesets"]);
    expect(shop.repository.rulesets).toEqual([kept()]);
  });

  it("gets it when the App is installed, without any push", async () => {
    const owner = stage.world.github.organization("newcomers");
    const shop = stage.shop({ [POLICY]: policy("branches: [main, release/**]") }, owner);
    const other = stage.shop({}, owner);
    stage.world.github.install(owner);
    await quiet();
    expect(shop.repository.rulesets).toEqual([kept("refs/heads/main", "refs/heads/release/**/*")]);
    expect(other.repository.rulesets).toEqual([]);
  });

  it("gets it when it's added to the installation", async () => {
    const owner = stage.world.github.organization("choosers");
    const [first, second] = [stage.shop({}, owner), stage.shop({ [POLICY]: policy() }, owner)];
    const installation = stage.world.github.install(owner, [first]);
    await quiet();
    expect(second.repository.rulesets).toEqual([]);
    installation.add(second);
    await quiet();
    expect(second.repository.rulesets).toEqual([kept()]);
  });

  it("gets it by the organisation's policy, every repository of it", async () => {
    const { owner } = stage.ownOrganization();
    const [own, none] = [stage.shop({ [POLICY]: policy() }, owner), stage.shop({}, owner)];
    owner.repository(".github", { files: { [POLICY]: policy() } });
    await quiet();
    for (const shop of [own, none]) expect(shop.repository.rulesets).toEqual([kept()]);
  });

  it("is merged into with the check, and not without", async () => {
    const { alice, rita, check } = stage;
    const shop = await keptShop();
    const change = request(shop);
    await check(change);
    expect(change.merge(rita)).toMatchObject({ merged: false, why: expect.stringContaining("ai-review") });
    change.review(rita, "APPROVE");
    const passing = await check(change);
    expect(passing.summary).not.toContain("required");
    expect(change.merge(rita)).toMatchObject({ merged: true });
    expect(() => shop.commit("main", { by: alice, files: { "b.txt": "b" } })).toThrow(/pull request/);
  });

  it("costs two reads and nothing else where nothing changed", async () => {
    const shop = await keptShop();
    const by = stage.world.github.organization("other").owner;
    const event = (sender: object) => ({
      action: "edited",
      installation: { id: stage.world.github.world.installations[0]?.id },
      repository: { id: shop.repository.id, name: shop.repository.name, owner: { login: "acme" } },
      sender,
    });
    const person = { id: by.id, login: by.login, type: "User" };
    const itself = { id: 1, login: "countersign[bot]", type: "Bot" };
    const { countersign } = stage.world;
    const deliver = (sender: object) => asked(shop, () => countersign.deliver("repository_ruleset", event(sender)));
    expect(await deliver(person)).toEqual([READ_POLICY, "GET rulesets/ID"]);
    expect(await deliver(itself)).toEqual([]);
  });
});

describe("a repository without a policy", () => {
  it("is left alone, whatever rules it has; its check says that it isn't required", async () => {
    const shop = stage.shop();
    shop.ruleset({
      name: NAME,
      enforcement: "active",
      conditions: { ref_name: { include: ["~ALL"], exclude: [] } },
      rules: [{ type: "deletion" }],
    });
    const check = await stage.check(request(shop));
    expect(check.summary).toContain("isn't required yet");
    expect(shop.repository.rulesets).toMatchObject([{ conditions: { ref_name: { include: ["~ALL"] } } }]);
  });
});

it("BYPASSES 43: another App posts a passing `ai-review`: still refused", async () => {
  const { rita, check } = stage;
  const shop = await keptShop();
  const change = request(shop);
  await check(change);
  const other = stage.world.github.bot("helpful-ci");
  const output = { title: "Fine", summary: "Fine" };
  shop.check(other, { name: "ai-review", headSha: change.head, status: "completed", conclusion: "success", output });
  expect(change.merge(rita)).toMatchObject({ merged: false, why: expect.stringContaining("ai-review") });
});

describe("BYPASSES 44", () => {
  const without = (type: Rule["type"]) => (shop: RepositoryHandle) => ({
    rules: rulesOf(shop).filter((rule) => rule.type !== type),
  });
  const source = (integration_id?: number) => () => ({
    rules: [
      {
        type: "required_status_checks" as const,
        parameters: {
          required_status_checks: [{ context: "ai-review", ...(integration_id !== undefined && { integration_id }) }],
          strict_required_status_checks_policy: false,
        },
      },
    ],
  });

  it.each([
    ["disabled", () => ({ enforcement: "disabled" as const }), "was switched off (disabled)"],
    [
      "kept from a branch",
      () => ({ conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: ["refs/heads/main"] } } }),
      "left out refs/heads/main",
    ],
    [
      "given to a bypass actor",
      () => ({ bypass_actors: [{ actor_type: "OrganizationAdmin" as const }] }),
      "let somebody past it (OrganizationAdmin)",
    ],
    ["robbed of the check", without("required_status_checks"), "didn't require ai-review"],
    ["opened to pushes", without("pull_request"), "let branches be pushed to without a pull request"],
    ["opened to forced pushes", without("non_fast_forward"), "let branches be force-pushed"],
    ["made to expect anybody's check", source(), "took ai-review from anybody"],
    ["made to expect another App's check", source(99), "took ai-review from another App"],
    ["renamed", () => ({ name: "Mine" }), "was renamed to Mine"],
  ])("BYPASSES 44: the ruleset is %s: put back, with the actor", async (_, change, what) => {
    const shop = await keptShop();
    const { owner } = stage.world.acme;
    shop.rulesetNamed(NAME).change(change(shop), owner);
    await quiet();
    expect(shop.repository.rulesets).toEqual([kept()]);
    expect(putBack(shop)).toMatchObject([{ by: owner.login, what: expect.arrayContaining([what]) }]);
  });

  it("BYPASSES 44: the ruleset is deleted: put back, with the actor", async () => {
    const shop = await keptShop();
    const { owner } = stage.world.acme;
    const { id } = shop.rulesetNamed(NAME);
    shop.rulesetNamed(NAME).remove(owner);
    await quiet();
    expect(shop.repository.rulesets).toEqual([kept()]);
    expect(shop.rulesetNamed(NAME).id).not.toBe(id);
    expect(putBack(shop)).toMatchObject([{ by: owner.login, what: ["was deleted"] }]);
  });

  it("keeps what an administrator made stricter", async () => {
    const shop = await keptShop();
    const ruleset = shop.rulesetNamed(NAME);
    ruleset.change({ rules: [...rulesOf(shop), { type: "creation" }] });
    await quiet();
    expect(putBack(shop)).toEqual([]);
    ruleset.change({ enforcement: "disabled" });
    await quiet();
    expect(shop.repository.rulesets).toEqual([kept()]);
    expect(shop.repository.rulesets[0]?.rules).toContainEqual({ type: "creation" });
  });
});

/** The rules of the repository's only ruleset, to be changed. */
function rulesOf({ repository }: RepositoryHandle): NonNullable<RulesetInput["rules"]> {
  return rulesetInput.parse(repository.rulesets[0]).rules;
}

/** The log's lines of rulesets put back in a repository. */
function putBack({ repository }: RepositoryHandle): unknown[] {
  return logged(repository.name, "The ruleset was loosened and put back");
}

function logged(name: string, message: string): unknown[] {
  return stage.world.countersign
    .output()
    .split("\n")
    .filter((line) => line.startsWith("{") && line.includes(`"acme/${name}"`) && line.includes(message))
    .map((line) => JSON.parse(line));
}

describe("a change of the policy", () => {
  /** Brings another policy to the default branch, as an owner can whom the ruleset doesn't bind: by a request. */
  async function repolicy(shop: RepositoryHandle, text: string | null): Promise<void> {
    const { alice, rita, sam, check } = stage;
    shop.commit("edit", { by: alice, files: { [POLICY]: text }, message: "Another policy" });
    const change = shop.openRequest({ by: alice, head: "edit" });
    for (const reviewer of [rita, sam]) change.review(reviewer, "APPROVE");
    await check(change);
    expect(change.merge(rita)).toMatchObject({ merged: true });
    await quiet();
  }

  it.each([
    ["`observe`", policy("mode: observe")],
    ["`off`", policy("mode: off")],
    ["`manage: off`", policy("enforcement: { manage: off }")],
    ["`manage: verify`", policy("enforcement: { manage: verify }")],
    ["no policy at all", null],
  ])("to %s releases the ruleset", async (_, text) => {
    const shop = await keptShop();
    await repolicy(shop, text);
    expect(shop.repository.rulesets).toEqual([]);
  });

  it("to other branches takes the ruleset along, and blames nobody", async () => {
    const shop = await keptShop();
    await repolicy(shop, policy("branches: [main, stable]"));
    expect(shop.repository.rulesets).toEqual([kept("refs/heads/main", "refs/heads/stable")]);
    expect(putBack(shop)).toEqual([]);
  });

  it("that breaks the file takes nothing away", async () => {
    const { owner } = stage.ownOrganization();
    const shop = stage.shop({ [POLICY]: policy("branches: [main, stable]") }, owner);
    await quiet();
    const ruleset = shop.rulesetNamed(NAME);
    ruleset.change({ bypass_actors: [{ actor_type: "OrganizationAdmin" }] });
    shop.commit("main", { by: owner.owner, files: { [POLICY]: "mode: of\n" } });
    await quiet();
    expect(shop.repository.rulesets).toEqual([kept("refs/heads/main", "refs/heads/stable")]);
  });
});

describe("`manage: verify`", () => {
  const VERIFY = policy("enforcement: { manage: verify }");
  const own = (integration_id?: number, bypass = false) => ({
    name: "Ours",
    enforcement: "active" as const,
    conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
    rules: [
      {
        type: "required_status_checks" as const,
        parameters: {
          required_status_checks: [{ context: "ai-review", ...(integration_id !== undefined && { integration_id }) }],
          strict_required_status_checks_policy: false,
        },
      },
    ],
    bypass_actors: bypass ? [{ actor_type: "OrganizationAdmin" as const }] : [],
  });

  it("says so where nothing requires the check, and no longer once something does; it writes nothing", async () => {
    const shop = stage.shop({ [POLICY]: VERIFY });
    const change = request(shop);
    const before = await stage.check(change);
    expect(before.summary).toContain("it isn't, so it stops nobody");
    expect(before.summary).toContain("`main`: no rule requires it.");
    shop.ruleset(own(app().id));
    await quiet();
    change.review(stage.rita, "COMMENT");
    change.check("ai-review")?.rerequest(stage.rita);
    expect((await stage.check(change)).summary).not.toContain("stops nobody");
    expect(shop.repository.rulesets).toHaveLength(1);
  });

  it("reports what loosens it, once, with the actor", async () => {
    const shop = stage.shop({ [POLICY]: VERIFY });
    const ruleset = shop.ruleset(own(app().id));
    await quiet();
    const { owner } = stage.world.acme;
    ruleset.change({ rules: own().rules }, owner);
    await quiet();
    ruleset.change({ name: "Theirs" }, owner);
    const change = request(shop);
    const { summary } = await stage.check(change);
    expect(summary).toContain("a rule takes `ai-review` from anybody");
    expect(summary).toContain(`Seen after @${owner.login} changed the rules.`);
    const reports = logged(shop.repository.name, "The check isn't required as the policy asks");
    expect(reports.filter((report) => JSON.stringify(report).includes("any-source"))).toMatchObject([
      { what: ["any-source: main"], by: owner.login },
    ]);
  });

  it("reports who may go past it, in the log", async () => {
    const shop = stage.shop({ [POLICY]: VERIFY });
    shop.ruleset(own(app().id, true));
    const { summary } = await stage.check(request(shop));
    expect(summary).not.toContain("stops nobody");
    expect(logged(shop.repository.name, "The check isn't required").at(-1)).toMatchObject({ what: ["bypass: main"] });
  });

  it("understands branch protection of the older kind", async () => {
    const shop = stage.shop({ [POLICY]: VERIFY });
    shop.protect("main", [{ context: "ai-review", integration_id: app().id }]);
    await quiet();
    const change = request(shop);
    expect((await stage.check(change)).summary).not.toContain("stops nobody");
    expect(change.merge(stage.rita)).toMatchObject({ merged: false });
    shop.protect("main", [{ context: "ai-review" }]);
    await quiet();
    change.check("ai-review")?.rerequest(stage.rita);
    expect((await stage.check(change)).summary).toContain("from anybody");
  });
});

describe("an installation that may not administer", () => {
  it("works as `verify`, and says what to do, once", async () => {
    const owner = stage.world.github.organization("careful");
    const shop = stage.shop({ [POLICY]: policy() }, owner);
    const installation = stage.world.github.install(owner);
    installation.grant({ checks: "write", contents: "read", issues: "read", members: "read", pull_requests: "read" });
    await quiet();
    const change = request(shop);
    const check = await stage.check(change);
    expect(check.summary).toContain("its installation has no permission to administer this repository");
    expect(check.summary).toContain("`main`: no rule requires it.");
    expect(shop.repository.rulesets).toEqual([]);
    shop.protect("main", [{ context: "ai-review", integration_id: app().id }]);
    await quiet();
    change.check("ai-review")?.rerequest(stage.rita);
  });

  it("works as `verify` where the plan has no rulesets", async () => {
    const { faults } = stage.world.github;
    const shop = stage.shop();
    const message = "Upgrade to GitHub Pro or make this repository public to enable this feature.";
    const path = new RegExp(`/${shop.repository.name}/rule`);
    const fault = faults.add(
      { kind: "answer", status: 403, body: { message } },
      { path, times: Number.POSITIVE_INFINITY },
    );
    shop.commit("main", { by: stage.alice, files: { [POLICY]: policy() } });
    await quiet();
    const check = await stage.check(request(shop));
    expect(check.summary).toContain("GitHub has no rulesets for private repositories on this account's plan");
    fault.stop();
  });
});
