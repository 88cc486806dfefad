/**
 * "More evidence never makes a verdict milder, authenticated principals apart", over random requests and policies.
 *
 * From mild to strict: no AI; satisfied, or passed by a command; waiting for one, two, three…; blocked. What is added is commits below the head,
 * trailers, lines of the body, comments, labels, assignments, replaced heads, files, gaps, and reviews that can't help.
 * (An approval by a second person is no evidence, and a new head needs a new approval anyway.)
 *
 * The one thing that may make a verdict milder is a person for whom GitHub vouches: then the change isn't unattributed any
 * more, and what `approvals.unattributed` (and `prompters.untrained_approvals`) asked for is no longer needed. Nothing that anyone can make up does that.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Verdict } from "./decision.ts";
import { judge } from "./judge.ts";
import { add, evidence, forgeable } from "./testing/addition.ts";
import { policy, request } from "./testing/arbitrary.ts";
import type { PullRequestBuilder } from "./testing/pull-request.ts";

type Policy = Parameters<typeof judge>[1];

function strictness(verdict: Verdict): number {
  switch (verdict.kind) {
    case "not-ai":
      // Where people say so against what was found, it stands on their word as an approval does.
      return verdict.authorship.ai ? 1 : 0;
    case "satisfied":
    case "overridden":
      return 1;
    case "waiting":
      return 1 + verdict.missing;
    case "blocked":
      return Number.POSITIVE_INFINITY;
  }
}

const verdictOf = (made: PullRequestBuilder, inForce: Policy) => judge(made.facts(), inForce).verdict;

/** Where being attributed or not asks for nothing more, so that nothing can be lifted. */
function attributionAside({ policy, ...inForce }: Policy): Policy {
  const { required } = policy.approvals;
  const approvals = { ...policy.approvals, unattributed: required };
  const prompters = { ...policy.prompters, untrainedApprovals: required };
  return { ...inForce, policy: { ...policy, approvals, prompters } };
}

describe("more evidence never makes a verdict milder", () => {
  test("whatever it is, where attribution asks for nothing", () => {
    fc.assert(
      fc.property(request, evidence, policy, (made, addition, drawn) => {
        const inForce = attributionAside(drawn);
        const [was, is] = [verdictOf(made, inForce), verdictOf(add(made, addition), inForce)];
        expect(strictness(is)).toBeGreaterThanOrEqual(strictness(was));
      }),
      { numRuns: 300 },
    );
  });

  test("under any policy, unless GitHub now vouches for a person and didn't before", () => {
    fc.assert(
      fc.property(request, evidence, policy, (made, addition, inForce) => {
        const [was, is] = [verdictOf(made, inForce), verdictOf(add(made, addition), inForce)];
        fc.pre(is.principals.unattributed || !was.principals.unattributed);
        expect(strictness(is)).toBeGreaterThanOrEqual(strictness(was));
      }),
      { numRuns: 300 },
    );
  });

  test("under any policy, if anyone could have made it up", () => {
    fc.assert(
      fc.property(request, forgeable, policy, (made, addition, inForce) => {
        const [was, is] = [verdictOf(made, inForce), verdictOf(add(made, addition), inForce)];
        if (was.authorship.ai && was.principals.unattributed) expect(is.principals.unattributed).toBe(true);
        expect(strictness(is)).toBeGreaterThanOrEqual(strictness(was));
      }),
      { numRuns: 300 },
    );
  });

  test("and takes no principal and no sign of an agent away", () => {
    fc.assert(
      fc.property(request, evidence, policy, (made, addition, inForce) => {
        const [was, is] = [verdictOf(made, inForce), verdictOf(add(made, addition), inForce)];
        const count = ({ principals }: Verdict) => principals.people.flatMap((each) => each.evidence).length;
        expect(count(is)).toBeGreaterThanOrEqual(count(was));
        expect(is.authorship.signals.length).toBeGreaterThanOrEqual(was.authorship.signals.length);
      }),
      { numRuns: 300 },
    );
  });
});
