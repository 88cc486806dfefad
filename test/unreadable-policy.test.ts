/** A policy that can't be read is no policy that isn't there. */
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Fault } from "../simulator/server/faults.ts";
import { byClaude, POLICY, passes, type Stage, setStage, waits } from "./support/scenes.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.dispose());

const OFF = "version: 1\nmode: off\n";
const TWO = "version: 1\nmode: enforce\napprovals: { required: 2 }\nenforcement: { manage: off }\n";

describe("BYPASSES 36", () => {
  const failing = (without: string, type: string): Fault => ({
    kind: "partial",
    without: [without],
    errors: [{ type, path: without.split("."), message: "Something went wrong." }],
  });
  const faults: Readonly<Record<string, Fault>> = {
    "403": { kind: "answer", status: 403, body: { message: "Resource not accessible by integration" } },
    "500": { kind: "answer", status: 500, body: { message: "Server Error" } },
    "a cut connection": { kind: "cut" },
    "a GraphQL error at the repository's file": failing("repository.defaultBranchRef", "INTERNAL"),
    "a GraphQL error at the organisation's file": failing("organizationPrivate", "FORBIDDEN"),
    "something not found in the organisation's repository": failing(
      "organizationPrivate.defaultBranchRef.target",
      "NOT_FOUND",
    ),
    "a time-out": { kind: "hang" },
  };

  it.concurrent.each(Object.entries(faults))(
    "BYPASSES 36: reading the policy fails (%s): ✗ and retried",
    async (_, fault) => {
      const { world, alice, rita, sam, check } = stage;
      const { owner, installation } = stage.ownOrganization();
      owner.repository(".github-private", { files: { [POLICY]: TWO } });
      const shop = stage.shop({ [POLICY]: OFF }, owner);
      const which = { operation: "pullRequestFacts", installationId: installation.id };
      const ordered = world.github.faults.add(fault, which);
      shop.commit("fix", { by: alice, files: { "a.txt": "one" }, message: byClaude("Fix") });
      const request = shop.openRequest({ by: alice, head: "fix" });
      request.review(rita, "APPROVE");
      await vi.waitFor(() => expect(ordered.hits).toBe(1), { timeout: 20_000 });
      expect([null, "failure", "action_required"]).toContain(request.check("ai-review")?.conclusion ?? null);
      expect(await check(request)).toEqual(waits("approval by 1 more person"));
      request.review(sam, "APPROVE");
      expect(await check(request)).toEqual(passes());
    },
  );

  it("BYPASSES 36: … not there: defaults", async () => {
    const { alice, rita, check } = stage;
    const shop = stage.shop();
    shop.commit("fix", { by: alice, files: { "a.txt": "one" }, message: byClaude("Fix") });
    const request = shop.openRequest({ by: alice, head: "fix" });
    expect(await check(request)).toEqual(waits("second person"));
    request.review(rita, "APPROVE");
    expect(await check(request)).toEqual(passes());
  });
});

describe("BYPASSES 59", () => {
  /** A request in a repository that would rather not be judged, under an organisation that wants two. */
  const underOrganization = async () => {
    const { alice, rita, check } = stage;
    const { owner, installation } = stage.ownOrganization();
    const home = owner.repository(".github-private", { files: { [POLICY]: TWO, "README.md": "Ours" } });
    const shop = stage.shop({ [POLICY]: OFF }, owner);
    shop.commit("fix", { by: alice, files: { "a.txt": "one" }, message: byClaude("Fix") });
    const request = shop.openRequest({ by: alice, head: "fix" });
    request.review(rita, "APPROVE");
    expect(await check(request)).toEqual(waits("approval by 1 more person"));
    /** The check after something that makes it look again. */
    const again = () => {
      request.label(alice, `again-${stage.world.github.requests.length}`);
      return check(request);
    };
    return { owner, installation, home, request, again };
  };

  it("BYPASSES 59: the organisation's policy file can't be read any more, no push removed it: it still applies", async () => {
    const { installation, home, owner, again } = await underOrganization();
    installation.remove(home);
    expect(await again()).toEqual(waits("approval by 1 more person"));
    owner.repository(".github", { files: { [POLICY]: OFF } });
    expect(await again()).toEqual(waits("approval by 1 more person"));
  });

  it("BYPASSES 59: … its repository is deleted: it still applies", async () => {
    const { home, again } = await underOrganization();
    home.delete();
    expect(await again()).toEqual(waits("approval by 1 more person"));
  });

  it("BYPASSES 59: … a push removed it: it doesn't", async () => {
    const { owner, home, again } = await underOrganization();
    home.commit("main", { by: owner.owner, files: { "README.md": "Still ours" } });
    expect(await again()).toEqual(waits("approval by 1 more person"));
    home.commit("main", { by: owner.owner, files: { [POLICY]: null } });
    expect(await again()).toMatchObject({ conclusion: "neutral", title: "Switched off by the policy" });
  });
});
