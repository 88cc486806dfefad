import { describe, expect, it } from "vitest";
import { octokitAnswering } from "../octokit.fixture.ts";
import { readAccess } from "./access.ts";

const ref = { owner: "acme", repo: "shop", number: 7 };
const rita = { id: 2, login: "rita", kind: "User" } as const;
const permission = (name: string, id = 2) => ({ body: { permission: name, role_name: name, user: { id } } });

describe("what somebody may do", () => {
  it.each([
    ["admin", true],
    ["write", true],
    ["read", false],
    ["none", false],
  ])("as %s: push %s", async (name, may) => {
    const { octokit, asked } = octokitAnswering(permission(name));
    expect(await readAccess(octokit, ref, rita)).toBe(may);
    expect(asked.map(({ url }) => url)).toEqual([
      "https://api.github.com/repos/acme/shop/collaborators/rita/permission",
    ]);
  });

  it("is nothing for who isn't there, or took over the login", async () => {
    const gone = octokitAnswering({ status: 404, body: { message: "Not Found" } });
    expect(await readAccess(gone.octokit, ref, rita)).toBe(false);
    const other = octokitAnswering(permission("admin", 3));
    expect(await readAccess(other.octokit, ref, rita)).toBe(false);
  });

  it("isn't known where GitHub doesn't say, and is asked again where it couldn't", async () => {
    const refused = octokitAnswering({ status: 403, body: { message: "Resource not accessible by integration" } });
    expect(await readAccess(refused.octokit, ref, rita)).toBeNull();
    const down = octokitAnswering({ status: 502, body: "Bad Gateway" });
    await expect(readAccess(down.octokit, ref, rita)).rejects.toThrow(
      "what rita may do in acme/shop: GitHub answered 502",
    );
    const odd = octokitAnswering({ body: {} });
    await expect(readAccess(odd.octokit, ref, rita)).rejects.toThrow("expected a permission");
  });
});
