import { describe, expect, test } from "vitest";
import { judge } from "./judge.ts";
import { CLAUDE_TRAILER, gitOf, KIRO, stranger, WEB_FLOW } from "./testing/accounts.ts";
import { outcome } from "./testing/outcome.ts";
import { aPolicy, inForce } from "./testing/policy.ts";
import { aPullRequest } from "./testing/pull-request.ts";

/** Alice's request, which Claude Code wrote. */
const claudes = aPullRequest().by("alice").withClaude();

describe("a change without AI", () => {
  test("needs nobody", () => {
    expect(outcome(aPullRequest().withCommit())).toBe("not-ai");
  });

  test("isn't held by a request for changes: that is GitHub's to say", () => {
    expect(outcome(aPullRequest().withCommit().changesRequestedBy("rita"))).toBe("not-ai");
  });

  test("marks no risks", () => {
    const { verdict, report } = judge(aPullRequest().withCommit().touching("main.tf").facts(), inForce());
    expect(verdict.risks).toEqual([]);
    expect(report.annotations).toEqual([]);
  });
});

describe("a change with AI", () => {
  test("waits for a second person", () => {
    expect(outcome(claudes)).toBe("waiting for 1");
    expect(outcome(claudes.approvedBy("rita"))).toBe("satisfied");
  });

  test("is one as soon as any of its commits is", () => {
    expect(outcome(aPullRequest().withCommit().withClaude().withCommit())).toBe("waiting for 1");
  });

  test("doesn't pass by its prompter's approval, nor their other account's, nor a bot's", () => {
    const people = [{ login: "alice", accounts: ["alice-private"], emails: [] }];
    const request = claudes.approvedBy("alice").approvedBy("alice-private").approvedBy("github-actions[bot]");
    expect(outcome(request, inForce(aPolicy({ identities: { people } })))).toBe("waiting for 1");
  });

  test("doesn't pass by anybody who authored, committed or co-authored any commit of it", () => {
    const rita = gitOf("rita");
    for (const options of [{ by: rita }, { committer: rita }, { coAuthors: [rita] }]) {
      expect(outcome(claudes.withCommit(options).approvedBy("rita"))).toBe("waiting for 1");
      expect(outcome(claudes.withCommit({ ...options, parents: ["c1", "side"] }).approvedBy("rita"))).toBe(
        "waiting for 1",
      );
    }
  });

  test("passes by a reviewer who merely merged the base, only once somebody else approved", () => {
    const merge = { by: gitOf("rita"), committer: WEB_FLOW, parents: ["c1", "main"], signedByGitHub: true };
    expect(outcome(claudes.withCommit(merge).approvedBy("rita"))).toBe("waiting for 1");
  });

  test("names everybody who is excluded when its prompter names every reviewer", () => {
    const coAuthors = ["rita", "bob", "carol"].map(gitOf);
    const { verdict, report } = judge(claudes.withCommit({ coAuthors }).approvedBy("rita").facts(), inForce());
    expect(verdict.kind).toBe("waiting");
    for (const login of ["rita", "bob", "carol"]) expect(report.summary).toContain(`@${login}: co-authored \`c2\``);
  });

  test("needs two where a commit's address is nobody's, and one once identities know it", () => {
    const request = claudes.withCommit({ by: stranger("jo@home.example") }).approvedBy("rita");
    expect(outcome(request)).toBe("waiting for 1");
    expect(outcome(request.approvedBy("bob"))).toBe("satisfied");
    const people = [{ login: "jo", accounts: [], emails: ["Jo@home.example"] }];
    expect(outcome(request, inForce(aPolicy({ identities: { people } })))).toBe("satisfied");
  });

  test("excludes the colleague under whose address its commits are, and who opened it", () => {
    const request = aPullRequest()
      .by("alice")
      .withClaude({ by: gitOf("bob") });
    expect(outcome(request.approvedBy("bob").approvedBy("alice"))).toBe("waiting for 1");
  });

  test("whose only mark is Kiro's user account has its opener as prompter", () => {
    const kiro = { name: "kiro-agent", email: "244629292+kiro-agent@users.noreply.github.com", account: KIRO };
    const request = aPullRequest().by("alice").withCommit({ by: kiro });
    expect(outcome(request.approvedBy("alice"))).toBe("waiting for 1");
    expect(outcome(request.approvedBy("rita"))).toBe("satisfied");
  });
});

test("a draft is judged as any other", () => {
  expect(outcome(claudes.with({ isDraft: true }))).toBe("waiting for 1");
});

test("the same facts give the same judgement", () => {
  const facts = claudes.approvedBy("rita").comment("bob", CLAUDE_TRAILER).facts();
  expect(judge(facts, inForce())).toEqual(judge(facts, inForce()));
});

test("a commit that names more co-authors than are read stops, and everybody else soon has their turn", () => {
  const people = Array.from({ length: 1000 }, (_, at) => `Co-authored-by: P <${at}+p${at}@users.noreply.github.com>`);
  const commits = Array.from({ length: 100 }, (_, at) => `Fix ${at}\n\n${people.join("\n")}`);
  const begun = performance.now();
  const { verdict } = judge(
    commits
      .reduce((request, message) => request.withClaude({ message }), aPullRequest())
      .approvedBy("rita")
      .facts(),
    inForce(),
  );
  expect(verdict).toMatchObject({ kind: "blocked", blocks: [{ why: "facts-incomplete" }] });
  expect(performance.now() - begun).toBeLessThan(5000);
});
