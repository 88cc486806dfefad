/** An organisation with many repositories gets its rulesets one after another, and no review waits for that. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { RepositoryHandle } from "../simulator/build/repository.ts";
import { byClaude, POLICY, type Stage, setStage } from "./support/scenes.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.dispose());

const REPOSITORIES = 60;
const eventually = (check: () => unknown) => vi.waitFor(check, { timeout: 60_000, interval: 50 });

/** How many jobs run at this moment. */
async function running(): Promise<number> {
  const metrics = await (await fetch(`${stage.world.countersign.url}/metrics`)).text();
  return Number(/^countersign_queue_jobs\{state="active"\} (\d+)$/m.exec(metrics)?.[1]);
}

describe("an organisation's policy, and the App installed on sixty repositories", () => {
  it("sets thirty up at once for three requests each, and the others later, also after a restart", async () => {
    const { alice, world } = stage;
    const { github, countersign } = world;
    const owner = github.organization("wide");
    owner.repository(".github", { files: { [POLICY]: "version: 1\n" } });
    const shops = Array.from({ length: REPOSITORIES }, () => stage.shop({}, owner));
    const isSetUp = ({ repository }: RepositoryHandle) => repository.rulesets.length > 0;
    const before = github.requests.length;
    const installation = github.install(owner);
    await eventually(() => expect(shops.filter(isSetUp).length).toBeGreaterThanOrEqual(29));
    await vi.waitFor(async () => expect(await running()).toBe(0), { timeout: 60_000, interval: 20 });

    const asked = github.requests.slice(before).filter((each) => each.installationId === installation.id);
    const about = ({ repository }: RepositoryHandle) =>
      asked
        .filter(({ path }) => path.startsWith(`/api/v3/repos/wide/${repository.name}/`))
        .map(({ method, path }) => `${method} ${path.replace(/^.*\/wide\/[^/]+\/|\?.*$/g, "")}`);
    const [done, left] = [shops.filter(isSetUp), shops.filter((shop) => !isSetUp(shop))];
    expect(left.length).toBeGreaterThan(10);
    expect(new Set(done.map((shop) => about(shop).join()))).toEqual(new Set(["GET rulesets,POST rulesets"]));
    expect(left.flatMap(about)).toEqual([]);
    // Each one's policy, that of the organisation's own repository, and a first look whether there is one at all.
    const policies = asked.filter(({ operation }) => operation === "policies");
    expect(policies).toHaveLength(done.length + 2);
    // To find them: the repositories, and which have a file; the same list again for what is open, and that.
    const found = asked.map(({ path, operation }) => operation ?? path.replace(/\?.*$/, ""));
    expect(found.filter((each) => each === "/api/v3/installation/repositories")).toHaveLength(2);
    expect(found.filter((each) => each === "policyHolders" || each === "openRequests")).toHaveLength(3);

    const last = left.at(-1);
    if (!last) throw new Error("Expected a repository that isn't set up yet");
    last.commit("fix", { by: alice, files: { "a.txt": "a" }, message: byClaude("Fix") });
    const request = last.openRequest({ by: alice, head: "fix" });
    await eventually(() => expect(request.check("ai-review")).toMatchObject({ conclusion: "action_required" }));
    await eventually(() => expect(isSetUp(last)).toBe(true));
    expect(shops.filter(isSetUp).length).toBeLessThan(REPOSITORIES);

    await countersign.kill();
    const [then, written] = [shops.filter(isSetUp).length, github.requests.length];
    await countersign.restart();
    await eventually(() => expect(shops.filter(isSetUp).length).toBeGreaterThan(then));
    expect(shops.filter(isSetUp).length).toBeLessThan(REPOSITORIES);
    // What was set up is looked at again, and nothing is written there.
    const again = github.requests
      .slice(written)
      .filter(({ method, path }) => method !== "GET" && /rulesets/.test(path));
    expect(again).toHaveLength(shops.filter(isSetUp).length - then);
  }, 120_000);
});
