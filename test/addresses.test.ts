/** Addresses in commits: of nobody, of agents, of a colleague, of an account that was renamed. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CLAUDE_TRAILER, COPILOT_TRAILER, KIRO_TRAILER } from "./support/agents.ts";
import { hadPart, kiroCommit, kiroRequest, passesBy, type Stage, short, startStage, waits } from "./support/people.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.dispose());

describe("a renamed account", () => {
  it("BYPASSES 17: R is known by their number, whatever their login was when they wrote a commit", async () => {
    const { github, paula, rita } = stage;
    const renamed = github.user("newname");
    const shop = stage.repository({ access: { newname: "write" } });
    const email = `${renamed.id}+oldname@users.noreply.github.com`;
    const request = kiroRequest(shop, paula, { author: { name: "Old Name", email } });
    expect(await stage.approved(request, renamed)).toMatchObject(waits("@newname approved. **Doesn't count:**"));
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });
});

describe("addresses", () => {
  const unknown = { name: "Somebody", email: "somebody@laptop.local" };

  it("BYPASSES 16: a commit whose address belongs to no account: one approval ✗, two people ✓", async () => {
    const { paula, rita, sam } = stage;
    const request = kiroRequest(stage.repository(), paula, { author: unknown });
    expect(await stage.approved(request, rita)).toMatchObject(
      waits(
        "**Missing: approval by 1 more person**, because a commit's address belongs to no known account",
        "`somebody@laptop.local`",
      ),
    );
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(rita, sam));
  });

  it.each([
    ["committed", { committer: unknown }],
    ["co-authored", { message: `Fix\n\n${KIRO_TRAILER}\nCo-authored-by: Somebody <somebody@laptop.local>` }],
  ])("BYPASSES 16: the same where the address only %s it", async (_role, options) => {
    const { paula, rita, sam } = stage;
    const request = kiroRequest(stage.repository(), paula, options);
    expect(await stage.approved(request, rita)).toMatchObject(waits("**Missing: approval by 1 more person**"));
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(rita, sam));
  });

  it.each([
    CLAUDE_TRAILER,
    COPILOT_TRAILER,
    "Co-authored-by: Cursor <cursoragent@cursor.com>",
    "Co-authored-by: aider (gpt-5) <noreply@aider.chat>",
    `${CLAUDE_TRAILER}\nCo-authored-by: dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>`,
  ])("BYPASSES 16: %j names no unknown person: one approval is enough ✓", async (trailers) => {
    const { paula, rita } = stage;
    const request = kiroRequest(stage.repository(), paula, { message: `Fix\n\n${trailers}`, signedByGitHub: true });
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("BYPASSES 16: such an address listed in `identities`: one is enough ✓", async () => {
    const { paula, rita } = stage;
    const policy = "identities:\n  people:\n    - { login: paula, emails: [Somebody@laptop.local] }\n";
    const request = kiroRequest(stage.repository({ policy }), paula, { author: unknown });
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("BYPASSES 30: AI commits under a colleague's address: the colleague is excluded *and* whoever pushed or opened is excluded", async () => {
    const { github, paula, rita, sam } = stage;
    const opener = github.user("opener");
    const shop = stage.repository({ access: { opener: "write" } });
    const sha = short(kiroCommit(shop, paula, { author: sam, committer: sam }));
    const request = shop.openRequest({ by: opener, head: "fix" });
    expect(await stage.approved(request, sam, paula)).toMatchObject(
      waits(hadPart(sam, `authored \`${sha}\``), hadPart(paula, `pushed \`${sha}\``), "- @opener: opened the request"),
    );
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });
});
