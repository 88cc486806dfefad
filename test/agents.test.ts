/** Agents as they really come: under their own accounts, and under a person's name. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  coAuthor,
  hadPart,
  passesAsNotAi,
  passesBy,
  requestOf,
  type Stage,
  startStage,
  UNATTRIBUTED,
  waits,
} from "./support/people.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.dispose());

describe("an agent's own account opened the request", () => {
  it.each([
    ["Devin", { agent: "devin", body: "Add it.\n\nRequested by: @paula", did: "named as requester" }],
    [
      "Jules",
      {
        agent: "jules",
        body: "*PR created automatically by Jules for task [42](https://jules.google.com/task/42) started by @paula*",
        did: "named as requester",
      },
    ],
    [
      "Kiro",
      {
        agent: "kiro",
        body: "This pull request was created by @kiro-agent on behalf of @paula\n\nAdd it.",
        did: "named as requester",
      },
    ],
  ] as const)("BYPASSES 4: %s's account opened the request for P, P approves ✗, R approves ✓", async (_name, given) => {
    const { agents, paula, rita } = stage;
    const request = requestOf(stage.repository(), agents[given.agent], given);
    expect(await stage.approved(request, paula)).toMatchObject(waits(hadPart(paula, given.did)));
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("BYPASSES 5: Copilot request, P is the assignee and the co-author of its commits: P approves ✗", async () => {
    const { agents, paula, rita } = stage;
    const message = `Fix it\n\n${coAuthor(paula)}`;
    const request = requestOf(stage.repository(), agents.copilot, {
      branch: "copilot/fix-it",
      message,
      signedByGitHub: true,
    });
    request.assign(agents.copilot, paula);
    expect(await stage.approved(request, paula)).toMatchObject(
      waits(
        "@paula approved. **Doesn't count:** they had a part in this change",
        "assigned to the agent's request",
        "co-authored",
      ),
    );
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("BYPASSES 6: an agent's request with no nameable prompter: one approval ✗, two people ✓", async () => {
    const { agents, rita, sam } = stage;
    const request = requestOf(stage.repository(), agents.devin);
    expect(await stage.check(request)).toMatchObject(waits("**Missing: approval by 2 people**", UNATTRIBUTED));
    expect(await stage.approved(request, rita)).toMatchObject(
      waits("**Missing: approval by 1 more person**", UNATTRIBUTED, "@rita approved. **Counts.**"),
    );
    expect(await stage.approved(request, sam)).toMatchObject(passesBy(rita, sam));
  });

  it("BYPASSES 55: P lets an agent's own account open a request from a web page, names a colleague in a trailer and assigns one, and approves alone ✗ (unattributed: 2)", async () => {
    const { agents, github, paula, rita, sam } = stage;
    const uma = github.user("uma");
    const shop = stage.repository({ access: { uma: "write" } });
    const request = requestOf(shop, agents.devin, { message: `Fix it\n\n${coAuthor(sam)}` });
    request.assign(paula, rita);
    expect(await stage.approved(request, paula)).toMatchObject(
      waits(
        "**Missing: approval by 1 more person**",
        UNATTRIBUTED,
        "- @sam: co-authored",
        "- @rita: assigned to the agent's request",
      ),
    );
    expect(await stage.approved(request, rita, sam)).toMatchObject(waits("**Missing: approval by 1 more person**"));
    expect(await stage.approved(request, uma)).toMatchObject(passesBy(paula, uma));
  });

  it("BYPASSES 55: P writes a colleague's name into the body's requester line, and approves alone ✗", async () => {
    const { agents, paula, rita } = stage;
    const request = requestOf(stage.repository(), agents.devin, { body: "Fix it" });
    request.edit(paula, { body: "Fix it\n\nRequested by: @sam" });
    expect(await stage.approved(request, paula)).toMatchObject(
      waits("**Missing: approval by 1 more person**", UNATTRIBUTED, "- `sam`: named as requester"),
    );
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(paula, rita));
  });
});

describe("under a person's name", () => {
  it("BYPASSES 62: a request that looks like a person's, whose commits are by Kiro's user account: AI, the author is the prompter", async () => {
    const { agents, paula, rita } = stage;
    const shop = stage.repository({ access: { "kiro-agent": "write" } });
    const author = { name: "Kiro Agent", email: `${agents.kiroUser.id}+kiro-agent@users.noreply.github.com` };
    shop.commit("tidy", { by: paula, author, files: { "shop.txt": "new" }, message: "chore: tidy up" });
    const request = shop.openRequest({ by: paula, head: "tidy", body: "Tidies up.\n\n- [x] Tests" });
    request.label(paula, "chore");
    expect(await stage.approved(request, agents.kiroUser)).toMatchObject(
      waits(
        "AI (Kiro) wrote at least part of it",
        "- @paula: opened the request",
        "@kiro-agent approved. **Doesn't count:** it is an AI assistant's account",
      ),
    );
    expect(await stage.approved(request, rita)).toMatchObject(passesBy(rita));
  });

  it("BYPASSES 64: an AI reviewer's comments, or `Reviewed-by:` an agent: not AI by that", async () => {
    const { agents, github, paula } = stage;
    const shop = stage.repository();
    const message = "Fix it\n\nReviewed-by: Claude <noreply@anthropic.com>\nReviewed-by: Copilot <copilot@github.com>";
    shop.commit("fix", { by: paula, files: { "shop.txt": "new" }, message });
    const request = shop.openRequest({ by: paula, head: "fix" });
    request.comment(github.bot("coderabbitai", { id: 136622811 }), "Looks good. Co-authored-by: Claude");
    request.reviewComment(agents.claude, { path: "shop.txt", body: "```suggestion\nnewer\n```" });
    request.review(agents.amazonQ, "COMMENT", { body: "/q review found nothing." });
    expect(await stage.check(request)).toMatchObject(passesAsNotAi());
  });
});
