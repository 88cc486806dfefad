import { describe, expect, test } from "vitest";
import { judge } from "./judge.ts";
import type { PolicyInForce } from "./policy.ts";
import {
  account,
  CLAUDE_TRAILER,
  COPILOT,
  COPILOT_GIT,
  DEVIN,
  gitOf,
  KIRO,
  stranger,
  WEB_FLOW,
} from "./testing/accounts.ts";
import { aClaudeCommit, aCommit } from "./testing/commit.ts";
import { aPolicy, inForce } from "./testing/policy.ts";
import { aPullRequest, type PullRequestBuilder } from "./testing/pull-request.ts";

const verdict = (request: PullRequestBuilder, policy: PolicyInForce = inForce()) => {
  const { verdict } = judge(request.facts(), policy);
  return verdict.kind === "waiting" ? `waiting for ${verdict.missing}` : verdict.kind;
};

/** Alice's request, which Claude Code wrote. */
const claudes = aPullRequest().by("alice").withClaude();

describe("a change without AI", () => {
  test("needs nobody", () => {
    expect(verdict(aPullRequest().withCommit())).toBe("not-ai");
  });

  test("isn't held by a request for changes: that is GitHub's to say", () => {
    expect(verdict(aPullRequest().withCommit().changesRequestedBy("rita"))).toBe("not-ai");
  });

  test("marks no risks", () => {
    const { verdict, report } = judge(aPullRequest().withCommit().touching("main.tf").facts(), inForce());
    expect(verdict.risks).toEqual([]);
    expect(report.annotations).toEqual([]);
  });
});

describe("a change with AI", () => {
  test("waits for a second person", () => {
    expect(verdict(claudes)).toBe("waiting for 1");
    expect(verdict(claudes.approvedBy("rita"))).toBe("satisfied");
  });

  test("is one as soon as any of its commits is", () => {
    expect(verdict(aPullRequest().withCommit().withClaude().withCommit())).toBe("waiting for 1");
  });

  test("doesn't pass by its prompter's approval, nor their other account's, nor a bot's", () => {
    const people = [{ login: "alice", accounts: ["alice-private"], emails: [] }];
    const request = claudes.approvedBy("alice").approvedBy("alice-private").approvedBy("github-actions[bot]");
    expect(verdict(request, inForce(aPolicy({ identities: { people } })))).toBe("waiting for 1");
  });

  test("doesn't pass by anybody who authored, committed or co-authored any commit of it", () => {
    const rita = gitOf("rita");
    for (const options of [{ by: rita }, { committer: rita }, { coAuthors: [rita] }]) {
      expect(verdict(claudes.withCommit(options).approvedBy("rita"))).toBe("waiting for 1");
      expect(verdict(claudes.withCommit({ ...options, parents: ["c1", "side"] }).approvedBy("rita"))).toBe(
        "waiting for 1",
      );
    }
  });

  test("passes by a reviewer who merely merged the base, only once somebody else approved", () => {
    const merge = { by: gitOf("rita"), committer: WEB_FLOW, parents: ["c1", "main"], signedByGitHub: true };
    expect(verdict(claudes.withCommit(merge).approvedBy("rita"))).toBe("waiting for 1");
  });

  test("names everybody who is excluded when its prompter names every reviewer", () => {
    const coAuthors = ["rita", "bob", "carol"].map(gitOf);
    const { verdict, report } = judge(claudes.withCommit({ coAuthors }).approvedBy("rita").facts(), inForce());
    expect(verdict.kind).toBe("waiting");
    for (const login of ["rita", "bob", "carol"]) expect(report.summary).toContain(`@${login}: co-authored \`c2\``);
  });

  test("needs two where a commit's address is nobody's, and one once identities know it", () => {
    const request = claudes.withCommit({ by: stranger("jo@home.example") }).approvedBy("rita");
    expect(verdict(request)).toBe("waiting for 1");
    expect(verdict(request.approvedBy("bob"))).toBe("satisfied");
    const people = [{ login: "jo", accounts: [], emails: ["Jo@home.example"] }];
    expect(verdict(request, inForce(aPolicy({ identities: { people } })))).toBe("satisfied");
  });

  test("excludes the colleague under whose address its commits are, and who opened it", () => {
    const request = aPullRequest()
      .by("alice")
      .withClaude({ by: gitOf("bob") });
    expect(verdict(request.approvedBy("bob").approvedBy("alice"))).toBe("waiting for 1");
  });

  test("whose only mark is Kiro's user account has its opener as prompter", () => {
    const kiro = { name: "kiro-agent", email: "244629292+kiro-agent@users.noreply.github.com", account: KIRO };
    const request = aPullRequest().by("alice").withCommit({ by: kiro });
    expect(verdict(request.approvedBy("alice"))).toBe("waiting for 1");
    expect(verdict(request.approvedBy("rita"))).toBe("satisfied");
  });
});

describe("an agent's own request", () => {
  const copilots = aPullRequest().by(COPILOT);

  test("needs two where nobody vouches for who asked", () => {
    const request = copilots.withCommit({ by: COPILOT_GIT, signedByGitHub: true });
    expect(verdict(request.approvedBy("rita"))).toBe("waiting for 1");
    expect(verdict(request.approvedBy("rita").approvedBy("bob"))).toBe("satisfied");
  });

  test("excludes whom its signed commits name, and then one is enough", () => {
    const request = copilots.withCommit({ by: COPILOT_GIT, coAuthors: [gitOf("alice")], signedByGitHub: true });
    expect(verdict(request.approvedBy("alice"))).toBe("waiting for 1");
    expect(verdict(request.approvedBy("rita"))).toBe("satisfied");
  });

  test("still needs two when somebody only writes a colleague's name into a trailer, or assigns one", () => {
    const named = copilots.withCommit({ by: COPILOT_GIT, trailers: ["Co-authored-by: bob <bob@acme.example>"] });
    expect(verdict(named.approvedBy("alice"))).toBe("waiting for 1");
    const assigned = copilots
      .withCommit({ by: COPILOT_GIT, signedByGitHub: true })
      .with({ assignees: [account("bob")] })
      .happened({ kind: "assigned", actor: account("alice"), assignee: account("bob") });
    expect(verdict(assigned.approvedBy("alice"))).toBe("waiting for 1");
  });

  test("still needs two when somebody edits a colleague's comment into a command", () => {
    const request = copilots.withCommit({ by: COPILOT_GIT, signedByGitHub: true });
    expect(verdict(request.comment("bob", "@copilot do it", "alice").approvedBy("alice"))).toBe("waiting for 2");
    expect(verdict(request.comment("bob", "@copilot do it").approvedBy("rita"))).toBe("satisfied");
  });

  test("opened by a machine user needs two", () => {
    const policy = inForce(aPolicy({ identities: { machineUsers: ["robot"] } }));
    expect(verdict(aPullRequest().by("robot").withClaude().approvedBy("rita"), policy)).toBe("waiting for 1");
  });

  test("whose body names its requester excludes that person", () => {
    const request = aPullRequest().by(DEVIN).with({ body: "Requested by: @alice" }).withCommit();
    expect(verdict(request.approvedBy("Alice"))).toBe("waiting for 1");
    expect(verdict(request.approvedBy("rita"))).toBe("satisfied");
  });
});

describe("what a force push replaced", () => {
  const clean = aPullRequest().by("alice").withCommit();

  test("stays: its marks and its people", () => {
    expect(verdict(clean.with({ replaced: [aClaudeCommit({ sha: "old" })] }))).toBe("waiting for 1");
    const ritas = claudes.with({ replaced: [aCommit({ sha: "old", by: gitOf("rita") })] });
    expect(verdict(ritas.approvedBy("rita"))).toBe("waiting for 1");
  });

  test("is taken for AI's where it can't be shown", () => {
    expect(verdict(clean.with({ lostHeads: ["0123456"] }))).toBe("waiting for 1");
  });
});

describe("nothing passes", () => {
  test("while somebody with write access requests changes", () => {
    expect(verdict(claudes.approvedBy("rita").changesRequestedBy("bob"))).toBe("blocked");
  });

  test.each(["commits", "reviews", "timeline", "parents", "authors", "policy", "request"] as const)(
    "while the list of %s is incomplete, AI or not",
    (list) => {
      const gaps = [{ list, what: "cut" }];
      expect(verdict(claudes.approvedBy("rita").with({ gaps }))).toBe("blocked");
      expect(verdict(aPullRequest().withCommit().with({ gaps }))).toBe("blocked");
    },
  );

  test("without commits, or without the head among them", () => {
    expect(verdict(aPullRequest())).toBe("blocked");
    const { head } = claudes.facts();
    expect(
      verdict(
        aPullRequest()
          .withCommit()
          .with({ head: { ...head, sha: "other" } }),
      ),
    ).toBe("blocked");
  });

  test("that would break the policy", () => {
    const proposed = { problems: [{ line: 1, column: 1, message: "no" }] };
    expect(verdict(claudes.approvedBy("rita"), inForce(aPolicy(), { proposed, touchesPolicy: true }))).toBe("blocked");
  });

  test("where the policy asks for what can't be checked", () => {
    expect(verdict(claudes.approvedBy("rita"), inForce(aPolicy(), { unsupported: ["teams"] }))).toBe("blocked");
    expect(verdict(aPullRequest().withCommit(), inForce(aPolicy(), { unsupported: ["teams"] }))).toBe("not-ai");
  });
});

describe("the policy", () => {
  test("is changed by nobody alone", () => {
    const request = aPullRequest().by("alice").withCommit();
    const touching = inForce(aPolicy(), { touchesPolicy: true });
    expect(verdict(request, touching)).toBe("waiting for 1");
    expect(verdict(request.approvedBy("rita"), touching)).toBe("satisfied");
  });

  test("asks for the largest number of any rule, never the sum", () => {
    const rules = [{ id: "pay", name: null, paths: ["pay/**"], level: "high", approvals: 3, teams: [] }] as const;
    const policy = inForce(aPolicy({ approvals: { required: 2 }, risk: { rules } }));
    expect(verdict(claudes.touching("pay/a.ts"), policy)).toBe("waiting for 3");
    expect(verdict(claudes.touching("cart/a.ts"), policy)).toBe("waiting for 2");
  });

  test("that a cut list of files meets, applies every rule", () => {
    const rules = [{ id: "pay", name: null, paths: ["pay/**"], level: "high", approvals: 3, teams: [] }] as const;
    const gaps = [{ list: "files", what: "3,000 of 3,001" }] as const;
    expect(verdict(claudes.with({ gaps }), inForce(aPolicy({ risk: { rules } })))).toBe("waiting for 3");
  });

  test("that excludes only prompters lets a helper approve, and never the opener", () => {
    const policy = inForce(aPolicy({ approvals: { exclude: "prompters" } }));
    const request = claudes.withCommit({ by: gitOf("rita") });
    expect(verdict(request.approvedBy("rita"), policy)).toBe("satisfied");
    expect(verdict(request.approvedBy("alice"), policy)).toBe("waiting for 1");
    const helped = aPullRequest()
      .by("bob")
      .withClaude()
      .withCommit({ by: gitOf("bob") });
    expect(verdict(helped.approvedBy("bob"), policy)).toBe("waiting for 1");
  });

  test("observing only says what it would do", () => {
    const { report } = judge(claudes.facts(), inForce(aPolicy({ mode: "observe" })));
    expect(report.conclusion).toBe("neutral");
    expect(report.summary).toContain("would say");
  });
});

test("a draft is judged as any other", () => {
  expect(verdict(claudes.with({ isDraft: true }))).toBe("waiting for 1");
});

test("the same facts give the same judgement", () => {
  const facts = claudes.approvedBy("rita").comment("bob", CLAUDE_TRAILER).facts();
  expect(judge(facts, inForce())).toEqual(judge(facts, inForce()));
});
