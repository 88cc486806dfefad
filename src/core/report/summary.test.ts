import { describe, expect, test } from "vitest";
import { judge } from "../judge.ts";
import type { PolicyInForce } from "../policy.ts";
import type { RequiredCheck } from "../required.ts";
import { account, COPILOT, gitOf, stranger } from "../testing/accounts.ts";
import { aPolicy, inForce } from "../testing/policy.ts";
import { aPullRequest, type PullRequestBuilder } from "../testing/pull-request.ts";

const claudes = aPullRequest().by("alice").withClaude({ sha: "3f2c1d9aaaa" });

const summary = (request: PullRequestBuilder, policy: PolicyInForce = inForce()) =>
  judge(request.facts(), policy).report.summary;

describe("a waiting change's summary", () => {
  test("says what is missing, who can give it, why reviews don't count and what to do, in this order", () => {
    const text = summary(claudes.approvedBy("alice"));
    const places = ["**Missing:", "**Who can give it:**", "**Reviews so far:**", "### What to do"].map((part) =>
      text.indexOf(part),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBe(0);
  });

  test("names the agent", () => {
    expect(summary(claudes)).toContain(
      "**Missing: a second person's approval**, because AI (Claude Code) wrote at least part of it.",
    );
  });

  test("names who is left out, and by what", () => {
    const text = summary(claudes.withCommit({ sha: "bbbbbbbbbb", coAuthors: [gitOf("rita")] }));
    expect(text).toContain("\n- @alice: opened the request, authored `3f2c1d9` and authored `bbbbbbb`\n");
    expect(text).toContain("\n- @rita: co-authored `bbbbbbb`\n");
  });

  test("says of whom it must be where the policy names teams, and who else can give the rest", () => {
    const teams = ["acme/payments", "acme/shop"];
    const read = teams.map((name) => ({ name, state: "read", members: new Set<number>() }) as const);
    const request = claudes.touching("pay/cart.ts").with({ teams: read });
    expect(summary(request, inForce(aPolicy({ approvals: { teams } })))).toContain(
      "**Who can give it:** members of `acme/payments` or `acme/shop` with write access to this repository who",
    );
    const pay = { id: "pay", name: "Payments", paths: ["pay/**"], level: "high", approvals: 1, teams } as const;
    const mixed = aPolicy({ approvals: { required: 2 }, risk: { rules: [pay] } });
    expect(summary(request, inForce(mixed))).toContain(
      "members of `acme/payments` or `acme/shop`, and for the rest anyone else, with write access",
    );
  });

  test("tells the author whom to ask for another look", () => {
    const outdated = claudes.approvedBy("rita").withClaude();
    expect(summary(outdated)).toContain(
      "**Your change?** Ask for another look, as it isn't what was approved any more: @rita.",
    );
  });

  test("tells that reviewers are asked once a draft is ready, where they are", () => {
    const draft = claudes.with({ isDraft: true });
    expect(summary(draft)).toContain("**Still a draft?**");
    for (const policy of [inForce(aPolicy({ mode: "observe" })), inForce(aPolicy(), { hasFile: false })]) {
      expect(summary(draft, policy)).not.toContain("**Still a draft?**");
    }
  });

  test("calls nobody whom only a text names: the address may be made up", () => {
    const text = summary(claudes.withCommit({ coAuthors: [stranger("7+rita@users.noreply.github.com", "Rita")] }));
    expect(text).toContain("\n- `rita`: co-authored `c2`\n");
    expect(text).not.toContain("@rita");
  });

  test("leaves out of that whom the policy lets approve", () => {
    const policy = inForce(aPolicy({ approvals: { exclude: "prompters" } }));
    const text = summary(claudes.withCommit({ by: gitOf("rita") }), policy);
    expect(text).toContain("neither opened this request nor asked the AI assistant");
    expect(text).not.toContain("@rita");
  });

  test("names twenty of them at most", () => {
    const coAuthors = Array.from({ length: 50 }, (_, index) => gitOf(`helper${index}`));
    expect(summary(claudes.withCommit({ coAuthors }))).toContain("- … and 31 more");
  });

  test("says so where there are no reviews", () => {
    expect(summary(claudes)).toContain("**Reviews so far:** none.");
  });

  test.each([
    ["@alice approved. **Doesn't count:** they had a part in this change", claudes.approvedBy("alice")],
    ["`acme[bot]` approved. **Doesn't count:** it is a bot", claudes.approvedBy("acme[bot]")],
    ["it is an AI assistant's account", claudes.approvedBy(COPILOT)],
    ["it is a placeholder", claudes.approvedBy(account("m", "Mannequin"))],
    ["they have no write access", claudes.approvedBy("eve", { authorCanPush: false })],
    ["it was for `3f2c1d9`, and the newest commit is `c2`", claudes.approvedBy("rita").withCommit()],
    ["GitHub no longer shows the commit", claudes.approvedBy("rita", { commit: null })],
    [
      "@rita reviewed. **Doesn't count:** the review was dismissed.",
      claudes.reviewedBy("rita", { state: "DISMISSED" }),
    ],
    ["@rita commented. **Doesn't count:** a comment isn't an approval.", claudes.commentedOnBy("rita")],
    ["Somebody approved. **Doesn't count:** the account no longer exists.", claudes.approvedBy(null)],
    [
      "the request was for the branch `dev` then",
      claudes.approvedBy("rita").happened({ kind: "base-changed", actor: null, from: "dev", to: "main" }),
    ],
    ["the base branch was rewritten", claudes.approvedBy("rita").happened({ kind: "base-force-pushed", actor: null })],
  ])("says why a review doesn't count: %s", (expected, request) => {
    expect(summary(request)).toContain(expected);
  });

  test("leaves out comments of those who couldn't approve anyway", () => {
    const text = summary(claudes.commentedOnBy("alice").commentedOnBy("acme[bot]"));
    expect(text).toContain("**Reviews so far:** none.");
  });

  test("counts what is there already", () => {
    const text = summary(aPullRequest().by(COPILOT).withCommit().approvedBy("rita"));
    expect(text).toContain("**Missing: approval by 1 more person**, because nobody can tell for certain");
    expect(text).toContain("@rita approved. **Counts.**");
  });

  test("tells the owner of an address that nobody knows what to do", () => {
    expect(summary(claudes.withCommit({ by: stranger("jo@home.example") }))).toContain("`jo@home.example`.");
  });

  test("tells what to look at", () => {
    expect(summary(claudes.touching("main.tf", "a.tf", "CODEOWNERS"))).toContain(
      "**Look closely at:** Guardrails (1 file) and Infrastructure (2 files).",
    );
  });
});

describe("any other summary", () => {
  test("of a change without AI is one sentence", () => {
    expect(summary(aPullRequest().withCommit().approvedBy("rita"))).not.toContain("\n");
  });

  test("of one that passes says so first", () => {
    expect(summary(claudes.approvedBy("rita"))).toMatch(/^A second person has approved/);
    expect(summary(claudes.approvedBy("rita").approvedBy("sam"))).toMatch(/^2 people had no part in this/);
  });

  test("of one that is blocked says the way out first, then what else is missing", () => {
    const text = summary(claudes.changesRequestedBy("rita"));
    expect(text).toMatch(/^\*\*@rita requested changes\.\*\*/);
    expect(text).toContain("After that, still missing: a second person's approval");
  });

  test("names every gap", () => {
    expect(summary(claudes.with({ gaps: [{ list: "authors", what: "Commit abc names 120." }] }))).toContain(
      "- `Commit abc names 120.`",
    );
  });

  test("says that the check isn't required where there is no policy file", () => {
    expect(summary(claudes, inForce(aPolicy(), { hasFile: false }))).toContain("isn't required yet");
    expect(summary(claudes)).not.toContain("isn't required yet");
  });

  test("warns of a broken policy, in one quotation", () => {
    const problems = [{ line: 3, column: 5, message: "expected one of\na, b" }];
    const text = summary(claudes, inForce(aPolicy(), { broken: { source: "acme/shop", problems } }));
    expect(text).toContain("> [!WARNING]\n> `acme/shop` is broken");
    expect(text).toMatch(/> - line 3, column 5: `expected one of a, b`$/);
  });
});

describe("who could merge past the check", () => {
  const bypasses = [
    { accountId: account("alice").id ?? 0, login: "alice", why: "as an administrator of the repository" },
    { accountId: 77, login: "olga", why: "as an owner of the organisation" },
  ];
  const line = "**Not held by this check when its rules were looked at last:** @alice (as an administrator";

  test("is said of those whose approval doesn't count, in one line, and of nobody else", () => {
    const text = summary(claudes, inForce(aPolicy(), { bypasses }));
    expect(text).toContain(line);
    expect(text).not.toContain("olga");
  });

  test("isn't said of a change that needs nobody, or that nothing holds", () => {
    const approved = claudes.approvedBy("rita");
    expect(summary(approved, inForce(aPolicy(), { bypasses }))).not.toContain("Not held");
    expect(summary(aPullRequest(), inForce(aPolicy(), { bypasses }))).not.toContain("Not held");
    expect(summary(claudes, inForce(aPolicy({ mode: "observe" }), { bypasses }))).not.toContain("Not held");
  });
});

describe("whether the check is required", () => {
  const said = (required: RequiredCheck, policy = aPolicy()) => summary(claudes, inForce(policy, { required }));
  type Loose = Extract<RequiredCheck, { kind: "loose" }>;
  const loose = (more: Partial<Loose>): Loose => ({
    kind: "loose",
    where: [],
    hindrance: null,
    by: null,
    ...more,
  });
  const onMain = loose({ where: [{ why: "not-required", branch: "main" }] });

  test("isn't spoken of where it is, or where nobody looked yet", () => {
    for (const kind of ["unknown", "kept", "required"] as const) {
      expect(said({ kind })).not.toContain("stops nobody");
    }
  });

  test("is said where it isn't, with the branch, who changed the rules, and what to do", () => {
    const text = said({ ...onMain, by: "mallory" });
    expect(text).toContain("it isn't, so it stops nobody.** Seen after @mallory changed the rules.");
    expect(text).toContain("- `main`: no rule requires it.");
    expect(text).toContain("An administrator of this repository can mend that");
  });

  test("comes with what keeps Countersign from requiring it", () => {
    expect(said(loose({ hindrance: { why: "plan" } }))).toContain("Upgrade the plan");
    expect(said(loose({ hindrance: { why: "permission" } }))).toContain("**Administration: read and write**");
    expect(said(loose({ hindrance: { why: "refused", said: "no `way`" } }))).toContain("couldn't keep its ruleset");
  });

  test("isn't spoken of where only some may go past it, or in another mode", () => {
    expect(said(loose({ where: [{ why: "bypass", branch: "main" }] }))).not.toContain("stops nobody");
    expect(said(onMain, aPolicy({ mode: "observe" }))).not.toContain("stops nobody");
  });
});
