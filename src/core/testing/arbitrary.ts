/** Random requests and policies, for properties that hold of all of them. */
import fc from "fast-check";
import type { PolicyInForce } from "../policy.ts";
import { add, event } from "./addition.ts";
import { anybody, commitOptions } from "./arbitrary-parts.ts";
import { aPolicy, inForce } from "./policy.ts";
import { aPullRequest, type PullRequestBuilder } from "./pull-request.ts";

/** A request with a few commits, some events, and approvals of its head. */
export const request: fc.Arbitrary<PullRequestBuilder> = fc
  .record({
    author: fc.option(anybody),
    commits: fc.array(commitOptions, { minLength: 1, maxLength: 3 }),
    events: fc.array(event, { maxLength: 3 }),
    approvals: fc.uniqueArray(fc.constantFrom("rita", "bob", "carol"), { maxLength: 3 }),
  })
  .map(({ author, commits, events, approvals }) => {
    let made = aPullRequest().by(author);
    for (const options of commits) made = made.withCommit(options);
    for (const each of events) made = add(made, each);
    for (const who of approvals) made = made.approvedBy(who);
    return made;
  });

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
    joined: fc.boolean(),
    risky: fc.boolean(),
    touchesPolicy: fc.boolean(),
  })
  .map(({ required, unattributed, exclude, detection, onlyExcludes, joined, risky, touchesPolicy }) => {
    const rita = { login: "Rita", accounts: joined ? ["bob"] : [], emails: ["rita@home.example"], onlyExcludes };
    const written = aPolicy({
      detection,
      approvals: { required, unattributed, exclude },
      identities: { machineUsers: ["Robot"], people: [rita] },
      risk: { rules: risky ? rules : [] },
    });
    return inForce(written, { touchesPolicy });
  });
