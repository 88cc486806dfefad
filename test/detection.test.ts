/** What AI wrote stays AI's, however it is dressed; and what only mentions AI isn't AI's. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authorOf, CLAUDE_TRAILER, KIRO_TRAILER } from "./support/agents.ts";
import { byClaude, POLICY, passes, type Stage, setStage, waits } from "./support/scenes.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.dispose());

/** Alice's request with one commit. */
function requestWith(message: string, body = "") {
  const shop = stage.shop();
  shop.commit("fix", { by: stage.alice, files: { "a.txt": "one" }, message });
  return { shop, request: shop.openRequest({ by: stage.alice, head: "fix", body }) };
}

describe("BYPASSES 26", () => {
  const replacements = {
    amended: { parents: ["main"], files: { "a.txt": "one" } },
    "rebased over a newer base": { parents: ["main"], files: { "a.txt": "one" } },
    "squashed together with another commit": { parents: ["main"], files: { "a.txt": "one", "b.txt": "two" } },
  };
  it.each(Object.entries(replacements))(
    "BYPASSES 26: trailer %s away ✗ until approved as an AI change",
    async (how, replacement) => {
      const { alice, rita, sam, check } = stage;
      const { shop, request } = requestWith(byClaude("Fix"));
      if (how.startsWith("squashed")) shop.commit("fix", { by: alice, files: { "b.txt": "two" } });
      if (how.startsWith("rebased")) shop.commit("main", { by: sam, files: { "c.txt": "three" } });
      expect(await check(request)).toEqual(waits("Claude"));
      shop.commit("fix", { by: alice, ...replacement, message: "Fix, by hand of course", force: true });
      expect(await check(request)).toEqual(waits("Claude"));
      request.review(rita, "APPROVE");
      expect(await check(request)).toEqual(passes());
    },
  );

  it("BYPASSES 26: … also if it was never seen with its trailer: GitHub still shows the replaced head", async () => {
    const { alice, rita, check, world } = stage;
    world.github.hooks.pause();
    const { shop, request } = requestWith(byClaude("Fix"));
    shop.commit("fix", { by: alice, parents: ["main"], files: { "a.txt": "1" }, message: "Fix", force: true });
    world.github.hooks.drop(({ event }) => event === "push" || event === "pull_request");
    world.github.hooks.resume();
    request.review(rita, "COMMENT");
    request.label(alice, "bug");
    expect(await check(request)).toEqual(waits("Claude"));
    request.review(rita, "APPROVE");
    expect(await check(request)).toEqual(passes());
  });
});

it("BYPASSES 27: body, title or label edited afterwards: no downgrade", async () => {
  const { alice, rita, check } = stage;
  const footer = "Fixes it.\n\n🤖 Generated with [Claude Code](https://claude.com/claude-code)";
  const { request } = requestWith("Fix", footer);
  request.label(alice, "claude");
  expect(await check(request)).toEqual(waits("Claude"));
  request.edit(alice, { body: "Fixes it.", title: "All by myself" });
  request.unlabel(alice, "claude");
  request.label(alice, "human-made");
  expect(await check(request)).toEqual(waits("Claude"));
  request.review(rita, "APPROVE");
  expect(await check(request)).toEqual(passes());
});

it("BYPASSES 27: body edited before anybody read it: no downgrade, as the edit tells what it said", async () => {
  const { alice, check, world } = stage;
  world.github.hooks.pause();
  const { request } = requestWith("Fix", "🤖 Generated with [Claude Code](https://claude.com/claude-code)");
  request.edit(alice, { body: "Fixes it." });
  world.github.hooks.drop(({ action }) => action === "opened");
  world.github.hooks.resume();
  expect(await check(request)).toEqual(waits("Claude"));
});

describe("BYPASSES 28", () => {
  it.each([
    ["in odd case", `Fix\n\n${CLAUDE_TRAILER.replace("Co-authored-by", "CO-AUTHORED-BY")}`],
    ["with CRLF", `Fix\r\n\r\n${CLAUDE_TRAILER}\r\n`],
    ["not in the last paragraph", `Fix\n\n${CLAUDE_TRAILER}\n\nThat's all, folks`],
    ["in a squash body", `Fix (#7)\n\n* Fix it\n\n${CLAUDE_TRAILER}\n\n* Polish\n\nReviewed-by: Sam <sam@example.com>`],
  ])("BYPASSES 28: trailer %s ✗", async (_, message) => {
    const { request } = requestWith(message);
    expect(await stage.check(request)).toEqual(waits("Claude"));
  });

  it("BYPASSES 28: … only talked about ✓", async () => {
    const { request } = requestWith("Drop Claude's trailer\n\nWe wrote Co-authored-by lines of Claude too often.");
    expect(await stage.check(request)).toEqual(passes("Nothing in this change says that AI wrote it"));
  });
});

describe("BYPASSES 29", () => {
  const strict = { [POLICY]: "version: 1\ndetection: { treat_every_change_as_ai: true }" };
  /** Dependabot's own request, as GitHub makes and signs it. */
  const bump = () => {
    const { dependabot } = stage.agents;
    const shop = stage.shop(strict);
    const commit = { files: { "package.json": "{}" }, author: authorOf(dependabot), signedByGitHub: true };
    shop.commit("dependabot/npm/x", { by: dependabot, ...commit, message: "Bump x" });
    return { shop, request: shop.openRequest({ by: dependabot, head: "dependabot/npm/x" }) };
  };

  it("BYPASSES 29: Dependabot's own request is exempt ✓", async () => {
    expect(await stage.check(bump().request)).toEqual(passes("Nothing in this change says that AI wrote it"));
  });

  it("BYPASSES 29: a person's commit with Dependabot's e-mail: no exemption ✗", async () => {
    const { alice, agents, check } = stage;
    const shop = stage.shop(strict);
    shop.commit("fix", { by: alice, author: authorOf(agents.dependabot), files: { "a.txt": "one" } });
    const request = shop.openRequest({ by: alice, head: "fix" });
    expect(await check(request)).toEqual(waits("every change"));
  });

  it("BYPASSES 29: … or pushed onto Dependabot's branch ✗", async () => {
    const { alice, agents, check } = stage;
    const { shop, request } = bump();
    shop.commit("dependabot/npm/x", {
      by: alice,
      author: authorOf(agents.dependabot),
      files: { "a.txt": "one" },
      message: "Bump y",
    });
    expect(await check(request)).toEqual(waits("every change"));
  });

  it("BYPASSES 29: … nor for a mark of AI in it ✗", async () => {
    const { alice, agents, check } = stage;
    const shop = stage.shop();
    const author = authorOf(agents.dependabot);
    shop.commit("fix", { by: alice, author, files: { "a.txt": "one" }, message: byClaude("Bump x") });
    const request = shop.openRequest({ by: alice, head: "fix" });
    expect(await check(request)).toEqual(waits("Claude"));
  });
});

it("BYPASSES 30: AI commits under a colleague's address: they, who pushed and who opened are excluded", async () => {
  const { alice, rita, sam, tess, check } = stage;
  const shop = stage.shop();
  const commit = { author: rita, committer: rita, files: { "a.txt": "one" }, message: byClaude("Fix") };
  shop.commit("fix", { by: alice, ...commit });
  const request = shop.openRequest({ by: sam, head: "fix" });
  request.review(rita, "APPROVE");
  request.review(alice, "APPROVE");
  const waiting = await check(request);
  expect(waiting).toEqual(waits("@rita approved. **Doesn't count:** they had a part in this change"));
  expect(waiting).toEqual(waits("@alice approved. **Doesn't count:** they had a part in this change (pushed"));
  expect(waiting).toEqual(waits("@sam: "));
  request.review(tess, "APPROVE");
  expect(await check(request)).toEqual(passes());
});

describe("BYPASSES 31", () => {
  /** A request of 300 commits, of which one may be AI's. */
  const long = (aiAt: number | null) => {
    const { alice } = stage;
    const shop = stage.shop();
    let tip = "main";
    for (let at = 1; at <= 300; at++) {
      const message = at === aiAt ? byClaude("Step") : "Step";
      tip = shop.commit("long", { by: alice, parents: [tip], files: { "a.txt": `${at}` }, message, push: false });
    }
    shop.push("long", tip, { by: alice });
    return shop.openRequest({ by: alice, head: "long" });
  };

  it("BYPASSES 31: one AI commit on page three of 300 commits ✗", async () => {
    const request = long(250);
    expect(await stage.check(request)).toEqual(waits("Claude"));
    request.review(stage.rita, "APPROVE");
    expect(await stage.check(request)).toEqual(passes());
  });

  it("BYPASSES 31: … and none in 300 ✓", async () => {
    expect(await stage.check(long(null))).toEqual(passes("Nothing in this change says that AI wrote it"));
  });
});

describe("BYPASSES 32", () => {
  it("BYPASSES 32: a revert that quotes an AI commit's message: not AI by that ✓", async () => {
    const quoted = byClaude('Fix"').replaceAll("\n", "\n> ");
    const { request } = requestWith(`Revert "Fix"\n\nThis reverts commit 3f2c1d9. It said:\n\n> "${quoted}`);
    expect(await stage.check(request)).toEqual(passes("Nothing in this change says that AI wrote it"));
  });

  it("BYPASSES 32: a cherry-pick with its trailers: AI ✗", async () => {
    const { request } = requestWith(`Fix\n\n${KIRO_TRAILER}\n(cherry picked from commit ${"3f2c1d9".repeat(5)}12345)`);
    expect(await stage.check(request)).toEqual(waits("Kiro"));
  });
});

describe("BYPASSES 63", () => {
  /** A git-ai note on the head commit: lines of `a.txt`, and who wrote each range. */
  const noted = async (attested: string) => {
    const { alice, check } = stage;
    const shop = stage.shop();
    const commit = shop.commit("fix", { by: alice, files: { "a.txt": "one\ntwo\n" } });
    const session = { agent_id: { tool: "claude", id: "x", model: "claude-sonnet-4-5" }, human_author: "" };
    const log = { schema_version: "authorship/3.0.0", base_commit_sha: commit, prompts: { abcdef0123456789: session } };
    const note = `a.txt\n  ${attested} 1-2\n---\n${JSON.stringify(log)}`;
    const notes = shop.commit("notes", { by: alice, parents: [], files: { [commit]: note }, push: false });
    shop.push("refs/notes/ai", notes, { by: alice });
    return check(shop.openRequest({ by: alice, head: "fix" }));
  };

  it("BYPASSES 63: a git-ai note that gives no line to an agent: not AI by that ✓", async () => {
    expect(await noted("h_abcdef0123456789")).toEqual(passes("Nothing in this change says that AI wrote it"));
  });

  it("BYPASSES 63: … and one that gives it lines ✗", async () => {
    expect(await noted("abcdef0123456789")).toEqual(waits("Claude"));
  });
});
