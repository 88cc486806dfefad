/** Agents that are set to work on an issue, and open a request of their own for it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authorOf } from "./support/agents.ts";
import { hadPart, passesBy, requestOf, type Stage, startStage, UNATTRIBUTED, waits } from "./support/people.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.dispose());

const ASKED = "asked the agent in a comment";

describe("a label on an issue", () => {
  it.each([
    [
      "Amazon Q",
      {
        agent: "amazonQ",
        label: "Amazon Q development agent",
        branch: (issue: number) => `Q-DEV-issue-${issue}-1767600000`,
        body: () => "This implements the feature.",
      },
    ],
    [
      "Kiro",
      {
        agent: "kiro",
        label: "kiro",
        branch: (issue: number) => `kiro/issue-${issue}-20260105-0900`,
        body: (issue: number) => `Automated changes from Kiro for #${issue}`,
      },
    ],
    [
      "Jules",
      {
        agent: "jules",
        label: "jules",
        branch: () => "fix-it-1234567890123456789",
        body: (issue: number) => `Fixes #${issue}`,
      },
    ],
  ] as const)(
    "BYPASSES 61: %s's label on an issue set the agent to work, and its own account opened the request: who put the label on is excluded; R's approval is enough",
    async (_name, { agent, label, branch, body }) => {
      const { agents, paula, rita, sam } = stage;
      const shop = stage.repository();
      const issue = shop.issue({ by: sam, title: "Fix it" });
      issue.label(paula, label);
      const request = requestOf(shop, agents[agent], { branch: branch(issue.number), body: body(issue.number) });
      expect(await stage.approved(request, paula)).toMatchObject(
        waits("**Missing: a second person's approval**", hadPart(paula, "set the agent to work by a label")),
      );
      expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
    },
  );

  it("BYPASSES 61: it tells only of the agent's first request after it: a second one needs two people", async () => {
    const { agents, paula, rita, sam } = stage;
    const shop = stage.repository();
    const issue = shop.issue({ by: sam, title: "Fix it" });
    issue.label(rita, "jules");
    const body = `Fixes #${issue.number}`;
    const first = requestOf(shop, agents.jules, { branch: "first-1234567890123456789", body });
    expect(await stage.approved(first, paula)).toMatchObject(passesBy(paula));
    const second = requestOf(shop, agents.jules, { branch: "second-1234567890123456789", body });
    expect(await stage.approved(second, paula)).toMatchObject(
      waits("**Missing: approval by 1 more person**", UNATTRIBUTED, "- @rita: set the agent to work by a label"),
    );
    expect(await stage.approved(second, sam)).toMatchObject(passesBy(paula, sam));
  });

  it("BYPASSES 61: a workflow put the label on: nobody is known to have asked, so two people are needed", async () => {
    const { agents, paula, rita, sam } = stage;
    const shop = stage.repository();
    const issue = shop.issue({ by: sam, title: "Fix it" });
    issue.label(agents.actions, "jules");
    const request = requestOf(shop, agents.jules, { body: `Fixes #${issue.number}` });
    expect(await stage.approved(request, paula)).toMatchObject(
      waits("**Missing: approval by 1 more person**", UNATTRIBUTED),
    );
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(paula, rita));
  });
});

describe("an assignment on an issue", () => {
  it("BYPASSES 4: P assigned Copilot there, Copilot's account opened the request, P approves ✗, R approves ✓", async () => {
    const { agents, paula, rita, sam } = stage;
    const shop = stage.repository();
    const issue = shop.issue({ by: sam, title: "Fix it" });
    issue.assign(paula, agents.copilot);
    const request = requestOf(shop, agents.copilot, { branch: "copilot/fix-it", body: `Fixes #${issue.number}` });
    expect(await stage.approved(request, paula)).toMatchObject(
      waits(hadPart(paula, "set the agent to work by an assignment")),
    );
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });
});

describe("a comment on an issue", () => {
  it("BYPASSES 4: P asked Claude there, Claude's account opened the request, P approves ✗, R approves ✓", async () => {
    const { agents, paula, rita, sam } = stage;
    const shop = stage.repository();
    const issue = shop.issue({ by: sam, title: "Fix it" });
    issue.comment(paula, "@claude please fix this");
    const request = requestOf(shop, agents.claude, { branch: `claude/issue-${issue.number}-20260105-0900` });
    expect(await stage.approved(request, paula)).toMatchObject(waits(hadPart(paula, ASKED)));
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("BYPASSES 7: R asked Amazon Q there and deleted the comment, its account opened the request, R approves ✗", async () => {
    const { agents, rita, sam } = stage;
    const shop = stage.repository();
    const issue = shop.issue({ by: sam, title: "Fix it" });
    const command = issue.comment(rita, "/q dev");
    const request = requestOf(shop, agents.amazonQ, { branch: `Q-DEV-issue-${issue.number}-1767600000` });
    command.delete(rita);
    expect(await stage.approved(request, rita)).toMatchObject(waits(hadPart(rita, ASKED)));
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });

  it("BYPASSES 7: R asked Claude on the issue of P's request, the agent pushes, R approves ✗", async () => {
    const { agents, paula, rita, sam } = stage;
    const shop = stage.repository();
    const issue = shop.issue({ by: sam, title: "Fix it" });
    shop.commit("fix", { by: paula, files: { "shop.txt": "new" } });
    const request = shop.openRequest({ by: paula, head: "fix", body: `Closes #${issue.number}` });
    issue.comment(rita, "@claude fix this on the branch `fix`");
    shop.commit("fix", { by: agents.claude, author: authorOf(agents.claude), files: { "agent.txt": "a" } });
    expect(await stage.approved(request, rita)).toMatchObject(waits(hadPart(rita, ASKED)));
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(sam));
  });
});
