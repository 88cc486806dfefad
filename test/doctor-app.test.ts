import { afterEach, describe, expect, it } from "vitest";
import { type Simulator, type SimulatorOptions, startSimulator } from "../simulator/simulator.ts";
import { examined } from "./support/doctor.ts";
import { type Ending, startEnding } from "./support/ending.ts";

let github: Simulator;
let ending: Ending;

async function start(options: SimulatorOptions = {}): Promise<void> {
  [github, ending] = [await startSimulator(options), await startEnding()];
  github.deliverTo(ending.url);
}

afterEach(async () => {
  await github.close();
  await ending.close();
});

/** An organisation without repositories: nothing is to be found but what concerns the App. */
function install() {
  const acme = github.organization("acme");
  return { acme, installation: github.install(acme) };
}

async function found(): Promise<readonly (readonly [string, string, ...string[]])[]> {
  await github.idle();
  const { findings } = await examined(github);
  return findings.map(({ id, gravity, who }) => [id, gravity, ...who] as const);
}

describe("the App's registration", () => {
  it("is clean as app.yml asks for it, and its webhook where Countersign listens", async () => {
    await start();
    install();
    expect(await found()).toEqual([]);
  });

  it("lacks permissions and events; those that only the doctor needs weigh less", async () => {
    await start();
    const { permissions } = github.world.app;
    await github.close();
    await ending.close();
    const { actions, organization_administration, pull_requests, ...rest } = permissions;
    await start({ permissions: { ...rest, checks: "read", contents: "write" }, events: ["push"] });
    install();
    const [missing, events, optional] = await found();
    expect(events?.slice(0, 2)).toEqual(["app-event-missing", "serious"]);
    expect(events).toContain("pull_request");
    expect(events).not.toContain("push");
    expect(missing).toEqual(["app-permission-missing", "serious", "checks: write", `pull_requests: ${pull_requests}`]);
    expect(optional).toEqual(["app-permission-missing", "minor", "actions: read", "organization_administration: read"]);
  });

  it("asks for more than an account's owners accepted", async () => {
    await start();
    const { installation } = install();
    const { checks, ...rest } = github.world.app.permissions;
    installation.grant({ ...rest, actions: "write" });
    expect(await found()).toEqual([["installation-permission-missing", "serious", "checks: write"]]);
    installation.grant({ ...rest, checks: checks ?? "write" });
    expect(await found()).toEqual([]);
  });

  it("asks nothing of a person's account that only organisations have", async () => {
    await start();
    const installation = github.install(github.user("alice"));
    const { members, organization_administration, ...rest } = github.world.app.permissions;
    installation.grant(rest);
    expect(await found()).toEqual([]);
  });
});

describe("the webhook", () => {
  it("must be addressed to Countersign, in JSON, with a secret and TLS", async () => {
    await start();
    install();
    await github.idle();
    github.hooks.configure({
      url: "http://shop.example.com/",
      content_type: "form",
      insecure_ssl: "1",
      secret: null,
    });
    const ids = (await found()).map(([id]) => id).sort();
    expect(ids).toEqual(["webhook-address", "webhook-content-type", "webhook-insecure", "webhook-without-secret"]);
    const url = "https://shop.example.com/api/github/webhooks";
    github.hooks.configure({ url, content_type: "json", insecure_ssl: "0", secret: "********" });
    expect(await found()).toEqual([]);
    github.hooks.configure({ url: url.replace("https", "http") });
    expect((await found()).map(([id]) => id)).toEqual(["webhook-insecure"]);
  });
});

describe("deliveries", () => {
  it("that failed are told, worst while nothing arrives; one that was redelivered isn't", async () => {
    await start();
    ending.status = 500;
    const { installation } = install();
    expect(await found()).toEqual([["deliveries-failing", "critical", "installation"]]);
    ending.status = 202;
    installation.suspend();
    installation.unsuspend();
    expect(await found()).toEqual([["deliveries-failing", "serious", "installation"]]);
    const [failed] = github.hooks.deliveries;
    github.hooks.redeliver(failed?.id ?? 0);
    expect(await found()).toEqual([]);
  });

  it("that never were are missed by a push; one from before the App came isn't", async () => {
    await start();
    const acme = github.organization("acme");
    const files = { ".github/ai-review.yml": "mode: off" };
    acme.repository("early", { files });
    github.install(acme);
    acme.repository("told", { files });
    await github.idle();
    github.hooks.pause();
    acme.repository("lost", { files });
    github.hooks.drop();
    github.hooks.resume();
    const { findings } = await examined(github);
    const missing = findings.filter(({ id }) => id === "deliveries-missing").map(({ place }) => place.repository);
    expect(missing).toEqual(["acme/lost"]);
  });
});
