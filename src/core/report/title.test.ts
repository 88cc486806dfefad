import { describe, expect, test } from "vitest";
import { judge } from "../judge.ts";
import type { PolicyInForce } from "../policy.ts";
import { account, COPILOT } from "../testing/accounts.ts";
import { aPolicy, inForce } from "../testing/policy.ts";
import { aPullRequest, type PullRequestBuilder } from "../testing/pull-request.ts";

const LONG = "a23456789-123456789-123456789-123456789";
const claudes = aPullRequest().withClaude();
const copilots = aPullRequest().by(COPILOT).withCommit();

const title = (request: PullRequestBuilder, policy: PolicyInForce = inForce()) =>
  judge(request.facts(), policy).report.title;

const problems = [{ line: 1, column: 1, message: "no" }];

/** The head's own commit is named, so that it doesn't matter when it came. */
const SHA = "a".repeat(40);
const said = (who: string, command: string) =>
  aPullRequest()
    .withClaude({ sha: SHA })
    .comment(who, `/ai-review ${command} ${SHA} because`)
    .with({
      access: ["rita", "bob", LONG].map((login) => ({ account: account(login), canPush: true })),
      teams: [{ name: "acme/oncall", state: "read", members: new Set([account("rita").id ?? 0]) }],
    });

const CASES: readonly (readonly [string, PullRequestBuilder, PolicyInForce])[] = [
  ["No sign of AI authorship", aPullRequest().withCommit(), inForce()],
  ["Waiting for approval by a second person", claudes, inForce()],
  ["Waiting for approval by 2 other people", copilots, inForce()],
  ["Waiting for 1 more approval", copilots.approvedBy("rita"), inForce()],
  ["Approved by @rita", claudes.approvedBy("rita"), inForce()],
  ["Approved by 2 people", claudes.approvedBy("rita").approvedBy("bob"), inForce()],
  ["@rita requested changes", claudes.changesRequestedBy("rita"), inForce()],
  ["Changes were requested", claudes.changesRequestedBy("rita").changesRequestedBy("bob"), inForce()],
  ["Not written by AI, says @rita", said("rita", "not-ai"), inForce()],
  ["Not written by AI, say 2 people", said("rita", "not-ai").comment("bob", `/ai-review not-ai ${SHA} so`), inForce()],
  ["Not written by AI, says who could approve it", said(LONG, "not-ai"), inForce()],
  ["Overridden by @rita", said("rita", "override"), inForce(aPolicy({ override: { teams: ["acme/oncall"] } }))],
  ["This change would break ai-review.yml", claudes, inForce(aPolicy(), { proposed: { problems } })],
  ["GitHub didn't show the whole change", aPullRequest(), inForce()],
  ["A team in the policy can't be looked up", claudes, inForce(aPolicy({ approvals: { teams: ["acme/leads"] } }))],
];

describe("the title", () => {
  test.each(CASES)("is %j", (expected, request, policy) => {
    expect(title(request, policy)).toBe(expected);
  });

  test.each(CASES)("stays under 60 characters when only observing: %j", (expected, request, policy) => {
    const observing = { ...policy, policy: { ...policy.policy, mode: "observe" } } as const;
    expect(title(request, observing)).toBe(`Observing: ${expected}`);
    expect(title(request, observing).length).toBeLessThan(60);
  });

  test("names the longest login that GitHub allows, and leaves it out where it doesn't fit", () => {
    expect(LONG).toHaveLength(39);
    const observing = inForce(aPolicy({ mode: "observe" }));
    const approved = claudes.approvedBy(LONG);
    const refused = claudes.changesRequestedBy(LONG);
    expect(title(approved)).toBe(`Approved by @${LONG}`);
    expect(title(approved, observing)).toBe("Observing: Approved");
    expect(title(refused)).toBe(`@${LONG} requested changes`);
    expect(title(refused, observing)).toBe("Observing: Changes were requested");
  });

  test("is cut, whatever a login may be", () => {
    expect(title(claudes.approvedBy("x".repeat(300))).length).toBeLessThan(60);
  });
});
