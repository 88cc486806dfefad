import { describe, expect, it } from "vitest";
import type { AgentEvidence } from "../evidence.ts";
import type { Policy } from "../policy.ts";
import { account } from "../testing/accounts.ts";
import { aClaudeCommit, aCommit } from "../testing/commit.ts";
import { aDeployment, anApproval, aReport } from "../testing/deployment.ts";
import { aPolicy, inForce } from "../testing/policy.ts";
import { byGitHub, landed } from "../testing/push.ts";
import { isCovered, neededOf } from "./covered.ts";
import { type DeploymentFacts, NO_DEPLOYMENT_MEMORY } from "./facts.ts";
import { judgeDeployment, writtenByAi } from "./judge.ts";

const [alice, rita, sam, tess] = ["alice", "rita", "sam", "tess"].map((login) => account(login)) as [
  ReturnType<typeof account>,
  ReturnType<typeof account>,
  ReturnType<typeof account>,
  ReturnType<typeof account>,
];

const judged = (facts: DeploymentFacts, policy: Policy = aPolicy()) =>
  judgeDeployment(facts, inForce(policy), NO_DEPLOYMENT_MEMORY);
const unreviewed = (facts: DeploymentFacts) => judged(facts).unreviewed.map(({ sha }) => sha);

const ai = aClaudeCommit({ sha: "ai" });
const own = aCommit({ sha: "own", parents: ["ai"] });

describe("of what would be deployed", () => {
  it("only what AI wrote asks for somebody, and who wrote the rest may give it", () => {
    const commit = aCommit({
      sha: "own",
      parents: ["ai"],
      by: { name: "rita", email: "r@acme.example", account: rita },
    });
    const facts = aDeployment([ai, commit], { pushers: new Map([["ai", alice]]) });
    expect(unreviewed(facts)).toEqual(["ai"]);
    expect(judged(facts).verdict).toMatchObject({ kind: "waiting", missing: 1 });
    expect(judged({ ...facts, approvals: [anApproval(rita, "own")] }).verdict.kind).toBe("satisfied");
    expect(judged(aDeployment([own])).verdict.kind).toBe("not-ai");
  });

  it("what a request brought that passed is reviewed, and what its head merely stands on is not", () => {
    const head = aClaudeCommit({ sha: "head", parents: ["ai"] });
    const merge = byGitHub({ sha: "merge", parents: ["ai", "head"] });
    const request = landed(1, { head: "head", mergeCommit: "merge" });
    expect(unreviewed(aDeployment([ai, head, merge], { requests: [request] }))).toEqual(["ai"]);
    const listed = { ...request, mergeCommit: null, listed: new Set(["head"]) };
    expect(unreviewed(aDeployment([ai, head], { requests: [listed] }))).toEqual(["ai"]);
  });

  it("what a request brought that hadn't passed is AI's, whatever it shows, and who merged it had a part in it", () => {
    const request = landed(1, { head: "own", verdict: "held", mergeCommit: "own", mergedBy: sam });
    const commit = aCommit({ sha: "own" });
    const facts = aDeployment([commit, aCommit({ sha: "next", parents: ["own"] })], { requests: [request] });
    expect(unreviewed(facts)).toEqual(["own"]);
    expect(judged({ ...facts, approvals: [anApproval(sam, "next")] }).verdict.kind).toBe("waiting");
  });

  it("what was remembered of a commit's content counts for that commit", () => {
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
    const memory = { ofCommits: new Map([["own", [{ item, number: 7 }]]]), ofRequests: [] };
    const facts = aDeployment([aCommit({ sha: "first" }), aCommit({ sha: "own", parents: ["first"] })]);
    const { unreviewed: found, verdict } = judgeDeployment(facts, inForce(), memory);
    expect(found.map(({ sha }) => sha)).toEqual(["own"]);
    expect(verdict.authorship.agents).toEqual([{ id: "kiro", name: "Kiro" }]);
  });

  it("what was reported counts until it's countersigned, and what is older doesn't", () => {
    expect(unreviewed(aDeployment([own], { reports: [aReport(["own"])] }))).toEqual(["own"]);
    expect(unreviewed(aDeployment([ai], { reports: [aReport(["ai"], { by: [rita] })] }))).toEqual([]);
    expect(unreviewed(aDeployment([ai, own], { older: new Set(["ai"]) }))).toEqual([]);
  });

  it("nothing passes where the list of commits has a hole", () => {
    const gaps = [{ list: "commits", what: "GitHub shows 5 of 6." }] as const;
    expect(judged(aDeployment([own], { gaps })).verdict.kind).toBe("blocked");
  });

  it("two people are asked for where nobody is known to have pushed it", () => {
    expect(judged(aDeployment([ai], { pushers: new Map() })).verdict).toMatchObject({ kind: "waiting", missing: 2 });
  });

  it("a merge of GitHub's may be tied to a request in a while, but for one that was reported already", () => {
    const merge = byGitHub({ sha: "merge", message: ai.message });
    expect(judged(aDeployment([merge])).mayBeTied).toBe(true);
    expect(judged(aDeployment([merge], { reports: [aReport(["merge"])] })).mayBeTied).toBe(false);
    expect(judged(aDeployment([ai])).mayBeTied).toBe(false);
  });

  it("older commits are only searched for marks", () => {
    expect(writtenByAi([own, ai], aPolicy())).toEqual([ai]);
  });
});

describe("who asked for a deployment", () => {
  it("doesn't countersign it, whatever the policy lets approve, and by no other account", () => {
    const policies = [aPolicy(), aPolicy({ approvals: { exclude: "prompters" } })];
    for (const policy of policies) {
      const { verdict } = judged(aDeployment([ai], { approvals: [anApproval(tess, "ai")] }), policy);
      expect(verdict).toMatchObject({ kind: "waiting", missing: 1 });
      expect(verdict.standings).toMatchObject([{ kind: "discounted", discount: { why: "principal" } }]);
    }
    const identities = { people: [{ login: "tess", accounts: ["tess-private"], emails: [] }] };
    const approvals = [anApproval(account("tess-private"), "ai")];
    expect(judged(aDeployment([ai], { approvals }), aPolicy({ identities })).verdict.kind).toBe("waiting");
  });

  it("takes back what they countersigned before, unless others suffice", () => {
    const report = (by: readonly ReturnType<typeof account>[], needed: number | null = 1) =>
      aDeployment([ai], { reports: [aReport(["ai"], { by, needed })] });
    expect(judged(report([tess]))).toMatchObject({ unreviewed: [ai], setAside: [tess] });
    expect(judged(report([tess, rita]))).toMatchObject({ unreviewed: [], setAside: [] });
    expect(judged(report([tess, rita], 2))).toMatchObject({ unreviewed: [ai], setAside: [tess] });
    expect(judged(report([tess, rita], null))).toMatchObject({ unreviewed: [ai] });
  });

  it("makes nobody known who wasn't", () => {
    const facts = aDeployment([ai], { pushers: new Map(), requesters: [tess, rita] });
    expect(judged(facts).verdict).toMatchObject({ missing: 2 });
  });
});

describe("a countersignature", () => {
  it("needs somebody", () => {
    expect(isCovered(aReport(["ai"]), [], aPolicy())).toBe(false);
  });

  it("of how many people it took is known only where it didn't matter who they are", () => {
    const met = (approvals: number, teams: readonly string[] = []) => ({
      requirement: { rule: "r", approvals, teams, why: { kind: "ai", agents: [] } } as const,
      by: [],
      present: 0,
      met: true,
    });
    expect(neededOf([])).toBe(1);
    expect(neededOf([met(1), met(3)])).toBe(3);
    expect(neededOf([met(1), met(1, ["acme/platform"])])).toBeNull();
  });
});
