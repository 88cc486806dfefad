import { describe, expect, test } from "vitest";
import { judge } from "./judge.ts";
import { account, COPILOT, COPILOT_GIT, gitOf, stranger } from "./testing/accounts.ts";
import { outcome } from "./testing/outcome.ts";
import { aPolicy, inForce } from "./testing/policy.ts";
import { aPullRequest } from "./testing/pull-request.ts";

/** Alice's request, which Claude Code wrote. */
const claudes = aPullRequest().by("alice").withClaude();

describe("nothing passes", () => {
  test("while somebody with write access requests changes", () => {
    expect(outcome(claudes.approvedBy("rita").changesRequestedBy("bob"))).toBe("blocked");
  });

  test.each(["commits", "reviews", "timeline", "parents", "authors", "policy", "request"] as const)(
    "while the list of %s is incomplete, AI or not",
    (list) => {
      const gaps = [{ list, what: "cut" }];
      expect(outcome(claudes.approvedBy("rita").with({ gaps }))).toBe("blocked");
      expect(outcome(aPullRequest().withCommit().with({ gaps }))).toBe("blocked");
    },
  );

  test("without commits, or without the head among them", () => {
    expect(outcome(aPullRequest())).toBe("blocked");
    const { head } = claudes.facts();
    expect(
      outcome(
        aPullRequest()
          .withCommit()
          .with({ head: { ...head, sha: "other" } }),
      ),
    ).toBe("blocked");
  });

  test("that would break the policy", () => {
    const proposed = { problems: [{ line: 1, column: 1, message: "no" }] };
    expect(outcome(claudes.approvedBy("rita"), inForce(aPolicy(), { proposed, touchesPolicy: true }))).toBe("blocked");
  });

  test("where the policy asks for a team that isn't there, or can't be read", () => {
    const policy = inForce(aPolicy({ approvals: { teams: ["acme/leads"] } }));
    const approved = claudes.approvedBy("rita");
    for (const state of ["absent", "unreadable"] as const) {
      const asked = approved.with({ teams: [{ name: "acme/leads", state }] });
      expect(outcome(asked, policy)).toBe("blocked");
    }
    expect(outcome(approved, policy)).toBe("blocked");
    expect(outcome(aPullRequest().withCommit(), policy)).toBe("not-ai");
  });

  test("but not where another team's rule doesn't apply", () => {
    const rules = [
      { id: "pay", name: null, paths: ["pay/**"], level: "high", approvals: 1, teams: ["acme/gone"] },
    ] as const;
    const policy = inForce(aPolicy({ risk: { rules } }));
    expect(outcome(claudes.touching("a.txt").approvedBy("rita"), policy)).toBe("satisfied");
    expect(outcome(claudes.touching("pay/a.txt").approvedBy("rita"), policy)).toBe("blocked");
  });
});

describe("a team's approval", () => {
  const leads = (...logins: string[]) =>
    ({ name: "acme/leads", state: "read", members: new Set(logins.map((login) => account(login).id ?? 0)) }) as const;
  const policy = inForce(aPolicy({ approvals: { teams: ["acme/leads"] } }));

  test("comes from one of its members", () => {
    const asked = claudes.with({ teams: [leads("rita")] });
    expect(outcome(asked.approvedBy("bob"), policy)).toBe("waiting for 1");
    expect(outcome(asked.approvedBy("rita"), policy)).toBe("satisfied");
  });

  test("is asked for by each rule by itself, and one serves every rule that its giver is eligible for", () => {
    const rules = [
      { id: "pay", name: null, paths: ["pay/**"], level: "high", approvals: 1, teams: ["acme/pay"] },
    ] as const;
    const both = inForce(aPolicy({ approvals: { teams: ["acme/leads"] }, risk: { rules } }));
    const pay = (...logins: string[]) => ({ ...leads(...logins), name: "acme/pay" });
    const request = claudes.touching("pay/a.txt").approvedBy("rita");
    expect(outcome(request.with({ teams: [leads("rita"), pay("bob")] }), both)).toBe("waiting for 1");
    expect(outcome(request.with({ teams: [leads("rita"), pay("rita")] }), both)).toBe("satisfied");
  });
});

describe("a training team", () => {
  const trained = (...logins: string[]) =>
    ({ name: "acme/trained", state: "read", members: new Set(logins.map((login) => account(login).id ?? 0)) }) as const;
  const policy = inForce(aPolicy({ prompters: { trainedTeams: ["acme/trained"] } }));

  test("that every prompter is in asks for no more", () => {
    expect(outcome(claudes.with({ teams: [trained("alice")] }).approvedBy("rita"), policy)).toBe("satisfied");
  });

  test("that a prompter isn't in asks for two", () => {
    expect(outcome(claudes.with({ teams: [trained("bob")] }).approvedBy("rita"), policy)).toBe("waiting for 1");
  });

  test("asks for two where no prompter is known", () => {
    const known = aPullRequest()
      .by(COPILOT)
      .withCommit({ by: COPILOT_GIT })
      .with({ teams: [trained("alice")] });
    expect(outcome(known.approvedBy("rita"), policy)).toBe("waiting for 1");
  });
});

describe("the policy", () => {
  test("is changed by nobody alone", () => {
    const request = aPullRequest().by("alice").withCommit();
    const touching = inForce(aPolicy(), { touchesPolicy: true });
    expect(outcome(request, touching)).toBe("waiting for 1");
    expect(outcome(request.approvedBy("rita"), touching)).toBe("satisfied");
  });

  test("asks for the largest number of any rule, never the sum", () => {
    const rules = [{ id: "pay", name: null, paths: ["pay/**"], level: "high", approvals: 3, teams: [] }] as const;
    const policy = inForce(aPolicy({ approvals: { required: 2 }, risk: { rules } }));
    expect(outcome(claudes.touching("pay/a.ts"), policy)).toBe("waiting for 3");
    expect(outcome(claudes.touching("cart/a.ts"), policy)).toBe("waiting for 2");
  });

  test("that a cut list of files meets, applies every rule", () => {
    const rules = [{ id: "pay", name: null, paths: ["pay/**"], level: "high", approvals: 3, teams: [] }] as const;
    const gaps = [{ list: "files", what: "3,000 of 3,001" }] as const;
    expect(outcome(claudes.with({ gaps }), inForce(aPolicy({ risk: { rules } })))).toBe("waiting for 3");
  });

  test("links that GitHub doesn't show block what AI wrote, as somebody may have asked for it there, and nothing else", () => {
    const gaps = [{ list: "links", what: "GitHub doesn't show every issue that the request closes." }] as const;
    expect(outcome(claudes.with({ gaps }).approvedBy("rita"))).toBe("blocked");
    expect(
      outcome(
        aPullRequest()
          .by("alice")
          .withCommit({ by: gitOf("alice") })
          .with({ gaps }),
      ),
    ).toBe("not-ai");
  });

  test("that excludes only prompters lets a helper approve, and never the opener", () => {
    const policy = inForce(aPolicy({ approvals: { exclude: "prompters" } }));
    const request = claudes.withCommit({ by: gitOf("rita") });
    expect(outcome(request.approvedBy("rita"), policy)).toBe("satisfied");
    expect(outcome(request.approvedBy("alice"), policy)).toBe("waiting for 1");
    const helped = aPullRequest()
      .by("bob")
      .withClaude()
      .withCommit({ by: gitOf("bob") });
    expect(outcome(helped.approvedBy("bob"), policy)).toBe("waiting for 1");
  });

  test("observing only says what it would do", () => {
    const { report } = judge(claudes.facts(), inForce(aPolicy({ mode: "observe" })));
    expect(report.conclusion).toBe("neutral");
    expect(report.summary).toContain("would say");
  });
});

describe("agents that a repository names under its organisation's policy", () => {
  const named = { id: "loom", name: "Loom", logins: ["carol"], emails: ["*@home.example"], trailers: [], branches: [] };
  const people = [{ login: "carol", accounts: ["carol-private"], emails: [] }];
  const under = (onlyDetects: boolean) =>
    inForce(aPolicy({ detection: { customAgents: [{ ...named, onlyDetects }] }, identities: { people } }));

  test("take no unidentified contributor away", () => {
    const request = claudes.withCommit({ by: stranger("rita@home.example") }).approvedBy("rita");
    expect(outcome(request, under(false))).toBe("satisfied");
    expect(outcome(request, under(true))).toBe("waiting for 1");
  });

  test("take no principal away, also where the same person has another account", () => {
    const request = claudes.withCommit({ by: gitOf("carol") }).approvedBy("carol-private");
    expect(outcome(request, under(false))).toBe("satisfied");
    expect(outcome(request, under(true))).toBe("waiting for 1");
    expect(outcome(claudes.approvedBy("carol"), under(true))).toBe("waiting for 1");
  });

  test("are found all the same", () => {
    expect(outcome(aPullRequest().withCommit({ by: stranger("loom@home.example") }), under(true))).toBe(
      "waiting for 2",
    );
  });
});
