import { describe, expect, test } from "vitest";
import { judge } from "../judge.ts";
import type { PolicyInForce } from "../policy.ts";
import { account, COPILOT_GIT, gitOf, KIRO, stranger } from "../testing/accounts.ts";
import { aPolicy, inForce } from "../testing/policy.ts";
import { aPullRequest, type PullRequestBuilder } from "../testing/pull-request.ts";

const claudes = aPullRequest().by("alice").withClaude({ sha: "3f2c1d9aaaa" });
const reportOf = (request: PullRequestBuilder, policy: PolicyInForce = inForce()) =>
  judge(request.facts(), policy).report;

describe("the conclusion", () => {
  test.each([
    ["success", aPullRequest().withCommit()],
    ["success", claudes.approvedBy("rita")],
    ["action_required", claudes],
    ["failure", claudes.changesRequestedBy("rita")],
    ["failure", aPullRequest()],
  ] as const)("is %s", (expected, request) => {
    expect(reportOf(request).conclusion).toBe(expected);
    expect(reportOf(request, inForce(aPolicy({ mode: "observe" }))).conclusion).toBe("neutral");
  });
});

describe("the details", () => {
  test("tell agent, signal and commit", () => {
    expect(reportOf(claudes).text).toContain(
      "- Claude Code: co-author `Co-authored-by: Claude <noreply@anthropic.com>`, commit `3f2c1d9` (strong)",
    );
  });

  test("tell each principal's part, and whether GitHub vouches for it", () => {
    const request = aPullRequest()
      .by(KIRO)
      .withCommit({ by: COPILOT_GIT, coAuthors: [gitOf("rita")], sha: "3f2c1d9aa" });
    expect(reportOf(request).text).toContain(
      "- @rita can't countersign: prompter (co-authored commit `3f2c1d9`, with GitHub Copilot)",
    );
    expect(reportOf(claudes).text).toContain(
      "- @alice can't countersign: prompter (opened the request, with Claude Code; authenticated by GitHub)",
    );
  });

  test("tell what every rule asks for and what is there", () => {
    expect(reportOf(claudes.approvedBy("rita")).text).toContain("`approvals.required`: 1, because AI (Claude Code)");
  });

  test("of a change without AI name nobody", () => {
    expect(reportOf(aPullRequest().by("alice").withCommit()).text).not.toContain("alice");
  });
});

describe("annotations", () => {
  test("stand beside risky paths, the gravest first", () => {
    const { annotations } = reportOf(claudes.touching("main.tf", "CLAUDE.md"));
    expect(annotations.map(({ path, level }) => [path, level])).toEqual([
      ["CLAUDE.md", "warning"],
      ["main.tf", "warning"],
    ]);
  });

  test("don't stand beside a file that the head doesn't have", () => {
    const files = [{ path: "main.tf", previousPath: null, status: "removed", patch: null }] as const;
    const { annotations, text } = reportOf(claudes.with({ files }));
    expect(annotations).toEqual([]);
    expect(text).toContain("`main.tf`: Infrastructure");
  });

  test("stand beside the lines of a policy that would be broken, before all else", () => {
    const proposed = { problems: [{ line: 4, column: 2, message: "x".repeat(5000) }] };
    const [first] = reportOf(claudes.touching("main.tf"), inForce(aPolicy(), { proposed })).annotations;
    expect(first).toMatchObject({ path: ".github/ai-review.yml", startLine: 4, level: "failure" });
    expect(first?.message.length).toBeLessThanOrEqual(1000);
  });

  test("are at most fifty: one request to GitHub takes no more", () => {
    const paths = Array.from({ length: 80 }, (_, index) => `${index}.tf`);
    expect(reportOf(claudes.touching(...paths)).annotations).toHaveLength(50);
  });
});

describe("whatever others write", () => {
  const EVIL = "x`](javascript:1)\n\n# Approved\n<img src=x> @acme/security ``` \u202E";
  const evilLogin = { ...account("evil"), login: "x](http://evil.example) @bob" };

  const request = aPullRequest()
    .by(evilLogin)
    .onBranch(`copilot/${EVIL}`)
    .withClaude({ by: { ...stranger(EVIL, EVIL) }, coAuthors: [stranger(`a${EVIL}@x.example`, EVIL)] })
    .withClaude({ trailers: [`Assisted-by: Kiro ${EVIL.split("\n")[0]} @acme/security <b>`] })
    .touching(`infra/${EVIL}.tf`)
    .approvedBy(evilLogin)
    .happened({ kind: "base-changed", actor: null, from: EVIL, to: "main" });

  /** What is left of a text when inline code is taken out. */
  const bare = (text: string) => text.replace(/(`+)(?!`).*?[^`]\1(?!`)/g, "");

  test("makes no heading, no markup, no link and no mention", () => {
    const { summary, text } = reportOf(request);
    for (const each of [summary, text]) {
      expect(bare(each)).not.toMatch(/<img|javascript:|acme\/security|evil\.example|@bob|<b>/);
      expect(each).not.toMatch(/^# Approved/m);
      expect(each).not.toContain("\u202E");
    }
    expect(text).toContain("Approved");
  });

  test("and however much, the report fits into what GitHub takes", () => {
    const long = "ö`".repeat(200);
    const coAuthors = (commit: number) =>
      Array.from({ length: 90 }, (_, index) => stranger(`${commit}-${index}${long}@x.example`, long));
    const paths = Array.from({ length: 1000 }, (_, index) => `${long}${index}.tf`);
    let crowd = aPullRequest().touching(...paths);
    for (let commit = 0; commit < 11; commit++) crowd = crowd.withClaude({ coAuthors: coAuthors(commit) });
    for (let index = 0; index < 300; index++) crowd = crowd.reviewedBy(`reviewer${index}`, { state: "DISMISSED" });
    const { summary, text, title } = reportOf(crowd);
    for (const each of [summary, text]) expect(new TextEncoder().encode(each).length).toBeLessThanOrEqual(65_535);
    expect(title.length).toBeLessThan(60);
    expect(summary.includes("### What to do")).toBe(true);
    expect(text.includes("### What the policy asks for")).toBe(true);
  });
});
