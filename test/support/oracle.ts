/**
 * What the verdict must be, worked out from the simulated GitHub's own state and from what people really did: an independent
 * and much simpler reading of the rules, for requests by people, `valid_for: commit` and one approval.
 */
import type { PullRequest, Review } from "../../simulator/state/conversation.ts";
import type { Account, Repository } from "../../simulator/state/model.ts";

/** A commit as it really came about. */
interface Deed {
  readonly sha: string;
  readonly author: Account;
  readonly pusher: Account;
  readonly byAgent: boolean;
}

export interface Oracle {
  /** Tells it of a commit on a request's branch. */
  happened(branch: string, deed: Deed): void;
  /** Whether this request's head may pass now. */
  allows(request: PullRequest): boolean;
}

export function createOracle(): Oracle {
  const deeds = new Map<string, Deed[]>();
  const deedsOf = (request: PullRequest) => deeds.get(request.head.ref) ?? [];
  return {
    happened(branch, deed) {
      deeds.set(branch, [...(deeds.get(branch) ?? []), deed]);
    },
    allows(request) {
      if (!deedsOf(request).some((deed) => deed.byAgent)) return true;
      const principals = new Set([
        request.author,
        ...deedsOf(request).flatMap(({ author, pusher }) => [author, pusher]),
      ]);
      const latest = latestOpinions(request.reviews);
      const writers = [...latest].filter(([person]) => mayWrite(request.repository, person));
      if (writers.some(([, review]) => review.state === "CHANGES_REQUESTED")) return false;
      return writers.some(
        ([person, review]) =>
          review.state === "APPROVED" &&
          review.commit === request.head.sha &&
          !principals.has(person) &&
          !retargetedAfter(request, review),
      );
    },
  };
}

function latestOpinions(reviews: readonly Review[]): Map<Account, Review> {
  const latest = new Map<Account, Review>();
  for (const review of reviews) if (review.state !== "COMMENTED") latest.set(review.author, review);
  return latest;
}

function mayWrite(repository: Repository, person: Account): boolean {
  return ["write", "maintain", "admin"].includes(repository.access.get(person.id) ?? "");
}

function retargetedAfter({ timeline }: PullRequest, review: Review): boolean {
  return timeline.slice(timeline.indexOf(review)).some((item) => item.kind === "BaseRefChangedEvent");
}
