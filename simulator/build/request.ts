/** A pull request, and what people do with it. */
import type { PullRequest } from "../state/conversation.ts";
import { type ConversationEdit, editConversation, setDraft } from "../state/editing.ts";
import { dequeue, enqueue, mergeGroup, queueOf } from "../state/merge-queue.ts";
import { type MergeMethod, mergeRequest, updateBranch } from "../state/merging.ts";
import type { Account, Team, World } from "../state/model.ts";
import { Refused } from "../state/refused.ts";
import { removeReviewRequest, requestReviews } from "../state/review-requests.ts";
import { type ReviewEvent, submitReview } from "../state/reviews.ts";
import { latestRuns } from "../state/suites.ts";
import { type Check, checkOf } from "./check.ts";
import { type IssueActions, issueActions } from "./issue.ts";
import { type Comment, commentOf, reviewOf, type SubmittedReview } from "./said.ts";

/** What came of pressing the merge button. */
type Merged =
  | { readonly merged: true; readonly sha: string }
  | { readonly merged: false; readonly why: string; readonly status: number };

export interface RequestHandle extends IssueActions {
  readonly state: PullRequest["state"];
  /** The head commit now. */
  readonly head: string;
  edit(by: Account, edit: ConversationEdit): void;
  markDraft(by: Account): void;
  markReady(by: Account): void;
  /** @param commit the head by default */
  review(
    by: Account,
    event: ReviewEvent,
    options?: { readonly body?: string; readonly commit?: string },
  ): SubmittedReview;
  /** One comment on a line. GitHub makes a review of state `COMMENTED` for it. */
  reviewComment(
    by: Account,
    comment: { readonly path: string; readonly line?: number; readonly body: string },
  ): Comment;
  /** Asks people or teams for a review, besides those who are asked already. */
  requestReview(by: Account, ...who: readonly (Account | Team)[]): void;
  removeReviewRequest(by: Account, who: Account | Team): void;
  /** Who is asked and hasn't given a review yet: logins, and slugs of teams. */
  readonly asked: readonly string[];
  readonly labels: readonly string[];
  /** "Update branch". @returns the merge commit, the new head */
  updateBranch(by: Account): string;
  /** Presses the merge button: what GitHub refuses is an answer here. */
  merge(by: Account, method?: MergeMethod, edit?: { readonly title?: string; readonly message?: string }): Merged;
  /** "Merge when ready", in a branch with a merge queue. @returns the group's head */
  enqueue(by: Account): string;
  /** The group's head now: another one once something before it left the queue. */
  readonly group: string;
  dequeue(): void;
  /** GitHub merges the group that ends with this request, if its required checks pass. */
  mergeFromQueue(): Merged;
  /** The newest run of each name and App on the head. */
  checks(): Check[];
  /** The newest run of this name that the App under test made on the head, or null. */
  check(name: string): Check | null;
}

const DEFAULT_BODY: Readonly<Record<ReviewEvent, string>> = {
  APPROVE: "",
  REQUEST_CHANGES: "Please change this.",
  COMMENT: "A remark.",
};

export function requestHandle(world: World, request: PullRequest): RequestHandle {
  const { repository } = request;
  const checks = () =>
    repository.suites
      .filter(({ headSha }) => headSha === request.head.sha)
      .flatMap(latestRuns)
      .map((run) => checkOf(world, run));
  return {
    ...issueActions(world, request),
    get state() {
      return request.state;
    },
    get head() {
      return request.head.sha;
    },
    edit: (by, edit) => editConversation(world, request, by, edit),
    markDraft: (by) => setDraft(world, request, by, true),
    markReady: (by) => setDraft(world, request, by, false),
    review: (by, event, { body = DEFAULT_BODY[event], commit } = {}) =>
      reviewOf(world, submitReview(world, request, by, event, { body, commit, comments: [] })),
    reviewComment: (by, { path, line = 1, body }) => {
      const review = submitReview(world, request, by, "COMMENT", { body: "", comments: [{ path, line, body }] });
      const [comment] = review.comments;
      if (!comment) throw new Error("The review has no comment");
      return commentOf(world, comment);
    },
    requestReview: (by, ...who) => requestReviews(world, request, by, who, true),
    removeReviewRequest: (by, who) => removeReviewRequest(world, request, by, who),
    get asked() {
      return [...request.reviewRequests].map((each) => (each.kind === "Team" ? each.slug : each.login));
    },
    get labels() {
      return [...request.labels].map(({ name }) => name);
    },
    updateBranch: (by) => updateBranch(world, request, by),
    merge: (by, method = "merge", edit = {}) => attempt(() => mergeRequest(world, request, by, { method, ...edit })),
    enqueue: (by) => enqueue(world, request, by).head,
    get group() {
      return queueOf(request).entries.find((entry) => entry.request === request)?.head ?? "";
    },
    dequeue: () => dequeue(world, request),
    mergeFromQueue: () => attempt(() => mergeGroup(world, request)),
    checks,
    check: (name) => checks().findLast((check) => check.name === name && check.app === world.app) ?? null,
  };
}

/** What GitHub refuses is an answer here. */
function attempt(merge: () => string): Merged {
  try {
    return { merged: true, sha: merge() };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { merged: false, why: error.message, status: error.status };
  }
}
