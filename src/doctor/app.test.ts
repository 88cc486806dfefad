import { describe, expect, test } from "vitest";
import { appFindings, installationFindings } from "./app.ts";
import { failureFindings, missingFindings } from "./deliveries.ts";
import { environmentFindings } from "./environments.ts";
import { APP, aPolicy, aRepository, INSTALLATION, inForce, told } from "./facts.fixture.ts";
import { seen, unseen } from "./facts.ts";
import { organizationPolicyFindings, policyFindings } from "./policy.ts";
import { webhookFindings } from "./webhook.ts";

describe("the App against app.yml", () => {
  const manifest = {
    permissions: { checks: "write", actions: "read", members: "read" },
    events: ["push", "check_run"],
  };

  test("lacks what it doesn't ask for, or asks for less of", () => {
    const app = { ...APP, permissions: { checks: "read" } };
    expect(appFindings(app, manifest).map(({ gravity, who }) => [gravity, ...who])).toEqual([
      ["serious", "checks: write", "members: read"],
      ["minor", "actions: read"],
      ["serious", "check_run"],
    ]);
    expect(
      appFindings(
        { ...APP, permissions: { ...manifest.permissions, checks: "admin" }, events: manifest.events },
        manifest,
      ),
    ).toEqual([]);
  });

  test("may do without the events that come with an optional permission", () => {
    const events = { permissions: {}, events: ["push", "repository_ruleset"] };
    expect(appFindings({ ...APP, events: ["push"] }, events)).toMatchObject([
      { id: "app-event-missing", gravity: "minor", who: ["repository_ruleset"] },
    ]);
  });

  test("is told of an account only what its owners haven't granted, and of a person nothing that is an organisation's", () => {
    const app = { ...APP, permissions: { checks: "write", members: "read" } };
    const installation = { ...INSTALLATION, permissions: {} };
    expect(told(installationFindings(installation, app, manifest))).toEqual([
      "installation-permission-missing checks: write, members: read",
    ]);
    expect(told(installationFindings({ ...installation, ofOrganization: false }, app, manifest))).toEqual([
      "installation-permission-missing checks: write",
    ]);
    expect(told(installationFindings({ ...INSTALLATION, suspended: true }, app, manifest))).toEqual([
      "installation-suspended",
    ]);
    expect(installationFindings({ ...INSTALLATION, permissions: app.permissions }, app, manifest)).toEqual([]);
  });
});

describe("the webhook", () => {
  const good = {
    url: "https://x.example/api/github/webhooks",
    contentType: "json",
    verifiesTls: true,
    hasSecret: true,
  };
  test("is well, or not, in each of its settings", () => {
    const ids = (change: Partial<typeof good> | { url: null }) => told(webhookFindings({ ...good, ...change }));
    expect(ids({})).toEqual([]);
    expect(ids({ url: "http://127.0.0.1:3000/api/github/webhooks" })).toEqual([]);
    expect(ids({ url: "https://x.example/" })).toEqual(["webhook-address"]);
    expect(ids({ url: null })).toEqual(["webhook-address"]);
    expect(ids({ url: "http://x.example/api/github/webhooks" })).toEqual(["webhook-insecure"]);
    expect(ids({ verifiesTls: false })).toEqual(["webhook-insecure"]);
    expect(ids({ contentType: "form" })).toEqual(["webhook-content-type"]);
    expect(ids({ hasSecret: false })).toEqual(["webhook-without-secret"]);
  });
});

describe("deliveries", () => {
  const at = (minutes: number) => new Date(Date.UTC(2026, 1, 1, 0, minutes)).toISOString();
  const delivery = (guid: string, minutes: number, succeeded: boolean, repositoryId = 1) => ({
    ...{ guid, event: "push", at: at(minutes), succeeded, status: succeeded ? "OK" : "timed out", repositoryId },
  });
  const log = (...deliveries: ReturnType<typeof delivery>[]) => ({ deliveries, since: at(-600) });

  test("that failed and weren't delivered since are told; worst if it's the newest", () => {
    const gravities = (...all: ReturnType<typeof delivery>[]) =>
      failureFindings(log(...all)).map(({ gravity }) => gravity);
    expect(gravities(delivery("a", 1, true))).toEqual([]);
    expect(gravities(delivery("a", 2, false), delivery("b", 1, true))).toEqual(["critical"]);
    expect(gravities(delivery("a", 1, false), delivery("b", 2, true))).toEqual(["serious"]);
    expect(gravities(delivery("a", 1, false), delivery("a", 3, true), delivery("b", 2, true))).toEqual([]);
  });

  test("that nothing follows from matter only while nothing else arrives", () => {
    const ping = { ...delivery("p", 1, false), event: "ping" };
    expect(failureFindings(log(ping)).map(({ gravity }) => gravity)).toEqual(["critical"]);
    expect(failureFindings(log(ping, delivery("a", 2, true)))).toEqual([]);
  });

  test("of a push are missed, if the App was there and the log goes back so far", () => {
    const pushed = { ...aRepository().brief, pushedAt: at(0) };
    const missed = (all: ReturnType<typeof log>, since: string, now: number) =>
      missingFindings(all, pushed, since, Date.parse(at(now))).length;
    expect(missed(log(), at(-60), 30)).toBe(1);
    expect(missed(log(delivery("a", 1, true)), at(-60), 30)).toBe(0);
    expect(missed(log(delivery("a", -30, true)), at(-60), 30)).toBe(1);
    expect(missed(log(delivery("a", 1, true, 2)), at(-60), 30)).toBe(1);
    expect(missed(log(), at(5), 30)).toBe(0);
    expect(missed(log(), at(-60), 1)).toBe(0);
    expect(missed({ deliveries: [], since: at(10) }, at(-60), 30)).toBe(0);
  });
});

describe("policies", () => {
  const { brief } = aRepository();
  test("that are broken, or hold nothing back, are told", () => {
    expect(told(policyFindings(brief, inForce()))).toEqual([]);
    expect(told(policyFindings(brief, inForce({ policy: aPolicy({ mode: "observe" }) })))).toEqual(["not-enforced"]);
    const broken = { source: "acme/shop/.github/ai-review.yml", problems: [{ line: 2, column: 1, message: "no" }] };
    expect(policyFindings(brief, inForce({ broken }))[0]?.says).toContain("first in line 2: no");
  });

  test("of an organisation may be out of sight where only some repositories were chosen", () => {
    const facts = {
      ...{ installation: { ...INSTALLATION, allRepositories: false }, owners: seen([]), apps: seen([]) },
      ...{ repositories: ["shop"], remembersPolicy: false, shownPolicy: null },
    };
    const gravities = (change: Partial<Parameters<typeof organizationPolicyFindings>[0]>) =>
      organizationPolicyFindings({ ...facts, ...change }).map(({ gravity }) => gravity);
    expect(gravities({})).toEqual(["minor"]);
    expect(gravities({ remembersPolicy: true })).toEqual(["serious"]);
    expect(gravities({ installation: INSTALLATION })).toEqual([]);
    expect(gravities({ shownPolicy: "acme/.github/.github/ai-review.yml" })).toEqual([]);
    expect(gravities({ repositories: [".github-private", ".github"] })).toEqual([]);
  });
});

describe("environments", () => {
  test("must have this App's rule on", () => {
    const environments = (...ruleApps: string[]) => seen([{ name: "production", ruleApps: seen(ruleApps) }]);
    const told_ = (facts: Parameters<typeof aRepository>[0]) => told(environmentFindings(aRepository(facts), APP.slug));
    expect(told_({ environments: environments("another") })).toEqual(["environment-unguarded production"]);
    expect(told_({ environments: environments("another", APP.slug) })).toEqual([]);
    expect(told_({ environments: unseen("needs `actions: read`") })).toEqual(["could-not-look the environments"]);
  });
});
