/** Reviews of pull requests. */
import { requireRole } from "./access.ts";
import { announceReview, announceReviewComment } from "./announce.ts";
import { commitsOf } from "./changes.ts";
import type { PullRequest, Review, ReviewComment, ReviewState } from "./conversation.ts";
import type { Account, World } from "./model.ts";
import { invalid, Refused } from "./refused.ts";

export type ReviewEvent = "APPROVE" | "REQUEST_CHANGES" | "COMMENT";

const STATES = {
  APPROVE: "APPROVED",
  REQUEST_CHANGES: "CHANGES_REQUESTED",
  COMMENT: "COMMENTED",
} as const satisfies Record<ReviewEvent, ReviewState>;

export interface ReviewOptions {
  readonly body: string;
  /** The commit that it's given for; the head by default. */
  readonly commit?: string | undefined;
  readonly comments: readonly { readonly path: string; readonly line: number; readonly body: string }[];
}

/**
 * Submits a review. Everybody who can read may, also Apps: whether it counts is not asked here.
 * https://docs.github.com/rest/pulls/reviews#create-a-review-for-a-pull-request
 *
 * @throws Refused (422) for a verdict on one's own request, or a commit that isn't the request's
 */
export function submitReview(
  world: World,
  request: PullRequest,
  author: Account,
  event: ReviewEvent,
  options: ReviewOptions,
): Review {
  requireRole(request.repository, author, "read", "review");
  if (author === request.author && event !== "COMMENT") {
    const what = event === "APPROVE" ? "approve" : "request changes on";
    throw new Refused(422, "Unprocessable Entity", [`Can not ${what} your own pull request`]);
  }
  const commit = options.commit ?? request.head.sha;
  if (commit !== request.head.sha && !commitsOf(request).includes(commit)) {
    throw invalid("PullRequestReview", "commit_id", "commit_id is not part of the pull request");
  }
  if (event !== "APPROVE" && options.body === "" && options.comments.length === 0) {
    throw invalid("PullRequestReview", "body", `body is required for ${event}`);
  }
  const said = newSaid(world, author, options.body);
  const review: Review = {
    kind: "PullRequestReview",
    ...said,
    on: request,
    commit,
    state: STATES[event],
    comments: [],
  };
  request.reviews.push(review);
  request.timeline.push(review);
  // Whoever gives a review isn't asked for one any more.
  request.reviewRequests.delete(author);
  request.updatedAt = said.createdAt;
  announceReview(world, review, "submitted", author);
  for (const { path, line, body } of options.comments) {
    const comment: ReviewComment = {
      kind: "PullRequestReviewComment",
      ...newSaid(world, author, body),
      review,
      path,
      line,
    };
    review.comments.push(comment);
    announceReviewComment(world, comment, "created", author);
  }
  return review;
}

function newSaid(world: World, author: Account, body: string) {
  const at = world.clock.tick();
  return { id: world.nextId(), author, body, createdAt: at, updatedAt: at, lastEditedAt: null, editor: null };
}

/**
 * Dismisses an approval or a request for changes.
 * https://docs.github.com/rest/pulls/reviews#dismiss-a-review-for-a-pull-request
 */
export function dismissReview(world: World, review: Review, by: Account): void {
  requireRole(review.on.repository, by, "write", "dismiss a review");
  if (review.state !== "APPROVED" && review.state !== "CHANGES_REQUESTED") {
    throw new Refused(422, "Can not dismiss a commented pull request review");
  }
  const previousState = review.state;
  review.state = "DISMISSED";
  review.updatedAt = world.clock.tick();
  const event = { kind: "ReviewDismissedEvent", id: world.nextId(), createdAt: review.updatedAt, actor: by } as const;
  review.on.timeline.push({ ...event, review, previousState });
  announceReview(world, review, "dismissed", by);
}
