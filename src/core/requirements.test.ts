import { describe, expect, test } from "vitest";
import type { Principals, Standing } from "./decision.ts";
import type { AgentEvidence } from "./evidence.ts";
import { judge } from "./judge.ts";
import type { RiskRule } from "./policy.ts";
import { meet, requirementsOf } from "./requirements.ts";
import { account, COPILOT, COPILOT_GIT, gitOf } from "./testing/accounts.ts";
import { aSignal, authorshipBy } from "./testing/authorship.ts";
import { aPolicy, inForce } from "./testing/policy.ts";
import { aPullRequest, type PullRequestBuilder } from "./testing/pull-request.ts";

const known: Principals = { people: [], unattributed: false, strangers: [] };
const stranger = {
  type: "stranger",
  role: "authored",
  name: "X",
  email: "x@x.example",
  where: { kind: "commit", sha: "c1" },
} as const;

const SIGNAL = aSignal();

const rule = (id: string, approvals: number, teams: readonly string[] = []): RiskRule => ({
  id,
  name: null,
  paths: [],
  level: "high",
  approvals,
  teams,
});

const asked = (principals = known, rules: readonly RiskRule[] = [], by = authorshipBy(SIGNAL)) =>
  requirementsOf(by, principals, rules, [], aPolicy()).map((each) => [each.rule, each.approvals]);

describe("an AI-written change needs", () => {
  test("one approval", () => {
    expect(asked()).toEqual([["approvals.required", 1]]);
  });

  test("two where nobody vouches for who asked, or an address is nobody's", () => {
    const two = [
      ["approvals.required", 1],
      ["approvals.unattributed", 2],
    ];
    expect(asked({ ...known, unattributed: true })).toEqual(two);
    expect(asked({ ...known, strangers: [stranger] })).toEqual(two);
    expect(asked({ ...known, unattributed: true, strangers: [stranger] })).toEqual(two);
  });

  test("as many from every list of teams that organisation and repository name", () => {
    const policy = aPolicy({ approvals: { teams: ["acme/a"], furtherTeams: [["acme/b", "acme/c"]] } });
    const teams = requirementsOf(authorshipBy(SIGNAL), { ...known, unattributed: true }, [], [], policy).map(
      (each) => each.teams,
    );
    expect(teams).toEqual([["acme/a"], ["acme/b", "acme/c"], ["acme/a"], ["acme/b", "acme/c"]]);
  });

  test("what each risk rule asks for; one that only marks asks for nothing", () => {
    expect(asked(known, [rule("payments", 3), rule("docs", 0)])).toEqual([
      ["approvals.required", 1],
      ["risk:payments", 3],
    ]);
  });
});

describe("training", () => {
  const trained = { prompters: { trainedTeams: ["acme/trained"], untrainedApprovals: 3 } };
  const teams = [{ name: "acme/trained", state: "read", members: new Set([account("tess").id ?? 0]) }] as const;
  const approvals = (request: PullRequestBuilder) =>
    judge(request.with({ teams }).facts(), inForce(aPolicy(trained))).verdict.requirements.map(
      ({ requirement }) => requirement.approvals,
    );

  test("asks for no more where GitHub vouches for who asked, and all of them have it", () => {
    expect(
      approvals(
        aPullRequest()
          .by("tess")
          .withClaude({ by: gitOf("tess") }),
      ),
    ).toEqual([1]);
    expect(
      approvals(
        aPullRequest()
          .by("tess")
          .withClaude({ by: gitOf("paula") }),
      ),
    ).toEqual([1, 3]);
  });

  test("isn't lifted by naming somebody who has it: anyone can write a name", () => {
    const unknown = aPullRequest().by(COPILOT).withCommit({ by: COPILOT_GIT });
    expect(approvals(unknown)).toEqual([1, 2, 3]);
    const named = aPullRequest()
      .by(COPILOT)
      .withCommit({ by: COPILOT_GIT, coAuthors: [gitOf("tess")] });
    expect(approvals(named)).toEqual([1, 2, 3]);
  });
});

describe("the reason", () => {
  const why = (...signals: readonly AgentEvidence[]) =>
    requirementsOf(authorshipBy(...signals), known, [], [], aPolicy())[0]?.why;
  const unknown = aSignal({ agent: "unknown", name: "an AI assistant" });

  test("names the agents that are known", () => {
    expect(why(unknown, SIGNAL)).toEqual({ kind: "ai", agents: ["Kiro"] });
    expect(why(unknown)).toEqual({ kind: "ai", agents: [] });
  });

  test.each(["policy-file", "every-change", "missing-head"] as const)(
    "is the policy's where only %s says so",
    (signal) => {
      expect(why({ ...unknown, signal, confidence: "definitive" })).toEqual({ kind: signal });
    },
  );

  test("tells a declaration that is missing from one that says yes", () => {
    expect(why({ ...unknown, signal: "declaration", confidence: "definitive" })).toEqual({ kind: "declaration" });
    expect(why({ ...unknown, signal: "declaration" })).toEqual({ kind: "ai", agents: [] });
  });
});

describe("requirements are met", () => {
  const review = aPullRequest().withCommit().approvedBy("rita").facts().reviews[0];
  const counts: Standing[] =
    review?.author === undefined || review.author === null ? [] : [{ kind: "counts", reviewer: review.author, review }];

  const met = (approvals: number, standings: readonly Standing[], teams: readonly string[] = []) =>
    meet([{ rule: "r", approvals, teams, why: { kind: "unattributed" } }], standings, []).map((each) => [
      each.present,
      each.met,
    ]);

  test("by as many approvals as they ask for, and one serves every rule", () => {
    expect(counts).toHaveLength(1);
    expect(met(1, counts)).toEqual([[1, true]]);
    expect(met(2, counts)).toEqual([[1, false]]);
    const each = { approvals: 1, teams: [], why: { kind: "unattributed" } } as const;
    const both = meet(
      [
        { rule: "a", ...each },
        { rule: "b", ...each },
      ],
      counts,
      [],
    );
    expect(both.every((one) => one.met)).toBe(true);
  });

  test("by nothing where a team must give it: nobody can show who is in one", () => {
    expect(met(1, counts, ["acme/security"])).toEqual([[0, false]]);
  });
});
