/** Which heads' fingerprints can matter now: each is worth a request, and none is asked for otherwise. */
import type { PullRequestFacts, Review } from "../facts.ts";
import type { Memory, Push } from "../memory.ts";
import type { Policy } from "../policy.ts";
import { humanness } from "./identity.ts";
import { hasMoved } from "./validity.ts";

/**
 * Approvals of the present head that weren't seen before: what stands there now is what they were given for. One whose base
 * was rewritten since then isn't among them.
 */
export function newApprovals(facts: PullRequestFacts, memory: Memory, policy: Policy): Review[] {
  return approvals(facts, policy).filter(
    (review) =>
      review.commit === facts.head.sha && !memory.reviewed.has(review.id) && !hasMoved(review, facts, undefined),
  );
}

/**
 * Heads whose fingerprint should be read: the present one when an approval arrived, or when one was given for another head or
 * base; and both ends of moves that may have changed nothing.
 */
export function wantedFingerprints(
  facts: PullRequestFacts,
  memory: Memory,
  moves: readonly Push[],
  policy: Policy,
): string[] {
  const compared = approvals(facts, policy).some((review) => {
    const reviewed = memory.reviewed.get(review.id);
    if (!reviewed?.fingerprint) return false;
    if (review.commit !== facts.head.sha) return policy.approvals.validFor === "diff";
    return hasMoved(review, facts, reviewed);
  });
  const wanted = new Set(moves.flatMap((push) => [push.before ?? "", push.after]));
  if (compared || newApprovals(facts, memory, policy).length > 0) wanted.add(facts.head.sha);
  return [...wanted].filter((sha) => memory.heads.get(sha)?.fingerprint === null);
}

/** Standing approvals by people who could give one. */
function approvals(facts: PullRequestFacts, policy: Policy): Review[] {
  return facts.reviews.filter(
    ({ state, author, authorCanPush }) =>
      state === "APPROVED" && author !== null && authorCanPush && humanness(author, policy) === "human",
  );
}
