/** Is an approval for the content that is to be merged? Its head, its base and what lies between may have moved since. */
import type { Discount } from "../decision.ts";
import type { PullRequestFacts, Review } from "../facts.ts";
import type { HeadState, Memory } from "../memory.ts";
import type { Policy } from "../policy.ts";
import { boundaryOf } from "./fingerprint.ts";

type Facts = Pick<PullRequestFacts, "timeline" | "head" | "commits">;

/**
 * Why an approval isn't for the present content; null if it is.
 *
 * `commit` binds it to the exact head. `diff` also keeps it while the request's fingerprint is the one that was reviewed. An
 * approval of the present head needs no fingerprint, as long as its base wasn't rewritten and its commits stand on the same
 * commits as then. A request that is pointed at another base is another change.
 */
export function contentDiscount(review: Review, facts: Facts, memory: Memory, policy: Policy): Discount | null {
  if (review.commit === null) return { why: "commit-unknown" };
  const retargeted = after(review, facts).find((item) => item.kind === "base-changed");
  if (retargeted) return { why: "retargeted", from: retargeted.from };
  const reviewed = memory.reviewed.get(review.id);
  if (review.commit !== facts.head.sha) {
    const kept = policy.approvals.validFor === "diff" && isSameContent(reviewed, presentState(facts, memory));
    return kept ? null : { why: "older-commit", commit: review.commit };
  }
  if (!hasMoved(review, facts, reviewed)) return null;
  return isSameContent(reviewed, presentState(facts, memory)) ? null : { why: "base-rewritten" };
}

/** Whether what the present head stands on may be another than when it was reviewed. */
export function hasMoved(review: Review, facts: Facts, reviewed: HeadState | undefined): boolean {
  if (after(review, facts).some((item) => item.kind === "base-force-pushed")) return true;
  return reviewed !== undefined && reviewed.boundary.join() !== boundaryOf(facts.commits).join();
}

/** Both were read, and say the same. */
export function isSameContent(before: HeadState | undefined, now: HeadState | undefined): boolean {
  return Boolean(before?.fingerprint) && before?.fingerprint === now?.fingerprint;
}

function presentState(facts: Facts, memory: Memory): HeadState | undefined {
  return memory.heads.get(facts.head.sha);
}

type BaseItem = Extract<PullRequestFacts["timeline"][number], { kind: "base-changed" | "base-force-pushed" }>;

/** What happened to the base after a review, or in the same second. */
function after(review: Review, { timeline }: Facts): BaseItem[] {
  const since = review.submittedAt === null ? Number.NaN : Date.parse(review.submittedAt);
  return timeline.filter(
    (item): item is BaseItem =>
      // A time that can't be told is no earlier one.
      (item.kind === "base-changed" || item.kind === "base-force-pushed") && !(Date.parse(item.at) < since),
  );
}
