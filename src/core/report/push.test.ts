import { describe, expect, it } from "vitest";
import type { PushFacts } from "../push/facts.ts";
import { judgePush } from "../push/judge.ts";
import { account } from "../testing/accounts.ts";
import { aClaudeCommit, aCommit } from "../testing/commit.ts";
import { aPolicy, inForce } from "../testing/policy.ts";
import { aPush, byGitHub, landed } from "../testing/push.ts";
import { pushComment, pushIssue, pushReport } from "./push.ts";
import type { Announcement } from "./push-steps.ts";

const SHA = "3f2c1d9aa0".padEnd(40, "0");
const COMMAND = "/ai-review approve 3f2c1d9aa000";

const judged = (facts: PushFacts, policy = aPolicy()) => judgePush(facts, inForce(policy), { evidence: [] });
const byAi = aPush([aClaudeCommit({ sha: SHA })]);

function checkOf(facts: PushFacts, announcement: Announcement, policy = aPolicy()) {
  return pushReport(facts, judged(facts, policy), inForce(policy), announcement);
}

function issueOf(facts: PushFacts, policy = aPolicy()) {
  return pushIssue(facts, judged(facts, policy), inForce(policy));
}

describe("the check on a push says how to countersign", () => {
  it("in its issue", () => {
    expect(checkOf(byAi, { kind: "issue", number: 12 }).summary).toContain(
      `#12 tells of it. Whoever can give it comments there:\n\`\`\`\n${COMMAND}`,
    );
  });

  it.each([
    ["comment", "Issues are switched off"],
    ["refused", "neither an issue nor a comment"],
    ["check", "`pushes.unreviewed: check`"],
    ["no-file", "has no `.github/ai-review.yml`"],
  ] as const)("on the commit, and why there is no issue (%s)", (kind, why) => {
    const { summary } = checkOf(byAi, { kind });
    expect(summary).toContain(why);
    expect(summary).toContain(`(https://github.test/acme/shop/commit/${SHA}):\n\`\`\`\n${COMMAND}`);
  });

  it("in mode `observe` without giving a reason that isn't one", () => {
    const { summary } = checkOf(byAi, { kind: "observed" }, aPolicy({ mode: "observe" }));
    expect(summary).toContain(COMMAND);
    expect(summary).not.toContain("no issue");
  });
});

describe("a report of a push", () => {
  it("doesn't call a person's change of the policy AI-authored", () => {
    const { title, body } = issueOf(aPush([aCommit({ sha: SHA })], { touchesPolicy: true }));
    expect(title).toBe("Unreviewed change of the policy on main (3f2c1d9)");
    expect(body).not.toMatch(/AI assistant wrote|AI-authored/);
    expect(body).toContain("nobody changes its policy");
  });

  it("says that the policy asks where it treats every change as AI's", () => {
    const strict = aPolicy({ detection: { treatEveryChangeAsAi: true } });
    const { title, body } = issueOf(aPush([aCommit({ sha: SHA })]), strict);
    expect(title).toContain("Unreviewed push");
    expect(body).toContain("asks for a second person on every change");
  });

  it("names every request that was merged too early, and who brought them", () => {
    const [first, second] = [byGitHub({ sha: "1".repeat(40) }), byGitHub({ sha: SHA })];
    const requests = [
      landed(7, { mergeCommit: first.sha, verdict: "held" }),
      landed(8, { mergeCommit: SHA, verdict: "held" }),
    ];
    const { title, body } = issueOf(aPush([first, second], { requests, pusher: account("rita") }));
    expect(title).toContain("Merged without approval: #7 and #8");
    expect(body).toContain("@rita brought #7 and #8 into `main` before `ai-review` had passed on all of them.");
  });

  it("asks for no approval that would change nothing", () => {
    const gaps = [{ list: "commits", what: "GitHub shows 5 of 6." }] as const;
    const { title, body } = issueOf(aPush([], { gaps, after: SHA }));
    expect(title).toContain("A push that can't be judged");
    expect(body).toContain("bring it again in smaller ones:\n- `GitHub shows 5 of 6.`");
    expect(body).not.toContain("/ai-review");
  });

  it("as a comment on the commit asks for another one there, and speaks of no issue", () => {
    const text = pushComment(byAi, judged(byAi), inForce(aPolicy()));
    expect(text).toContain(`another comment on this commit that consists of this line. The check turns green.`);
    expect(text).toContain(COMMAND);
    expect(text).not.toContain("issue");
  });
});
