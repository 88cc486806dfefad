import { describe, expect, it } from "vitest";
import { octokitAnswering } from "./octokit.fixture.ts";
import { react } from "./reaction.ts";

const ref = { owner: "acme", repo: "shop", number: 7 };
const page = "https://github.com/acme/shop/pull/7";

describe("a reaction", () => {
  it.each([
    ["#issuecomment-3100200300", "issues/comments/3100200300"],
    ["#discussion_r12", "pulls/comments/12"],
  ])("to %s goes to %s", async (anchor, path) => {
    const { octokit, asked } = octokitAnswering({ status: 201, body: { id: 1 } });
    expect(await react(octokit, ref, `${page}${anchor}`, "+1")).toBe(true);
    expect(asked).toEqual([
      { method: "POST", url: `https://api.github.com/repos/acme/shop/${path}/reactions`, body: { content: "+1" } },
    ]);
  });

  it("to a review's own text can't be had, and asks nothing", async () => {
    const { octokit, asked } = octokitAnswering();
    expect(await react(octokit, ref, `${page}#pullrequestreview-5`, "confused")).toBe(false);
    expect(asked).toEqual([]);
  });

  it("that GitHub refuses is left, and one that it couldn't take is not", async () => {
    for (const status of [404, 422]) {
      const { octokit } = octokitAnswering({ status, body: { message: "No" } });
      expect(await react(octokit, ref, `${page}#issuecomment-1`, "confused")).toBe(false);
    }
    const down = octokitAnswering({ status: 500, body: "" });
    await expect(react(down.octokit, ref, `${page}#issuecomment-1`, "+1")).rejects.toThrow("GitHub answered 500");
  });
});
