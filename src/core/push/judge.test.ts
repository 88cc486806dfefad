import { describe, expect, it } from "vitest";
import type { AgentEvidence } from "../evidence.ts";
import type { Review } from "../facts.ts";
import { markOf, pushIssue, pushReport, settledIssue } from "../report/push.ts";
import { account } from "../testing/accounts.ts";
import { aClaudeCommit, aCommit } from "../testing/commit.ts";
import { aPolicy, inForce } from "../testing/policy.ts";
import { aPush, byGitHub, landed } from "../testing/push.ts";
import type { PushFacts } from "./facts.ts";
import { judgePush } from "./judge.ts";

const NOTHING = { evidence: [] };
const judged = (facts: PushFacts, policy = aPolicy()) => judgePush(facts, inForce(policy), NOTHING);

function approvalBy(login: string, changes: Partial<Review> = {}): Review {
  const at = "2026-01-02T03:04:05Z";
  const author = account(login);
  return {
    id: login,
    author,
    state: "APPROVED",
    commit: "c1",
    submittedAt: at,
    authorCanPush: true,
    body: "",
    url: "",
    ...changes,
  };
}

describe("a push", () => {
  it("without AI asks for nothing", () => {
    expect(judged(aPush([aCommit()])).verdict.kind).toBe("not-ai");
  });

  it("with AI waits for somebody who had no part in it", () => {
    const { verdict } = judged(aPush([aClaudeCommit()], { pusher: account("rita") }));
    expect(verdict).toMatchObject({ kind: "waiting", missing: 1 });
    expect(verdict.principals.people.map(({ person }) => person.login)).toEqual(["alice", "rita"]);
  });

  it("by nobody that GitHub knows waits for two people", () => {
    const { verdict } = judged(aPush([aClaudeCommit()], { pusher: null }));
    expect(verdict).toMatchObject({ kind: "waiting", missing: 2 });
  });

  it("is satisfied by that person's approval, and not by those of principals or without write access", () => {
    const push = (approval: Review) => judged(aPush([aClaudeCommit()], { approvals: [approval] })).verdict.kind;
    expect(push(approvalBy("rita"))).toBe("satisfied");
    expect(push(approvalBy("alice"))).toBe("waiting");
    expect(push(approvalBy("rita", { authorCanPush: false }))).toBe("waiting");
    expect(push(approvalBy("github-actions[bot]"))).toBe("waiting");
  });

  it("that changes the policy, or any where the policy says so, is judged as AI's", () => {
    expect(judged(aPush([aCommit()], { touchesPolicy: true })).verdict.kind).toBe("waiting");
    const strict = aPolicy({ detection: { treatEveryChangeAsAi: true } });
    expect(judged(aPush([aCommit()]), strict).verdict.kind).toBe("waiting");
  });

  it("that GitHub doesn't show whole is never a pass", () => {
    const gaps = [{ list: "commits", what: "GitHub shows 5 of 6." }] as const;
    expect(judged(aPush([], { gaps })).verdict.kind).toBe("blocked");
  });

  it("of a request that hadn't passed waits, even where nothing in it says AI any more", () => {
    const request = landed(7, { mergeCommit: "c1", mergedBy: account("root"), verdict: "held" });
    const { verdict } = judged(aPush([byGitHub({ sha: "c1" })], { requests: [request] }));
    expect(verdict).toMatchObject({ kind: "waiting" });
    expect(verdict.principals.people.map(({ person }) => person.login)).toContain("root");
  });

  it("takes what is remembered of such a request as its own", () => {
    const item: AgentEvidence = {
      type: "agent",
      agent: "kiro",
      name: "Kiro",
      signal: "branch",
      value: "kiro/fix",
      confidence: "strong",
      where: { kind: "request", part: "branch" },
      authenticated: false,
    };
    const request = landed(7, { mergeCommit: "c1", verdict: "unknown" });
    const facts = aPush([byGitHub({ sha: "c1" })], { requests: [request] });
    const { verdict } = judgePush(facts, inForce(), { evidence: [{ item, number: 7 }] });
    expect(verdict).toMatchObject({ kind: "waiting", authorship: { agents: [{ id: "kiro", name: "Kiro" }] } });
  });
});

describe("its report", () => {
  const facts = aPush([aClaudeCommit()]);

  it("fails the check in mode `enforce`, is neutral in `observe`, and green once it's countersigned", () => {
    const conclusion = (push: PushFacts, mode: "enforce" | "observe") => {
      const policy = inForce(aPolicy({ mode }));
      return pushReport(push, judgePush(push, policy, NOTHING), policy, { kind: "check" }).conclusion;
    };
    expect(conclusion(facts, "enforce")).toBe("failure");
    expect(conclusion(facts, "observe")).toBe("neutral");
    expect(conclusion({ ...facts, approvals: [approvalBy("rita")] }, "enforce")).toBe("success");
  });

  it("has an issue by whose beginning it's found again, also when it's settled", () => {
    const mark = markOf(facts);
    expect(pushIssue(facts, judged(facts), inForce()).body.startsWith(mark)).toBe(true);
    expect(settledIssue(facts, judged(facts), inForce()).startsWith(mark)).toBe(true);
  });

  it("shows what others wrote as text, and bounds it", () => {
    const nasty = aClaudeCommit({ message: `@everyone <img src=x> ${"long ".repeat(100)}` });
    const many = Array.from({ length: 3000 }, (_, index) => ({ ...nasty, sha: `c${index}` }));
    const push = aPush(many, { branch: "a`b" });
    const { title, body } = pushIssue(push, judged(push), inForce());
    expect(title.length).toBeLessThanOrEqual(200);
    expect(new TextEncoder().encode(body).length).toBeLessThanOrEqual(60_000);
    expect(body).toContain("`@everyone <img src=x>");
    expect(body).toContain("``a`b``");
  });
});
