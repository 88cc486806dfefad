import { describe, expect, test } from "vitest";
import type { Authorship } from "../decision.ts";
import type { LinkedIssue, PullRequestFacts } from "../facts.ts";
import { NO_MEMORY } from "../memory.ts";
import { account, COPILOT } from "../testing/accounts.ts";
import { aSignal, authorshipBy, writtenBy } from "../testing/authorship.ts";
import { aPolicy } from "../testing/policy.ts";
import { aPullRequest } from "../testing/pull-request.ts";
import { requestPeople } from "./request-people.ts";

const found = (facts: PullRequestFacts, authorship: Authorship, policy = aPolicy()) =>
  requestPeople(facts, NO_MEMORY, new Map(), authorship, policy).map(
    ({ person: { login }, as, role, authenticated }) => [login, as, role, authenticated],
  );

describe("who set the agent to work", () => {
  const asked = (body: string, agent = "claude-code", editor: string | null = null) =>
    found(aPullRequest().by(null).comment("rita", body, editor).facts(), writtenBy(agent));

  test("by a comment to it is its prompter", () => {
    expect(asked("@claude fix the flaky test")).toEqual([["rita", "prompter", "asked the agent in a comment", true]]);
    expect(asked("/q dev", "amazon-q-developer")).toHaveLength(1);
  });

  test("by a comment on an issue answers for it only if GitHub shows that this is the first request of it", () => {
    const at = "2026-01-01T00:00:00Z";
    const asks = { kind: "comment", id: "C", at, body: "@copilot fix it", lastEdit: null, url: "u" } as const;
    const vouched = (requests: LinkedIssue["requests"]) => {
      const issue = { repository: "acme/shop", number: 3, timeline: [{ ...asks, author: account("rita") }], requests };
      const facts = { ...aPullRequest().by(null).facts(), author: COPILOT, issues: [issue] };
      return found(facts, writtenBy("copilot"));
    };
    expect(vouched([]).map(([login, , , authenticated]) => [login, authenticated])).toEqual([["rita", true]]);
    expect(vouched(null).map(([login, , , authenticated]) => [login, authenticated])).toEqual([["rita", false]]);
  });

  test("by a comment on a line is too", () => {
    const facts = aPullRequest()
      .by(null)
      .happened({ kind: "review-comment", author: account("rita"), body: "@claude fix", lastEdit: null, url: "u" })
      .facts();
    expect(found(facts, writtenBy("claude-code"))).toHaveLength(1);
  });

  test("is excluded, without more, by an edited comment: others may have written it", () => {
    const role = "asked the agent in a comment";
    expect(asked("@claude fix the flaky test", "claude-code", "bob")).toEqual([
      ["rita", "prompter", role, false],
      ["bob", "prompter", role, false],
    ]);
  });

  test.each(["thanks @claude", "> @claude fix it", "`@claude fix it`", "@claudette fix it"])(
    "isn't who only mentions it: %j",
    (body) => {
      expect(asked(body)).toEqual([]);
    },
  );

  test("is excluded, without more, where only text that anyone can write names the agent", () => {
    const forged = authorshipBy(aSignal({ agent: "claude-code" }));
    const facts = aPullRequest().by(null).comment("rita", "@claude fix it").facts();
    expect(found(facts, forged)).toEqual([["rita", "prompter", "asked the agent in a comment", false]]);
  });

  test("isn't who addresses an agent that wrote nothing here", () => {
    expect(asked("@claude fix it", "kiro")).toEqual([]);
  });

  test("may be who addresses any agent, where nobody can say which one wrote it", () => {
    expect(asked("@claude fix it", "unknown")).toHaveLength(1);
  });

  test("isn't anybody where only the policy says that AI wrote it", () => {
    const authorship = authorshipBy(aSignal({ agent: "unknown", signal: "policy-file" }));
    expect(found(aPullRequest().by(null).comment("rita", "@claude fix it").facts(), authorship)).toEqual([]);
  });

  test("may be who deleted a comment, and that answers for nothing", () => {
    const facts = aPullRequest()
      .by(null)
      .happened({ kind: "comment-deleted", author: account("rita") })
      .facts();
    expect(found(facts, writtenBy("claude-code"))).toEqual([
      ["rita", "prompter", "asked the agent in a comment", false],
    ]);
  });

  test("may be who deleted a comment, whichever of several agents worked after it", () => {
    const authorship = authorshipBy(
      aSignal({ agent: "kiro", where: { kind: "commit", sha: "c1" } }),
      aSignal({ agent: "claude-code", where: { kind: "commit", sha: "c2" } }),
    );
    const push = (after: string, at: string) => ({ branch: "cart", before: null, after, actor: account("bob"), at });
    const arrivals = new Map([
      ["c1", [push("c1", "2025-12-31T00:00:00Z")]],
      ["c2", [push("c2", "2026-01-02T00:00:00Z")]],
    ]);
    const deleted = { kind: "comment-deleted", author: account("rita") } as const;
    const people = requestPeople(
      aPullRequest().by(null).happened(deleted).facts(),
      NO_MEMORY,
      arrivals,
      authorship,
      aPolicy(),
    );
    expect(people.map(({ person, agent }) => [person.login, agent])).toEqual([["rita", "claude-code"]]);
  });

  test("by its label is its prompter, also once the label is off again", () => {
    const facts = aPullRequest()
      .by(null)
      .happened({ kind: "labeled", actor: account("rita"), label: "Kiro" })
      .happened({ kind: "unlabeled", actor: account("rita"), label: "Kiro" })
      .facts();
    expect(found(facts, writtenBy("kiro"))).toEqual([["rita", "prompter", "set the agent to work by a label", true]]);
  });

  test("by assigning it is its prompter", () => {
    const facts = aPullRequest()
      .by(null)
      .happened({ kind: "assigned", actor: account("rita"), assignee: COPILOT })
      .facts();
    expect(found(facts, writtenBy("copilot"))).toEqual([
      ["rita", "prompter", "set the agent to work by an assignment", true],
    ]);
  });
});
