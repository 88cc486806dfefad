/** Random requests and policies, for properties that hold of all of them. */
import fc from "fast-check";
import type { PolicyInForce } from "../policy.ts";
import { account } from "./accounts.ts";
import { add, event } from "./addition.ts";
import { anybody, commitOptions } from "./arbitrary-parts.ts";
import { aPolicy, inForce } from "./policy.ts";
import { aPullRequest, type PullRequestBuilder } from "./pull-request.ts";

const REVIEWERS = ["rita", "bob", "carol"] as const;

/** What reviewers, who may all write, say of the head: that AI didn't write it, or that it has to pass. */
const word = fc.record({ who: fc.constantFrom(...REVIEWERS), name: fc.constantFrom("not-ai", "not-ai", "override") });

/** A request with a few commits, some events, approvals of its head, and commands about it. */
export const request: fc.Arbitrary<PullRequestBuilder> = fc
  .record({
    author: fc.option(anybody),
    commits: fc.array(commitOptions, { minLength: 1, maxLength: 3 }),
    events: fc.array(event, { maxLength: 3 }),
    approvals: fc.uniqueArray(fc.constantFrom(...REVIEWERS), { maxLength: 3 }),
    words: fc.array(word, { maxLength: 2 }),
  })
  .map(({ author, commits, events, approvals, words }) => {
    let made = aPullRequest().by(author);
    for (const [index, options] of commits.entries()) made = made.withCommit({ ...options, sha: shaOf(index) });
    for (const each of events) made = add(made, each);
    for (const who of approvals) made = made.approvedBy(who);
    for (const { who, name } of words) made = made.comment(who, `/ai-review ${name} ${made.facts().head.sha} I looked`);
    const people = REVIEWERS.map((login) => account(login));
    return made.with({
      access: people.map((each) => ({ account: each, canPush: true })),
      teams: [{ name: ONCALL, state: "read", members: new Set(people.slice(0, 2).map(({ id }) => id ?? 0)) }],
    });
  });

const ONCALL = "acme/oncall";

function shaOf(index: number): string {
  return `${index + 1}`.padStart(40, "c");
}

const rules = [{ id: "pay", name: null, paths: ["pay/**"], level: "high", approvals: 2, teams: [] }] as const;

export const policy: fc.Arbitrary<PolicyInForce> = fc
  .record({
    required: fc.integer({ min: 1, max: 2 }),
    unattributed: fc.integer({ min: 1, max: 3 }),
    exclude: fc.constantFrom("principals", "prompters"),
    // A declaration is a strong signal: where it is required, it has to count.
    detection: fc.constantFrom(
      { minimumConfidence: "definitive" },
      { minimumConfidence: "strong" },
      { minimumConfidence: "strong", declaration: "required" },
      { minimumConfidence: "weak", treatEveryChangeAsAi: true },
    ),
    onlyExcludes: fc.boolean(),
    training: fc.boolean(),
    joined: fc.boolean(),
    risky: fc.boolean(),
    overriding: fc.boolean(),
    touchesPolicy: fc.boolean(),
  })
  .map(
    ({
      required,
      unattributed,
      exclude,
      detection,
      onlyExcludes,
      training,
      joined,
      risky,
      overriding,
      touchesPolicy,
    }) => {
      const rita = { login: "Rita", accounts: joined ? ["bob"] : [], emails: ["rita@home.example"], onlyExcludes };
      const written = aPolicy({
        detection,
        approvals: { required, unattributed, exclude },
        prompters: { trainedTeams: training ? [ONCALL] : [], untrainedApprovals: 3 },
        identities: { machineUsers: ["Robot"], people: [rita] },
        risk: { rules: risky ? rules : [] },
        override: { teams: overriding ? [ONCALL] : [] },
      });
      return inForce(written, { touchesPolicy });
    },
  );
