import { describe, expect, it } from "vitest";
import { type DeploymentFacts, NO_DEPLOYMENT_MEMORY } from "../deployment/facts.ts";
import { judgeDeployment } from "../deployment/judge.ts";
import type { Commit } from "../facts.ts";
import { account } from "../testing/accounts.ts";
import { aClaudeCommit, aCommit } from "../testing/commit.ts";
import { aDeployment, anApproval, aReport } from "../testing/deployment.ts";
import { aPolicy, inForce } from "../testing/policy.ts";
import { deploymentAnswer, deploymentTrouble, inMode, unasked, unknownCommit, type WayOut } from "./deployment.ts";
import { heldIssue, heldMark, heldText } from "./held.ts";

const bytes = (text: string) => new TextEncoder().encode(text).length;
const judge = (facts: DeploymentFacts) => judgeDeployment(facts, inForce(), NO_DEPLOYMENT_MEMORY);
const answer = (facts: DeploymentFacts, ways: readonly WayOut[] = []) =>
  deploymentAnswer(facts, judge(facts), inForce(), ways);
const WAY = { issue: 12, commit: "c".repeat(40) };

const nasty = (index: number): Commit =>
  aClaudeCommit({ sha: String(index).padStart(40, "c"), message: `@everyone ${"ü`".repeat(100)}`, parents: [] });

describe("what GitHub is answered", () => {
  it("names the commits, who can countersign, where and how", () => {
    const { state, comment } = answer(aDeployment([aClaudeCommit({ sha: "c".repeat(40) })]), [WAY]);
    expect(state).toBe("rejected");
    expect(comment).toContain("A commit lacks a second person's approval, because AI (Claude Code) wrote");
    expect(comment).toContain("`ccccccc` `Mend the cart` (Claude Code)");
    expect(comment).toContain("who had no part in it and didn't ask for this deployment (@tess)");
    expect(comment).toContain("comments in #12 `/ai-review approve cccccccccccc`");
  });

  it("says what to do where there's no place to countersign", () => {
    expect(answer(aDeployment([aClaudeCommit()])).comment).toContain("Issues are switched off");
  });

  it("says whose countersignature was set aside", () => {
    const reports = [aReport(["c1"], { by: [account("tess")] })];
    expect(answer(aDeployment([aClaudeCommit()], { reports }), [WAY]).comment).toContain("@tess countersigned, and");
  });

  it("fits, however many commits and people there are, and whatever they are called", () => {
    const many = Array.from({ length: 3000 }, (_, index) => nasty(index));
    const requesters = Array.from({ length: 50 }, (_, index) => account(`somebody-with-a-long-name-${index}`));
    const facts = aDeployment(many, { requesters, environment: "e`nv".repeat(60) });
    const gaps = Array.from({ length: 50 }, () => ({ list: "commits", what: "x".repeat(500) }) as const);
    const since = { kind: "installation", at: "2026-01-01T00:00:00Z", tip: "base", older: many } as const;
    const answers = [
      answer(facts, [WAY, WAY, WAY]),
      answer({ ...facts, gaps }),
      answer(aDeployment([], { since })),
      answer(aDeployment([aCommit()], { since })),
      deploymentTrouble("x".repeat(5000)),
      unknownCommit,
      unasked("notNamed"),
    ];
    for (const { comment } of answers.flatMap((each) => [each, inMode("observe", each)])) {
      expect(bytes(comment)).toBeLessThanOrEqual(1024);
      expect(comment).not.toMatch(/(^|[^`\w])@everyone/);
    }
    expect(answers[0]?.comment).toMatch(/… and \d+ more/);
    expect(answers[2]?.comment).toContain("Of its newest 3000 AI wrote 3000");
  });

  it("is an approval in mode `observe`, which says what `enforce` would have done", () => {
    const rejected = answer(aDeployment([aClaudeCommit()]), [WAY]);
    expect(inMode("enforce", rejected)).toBe(rejected);
    expect(inMode("observe", rejected)).toMatchObject({
      state: "approved",
      comment: expect.stringContaining("**Rejected.** A commit lacks"),
    });
  });

  it("says what would have to be mended where nobody's approval helps", () => {
    const gaps = [{ list: "commits", what: "GitHub shows 5 of 6." }] as const;
    expect(answer(aDeployment([], { gaps }))).toMatchObject({
      state: "rejected",
      comment: expect.stringContaining("`GitHub shows 5 of 6.`"),
    });
  });

  it("approves with what it was measured from", () => {
    const { comment } = answer(aDeployment([aCommit()]));
    expect(comment).toBe(
      "**Approved.** The commit since the last successful deployment here (`base`) is reviewed, or not written by AI.",
    );
  });
});

describe("the issue", () => {
  const facts = aDeployment([aClaudeCommit()]);

  it("has who wanted what, who can countersign it, and how", () => {
    const { title, body } = heldIssue(facts, judge(facts), inForce());
    expect(title).toBe("Deployment of unreviewed AI work to production (c1)");
    expect(body.startsWith(heldMark(facts))).toBe(true);
    expect(body).toContain("@tess wanted to deploy `c1` to `production`");
    expect(body).toContain("Nor can who asked for the deployment: @tess.");
    expect(body).toContain("/ai-review approve c1");
  });

  it("has the same beginning however the environment is spelt, and once it's settled", () => {
    const settled = { ...facts, approvals: [anApproval(account("rita"), "c1")] };
    const text = heldText(settled, judge(settled), inForce(aPolicy()));
    expect(text.startsWith(heldMark({ ...facts, environment: "Production" }))).toBe(true);
    expect(text).toContain("@rita approved. **Counts.**");
    expect(text).toContain("request the deployment again");
    expect(text).not.toContain("/ai-review approve");
  });
});
