import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { aShop, rest, tokenOf } from "../client.fixture.ts";
import { type Simulator, startSimulator } from "../simulator.ts";

let github: Simulator;
let made: ReturnType<typeof aShop>;
let request: ReturnType<ReturnType<typeof aShop>["shop"]["openRequest"]>;
beforeEach(async () => {
  github = await startSimulator();
  made = aShop(github);
  made.shop.commit("fix", { by: made.alice, files: { "a.txt": "a" } });
  request = made.shop.openRequest({ by: made.alice, head: "fix" });
});
afterEach(() => github.close());

const react = async (kind: "issues" | "pulls", id: number, content: string, permissions?: object) => {
  const token = await tokenOf(github, made.installation, permissions && { permissions });
  return rest(github, "POST", `/repos/acme/shop/${kind}/comments/${id}/reactions`, { token, body: { content } });
};

describe("a reaction", () => {
  it("is made once by each account, and shows on the comment", async () => {
    const comment = request.comment(made.rita, "/ai-review recheck");
    expect(await react("issues", comment.id, "+1")).toMatchObject({
      status: 201,
      body: { content: "+1", user: { login: "countersign[bot]", type: "Bot" } },
    });
    expect(await react("issues", comment.id, "+1")).toMatchObject({ status: 200 });
    expect(await react("issues", comment.id, "shrug")).toMatchObject({ status: 422 });
    expect(comment.reactions.map(({ by, content }) => [by.login, content])).toEqual([["countersign", "+1"]]);
  });

  it("to a comment on a request needs pull_requests, and to one that isn't there is refused", async () => {
    const comment = request.comment(made.rita, "Hi");
    const line = request.reviewComment(made.rita, { path: "a.txt", body: "Hi" });
    expect(await react("issues", comment.id, "+1", { pull_requests: "read" })).toMatchObject({ status: 403 });
    expect(await react("pulls", line.id, "confused", { pull_requests: "write" })).toMatchObject({ status: 201 });
    expect(await react("pulls", comment.id, "+1")).toMatchObject({ status: 404 });
  });
});

describe("what somebody may do in a repository", () => {
  it.each([
    ["read", "read"],
    ["triage", "read"],
    ["write", "write"],
    ["maintain", "write"],
    ["admin", "admin"],
    [null, "none"],
  ] as const)("as %s is told as %s", async (role, permission) => {
    made.shop.setAccess(made.rita, role);
    const token = await tokenOf(github, made.installation);
    expect(await rest(github, "GET", "/repos/acme/shop/collaborators/rita/permission", { token })).toMatchObject({
      status: 200,
      body: { permission, role_name: role ?? "none", user: { login: "rita" } },
    });
  });

  it("isn't known of nobody", async () => {
    const token = await tokenOf(github, made.installation);
    const answer = await rest(github, "GET", "/repos/acme/shop/collaborators/nobody/permission", { token });
    expect(answer.status).toBe(404);
  });
});
