import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RepositoryHandle } from "../build/repository.ts";
import { aShop, rest, tokenOf } from "../client.fixture.ts";
import { commitAt } from "../git/objects.ts";
import { type Simulator, startSimulator } from "../simulator.ts";
import type { Account } from "./model.ts";
import type { RulesetInput } from "./rulesets.ts";

let github: Simulator;
let shop: RepositoryHandle;
let alice: Account;
let rita: Account;
let made: ReturnType<typeof aShop>;
beforeEach(async () => {
  github = await startSimulator();
  made = aShop(github);
  ({ shop, alice, rita } = made);
});
afterEach(() => github.close());

const guarded = (extra: Partial<RulesetInput> = {}): RulesetInput => ({
  name: "Countersign",
  enforcement: "active",
  conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
  rules: [
    { type: "deletion" },
    { type: "non_fast_forward" },
    { type: "pull_request", parameters: { required_approving_review_count: 0 } },
    {
      type: "required_status_checks",
      parameters: {
        required_status_checks: [{ context: "ai-review", integration_id: github.app.id }],
        strict_required_status_checks_policy: false,
      },
    },
  ],
  ...extra,
});

function aRequest(files: Readonly<Record<string, string>> = { "a.txt": "a\n" }) {
  shop.commit("fix", { by: alice, message: "Fix it\n\nCo-authored-by: Kiro <kiro@example.com>", files });
  return shop.openRequest({ by: alice, head: "fix", title: "Fix" });
}

async function conclude(head_sha: string, conclusion: string): Promise<void> {
  const token = await tokenOf(github, made.installation);
  const body = { name: "ai-review", head_sha, conclusion };
  const { status } = await rest(github, "POST", "/repos/acme/shop/check-runs", { token, body });
  expect(status).toBe(201);
}

describe("a merge under a ruleset", () => {
  it("is refused without the required check, and done with it", async () => {
    shop.ruleset(guarded());
    const request = aRequest();
    expect(request.merge(alice)).toEqual({
      merged: false,
      status: 405,
      why: expect.stringContaining('Required status check "ai-review" is expected.'),
    });
    await conclude(request.head, "action_required");
    expect(request.merge(alice)).toMatchObject({ merged: false, why: expect.stringContaining("is failing") });
    await conclude(request.head, "success");
    expect(request.merge(alice)).toMatchObject({ merged: true });
    expect(request.state).toBe("MERGED");
  });

  it.each(["neutral", "skipped"])("takes %s for a pass, as GitHub does", async (conclusion) => {
    shop.ruleset(guarded());
    const request = aRequest();
    await conclude(request.head, conclusion);
    expect(request.merge(alice)).toMatchObject({ merged: true });
  });

  it("doesn't take another App's check of the same name", () => {
    shop.ruleset(guarded());
    const request = aRequest();
    shop.check(github.bot("actions"), { name: "ai-review", headSha: request.head, conclusion: "success" });
    expect(request.merge(alice)).toMatchObject({ merged: false });
  });

  it("asks the newest run, not any", async () => {
    shop.ruleset(guarded());
    const request = aRequest();
    await conclude(request.head, "success");
    await conclude(request.head, "failure");
    expect(request.merge(alice)).toMatchObject({ merged: false });
  });

  it("isn't held by a ruleset that is disabled, only evaluated, or about other branches", () => {
    const request = aRequest();
    shop.ruleset(guarded({ name: "Off", enforcement: "disabled" }));
    shop.ruleset(guarded({ name: "Trial", enforcement: "evaluate" }));
    shop.ruleset(guarded({ conditions: { ref_name: { include: ["~ALL"], exclude: ["refs/heads/main"] } } }));
    expect(request.merge(alice)).toMatchObject({ merged: true });
  });

  it("is open to those on the bypass list", () => {
    shop.ruleset(guarded({ bypass_actors: [{ actor_type: "OrganizationAdmin" }] }));
    const request = aRequest();
    expect(request.merge(rita)).toMatchObject({ merged: false });
    expect(request.merge(made.acme.owner)).toMatchObject({ merged: true });
  });

  it("needs as many approvals of writers as the rule says, and none that was withdrawn", () => {
    const parameters = { required_approving_review_count: 1 };
    shop.ruleset(guarded({ rules: [{ type: "pull_request", parameters }] }));
    const reader = github.user("reader");
    shop.setAccess(reader, "read");
    const request = aRequest();
    request.review(reader, "APPROVE");
    expect(request.merge(alice)).toMatchObject({ merged: false, why: expect.stringContaining("At least 1 approving") });
    const review = request.review(rita, "APPROVE");
    request.review(rita, "COMMENT");
    review.dismiss(alice);
    expect(request.merge(alice)).toMatchObject({ merged: false });
    request.review(rita, "APPROVE");
    expect(request.merge(alice)).toMatchObject({ merged: true });
  });
});

describe("a push under a ruleset", () => {
  it("is refused directly, by force, and as a deletion", () => {
    shop.ruleset(guarded());
    expect(() => shop.commit("main", { by: alice, files: { b: "b" } })).toThrow(/GH013.*through a pull request/s);
    const root = shop.commit("other", { by: alice, parents: [], files: { b: "b" } });
    expect(() => shop.forcePush("main", root, { by: alice })).toThrow(/Cannot force-push/);
    shop.ruleset(guarded({ name: "Other", conditions: { ref_name: { include: ["refs/heads/other"], exclude: [] } } }));
    expect(() => shop.deleteBranch("other", alice)).toThrow(/Cannot delete this branch/);
  });

  it("needs a name of its own", () => {
    shop.ruleset(guarded());
    const other = shop.ruleset(guarded({ name: "Other" }));
    expect(() => shop.ruleset(guarded())).toThrow(/Validation Failed/);
    expect(() => other.change({ name: "Countersign" })).toThrow(/Validation Failed/);
    other.change({ name: "Other" });
  });

  it("goes elsewhere freely", () => {
    shop.ruleset(guarded());
    expect(shop.commit("main-2", { by: alice, files: { b: "b" } })).toBe(shop.tip("main-2"));
  });
});

describe("what a merge makes", () => {
  const at = (sha: string) => commitAt(shop.repository.objects, sha);
  const merged = (how: "merge" | "squash" | "rebase") => {
    const request = aRequest();
    shop.commit("main", { by: rita, files: { "c.txt": "c\n" } });
    const result = request.merge(rita, how);
    if (!result.merged) throw new Error(result.why);
    expect(shop.tip("main")).toBe(result.sha);
    return { request, commit: at(result.sha) };
  };

  it("is a merge commit of two parents, signed by GitHub", () => {
    const { request, commit } = merged("merge");
    expect(commit.parents).toHaveLength(2);
    expect(commit.parents[1]).toBe(request.head);
    expect(commit.message).toBe("Merge pull request #1 from acme/fix\n\nFix");
    expect(commit).toMatchObject({ signedByGitHub: true, committer: { email: "noreply@github.com" } });
  });

  it("is one commit by the request's author that names everybody else when squashed", () => {
    const { commit } = merged("squash");
    expect(commit.parents).toHaveLength(1);
    expect(commit.author.email).toBe("alice@example.com");
    expect(commit.message).toBe("Fix it (#1)\n\nCo-authored-by: Kiro <kiro@example.com>");
  });

  it("is the same commits on the new base when rebased, unsigned", () => {
    const { commit } = merged("rebase");
    expect(commit).toMatchObject({ signedByGitHub: false, author: { email: "alice@example.com" } });
    expect(commit.committer.email).toBe("rita@example.com");
  });

  it("is nothing where the same file was changed on both sides, in a draft, or without write access", () => {
    const request = aRequest({ "README.md": "Alice\n" });
    shop.commit("main", { by: rita, files: { "README.md": "Rita\n" } });
    expect(request.merge(rita)).toMatchObject({ merged: false, status: 405, why: "Pull Request is not mergeable" });
    request.markDraft(alice);
    expect(request.merge(rita)).toMatchObject({ merged: false, why: "Pull Request is still a draft" });
    shop.setAccess(rita, "triage");
    expect(request.merge(rita)).toMatchObject({ merged: false, status: 403 });
  });
});

it("merges over REST as a person, refuses another head with 409, and an App that may not write", async () => {
  const request = aRequest();
  const path = `/repos/acme/shop/pulls/${request.number}/merge`;
  const token = github.token(rita);
  const stale = await rest(github, "PUT", path, { token, body: { sha: "a".repeat(40) } });
  expect(stale.status).toBe(409);
  const asApp = await rest(github, "PUT", path, { token: await tokenOf(github, made.installation), body: {} });
  expect(asApp.status).toBe(403);
  const done = await rest(github, "PUT", path, { token, body: { merge_method: "squash" } });
  expect(done).toMatchObject({ status: 200, body: { merged: true, sha: shop.tip("main") } });
});
