/** Who set an agent to work on somebody's request, and so is an author of what it pushed afterwards. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RepositoryHandle } from "../simulator/build/repository.ts";
import type { RequestHandle } from "../simulator/build/request.ts";
import type { Account } from "../simulator/state/model.ts";
import { authorOf } from "./support/agents.ts";
import { hadPart, kiroRequest, passesBy, type Stage, startStage, waits } from "./support/people.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.dispose());

/** A person's own request, without AI. */
function plainRequest(shop: RepositoryHandle): RequestHandle {
  shop.commit("fix", { by: stage.paula, files: { "shop.txt": "new" } });
  return shop.openRequest({ by: stage.paula, head: "fix" });
}

/** The agent pushes to the request, as it does: by its App, signed by GitHub. */
function agentPushes(shop: RepositoryHandle, agent: Account): void {
  shop.commit("fix", {
    by: agent,
    author: authorOf(agent),
    files: { "agent.txt": "a" },
    message: "Fix the flaky test",
    signedByGitHub: true,
  });
}

const ASKED = "asked the agent in a comment";

describe("a command to an agent", () => {
  it.each([
    { says: "@claude fix the flaky test", agent: "claude" },
    { says: "@Copilot fix the flaky test", agent: "copilot" },
    { says: "The test is flaky.\n\n/q dev", agent: "amazonQ" },
    { says: "/kiro all", agent: "kiro" },
  ] as const)("BYPASSES 7: R comments $says, the agent pushes, R approves ✗", async ({ says, agent }) => {
    const { agents, rita, sam } = stage;
    const shop = stage.repository();
    const request = plainRequest(shop);
    request.comment(rita, says);
    agentPushes(shop, agents[agent]);
    expect(await stage.approved(request, rita)).toMatchObject(waits(hadPart(rita, ASKED)));
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });

  it('BYPASSES 7: R asks "@claude" in a review comment, the agent pushes, R approves ✗', async () => {
    const { agents, rita, sam } = stage;
    const shop = stage.repository();
    const request = plainRequest(shop);
    request.reviewComment(rita, { path: "shop.txt", body: "@claude rename this" });
    agentPushes(shop, agents.claude);
    expect(await stage.approved(request, rita)).toMatchObject(waits(hadPart(rita, ASKED)));
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });

  it("BYPASSES 7: R asks in a review's own text, the agent pushes, R approves ✗", async () => {
    const { agents, rita, sam } = stage;
    const shop = stage.repository();
    const request = plainRequest(shop);
    request.review(rita, "REQUEST_CHANGES", { body: "@claude fix the flaky test" });
    agentPushes(shop, agents.claude);
    expect(await stage.approved(request, rita)).toMatchObject(waits(hadPart(rita, ASKED)));
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });

  it("BYPASSES 7: R deletes the comment before the agent pushes, R approves ✗", async () => {
    const { agents, rita, sam } = stage;
    const shop = stage.repository();
    const request = plainRequest(shop);
    request.comment(rita, "@claude fix the flaky test").delete(rita);
    agentPushes(shop, agents.claude);
    expect(await stage.approved(request, rita)).toMatchObject(waits(hadPart(rita, ASKED)));
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });

  it("BYPASSES 7: R deletes the review comment before the agent pushes, R approves ✗", async () => {
    const { agents, rita, sam } = stage;
    const shop = stage.repository();
    const request = plainRequest(shop);
    request.reviewComment(rita, { path: "shop.txt", body: "@claude rename this" }).delete(rita);
    agentPushes(shop, agents.claude);
    expect(await stage.approved(request, rita)).toMatchObject(waits(hadPart(rita, ASKED)));
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });

  it("BYPASSES 7: R edits the command into a review's text, and away again after the agent pushed, R approves ✗", async () => {
    const { agents, rita, sam } = stage;
    const shop = stage.repository();
    const request = plainRequest(shop);
    const review = request.review(rita, "COMMENT", { body: "Nice weather." });
    review.edit(rita, "@claude fix the flaky test");
    agentPushes(shop, agents.claude);
    review.edit(rita, "Nice weather.");
    expect(await stage.approved(request, rita)).toMatchObject(waits(hadPart(rita, ASKED)));
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });

  it("BYPASSES 7: R edits the command away after the agent pushed, R approves ✗", async () => {
    const { agents, rita, sam } = stage;
    const shop = stage.repository();
    const request = plainRequest(shop);
    const comment = request.comment(rita, "@claude fix the flaky test");
    agentPushes(shop, agents.claude);
    comment.edit(rita, "Nice weather.");
    expect(await stage.approved(request, rita)).toMatchObject(waits(hadPart(rita, ASKED)));
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });

  it("BYPASSES 7: R edits the command into a comment of S, the agent pushes, R approves ✗", async () => {
    const { agents, github, rita, sam } = stage;
    const uma = github.user("uma");
    const shop = stage.repository({ access: { uma: "write" } });
    const request = plainRequest(shop);
    request.comment(sam, "Nice weather.").edit(rita, "@claude fix the flaky test");
    agentPushes(shop, agents.claude);
    expect(await stage.approved(request, rita)).toMatchObject(waits(hadPart(rita, ASKED)));
    expect(await stage.approved(request, uma)).toMatchObject(passesBy(uma));
  });

  it("BYPASSES 7: R puts the agent's label on, or assigns it, the agent pushes, R approves ✗", async () => {
    const { agents, rita, sam } = stage;
    const shop = stage.repository();
    const request = plainRequest(shop);
    request.label(rita, "claude");
    request.unlabel(rita, "claude");
    request.assign(sam, agents.claude);
    agentPushes(shop, agents.claude);
    expect(await stage.approved(request, rita, sam)).toMatchObject(
      waits(hadPart(rita, "set the agent to work by a label"), hadPart(sam, "set the agent to work by an assignment")),
    );
  });
});

describe("no command", () => {
  it.each([
    "Works now, thanks @claude",
    "> @claude fix the flaky test\n\nDid it help?",
    "Ask it like this:\n```\n@claude fix the flaky test\n```",
    "@claude-fan, look!",
    "@claude review",
  ])("BYPASSES 8: %j by R is a mention in passing, R approves ✓", async (says) => {
    const { agents, rita } = stage;
    const shop = stage.repository();
    const request = plainRequest(shop);
    request.comment(rita, says);
    agentPushes(shop, agents.claude);
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("BYPASSES 8: a command by R with no commit of the agent after it, R approves ✓", async () => {
    const { agents, rita } = stage;
    const shop = stage.repository();
    const request = plainRequest(shop);
    agentPushes(shop, agents.claude);
    request.comment(rita, "@claude explain this");
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("BYPASSES 8: a command by R to another agent than the one that pushed, R approves ✓", async () => {
    const { paula, rita } = stage;
    const shop = stage.repository();
    const request = kiroRequest(shop, paula);
    request.comment(rita, "@claude explain this");
    shop.commit("fix", { by: paula, files: { "b.txt": "b" } });
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });
});
