/** Issues and pull requests, and what is said and done on them. */
import type { Account, App, Label, Repository, Team } from "./model.ts";

interface Conversation {
  readonly id: number;
  readonly number: number;
  readonly repository: Repository;
  readonly author: Account;
  readonly createdAt: string;
  updatedAt: string;
  closedAt: string | null;
  title: string;
  body: string;
  lastEditedAt: string | null;
  editor: Account | null;
  readonly labels: Set<Label>;
  readonly assignees: Set<Account>;
  /** In order. Comments and reviews stand in it too. */
  readonly timeline: TimelineItem[];
}

export interface Issue extends Conversation {
  readonly kind: "Issue";
  /** Through which App it was opened. */
  readonly app: App | null;
  state: "OPEN" | "CLOSED";
}

export interface PullRequest extends Conversation {
  readonly kind: "PullRequest";
  state: "OPEN" | "CLOSED" | "MERGED";
  isDraft: boolean;
  /** `sha` is the base's tip when the request was opened, pushed to or retargeted last, not always its tip now. */
  base: { readonly ref: string; readonly sha: string };
  head: { readonly ref: string; readonly sha: string; readonly repository: Repository };
  readonly reviews: Review[];
  /** Who is asked for a review and hasn't given one yet, in the order that they were asked. */
  readonly reviewRequests: Set<Account | Team>;
  mergedAt: string | null;
  mergedBy: Account | null;
  mergeCommit: string | null;
}

export type ReviewState = "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED" | "PENDING";

/** The parts that comments and reviews share. */
interface Said {
  readonly id: number;
  readonly author: Account;
  readonly createdAt: string;
  body: string;
  updatedAt: string;
  lastEditedAt: string | null;
  editor: Account | null;
}

export interface IssueComment extends Said {
  readonly kind: "IssueComment";
  readonly on: Issue | PullRequest;
}

export interface Review extends Said {
  readonly kind: "PullRequestReview";
  readonly on: PullRequest;
  readonly commit: string;
  state: ReviewState;
  readonly comments: ReviewComment[];
}

export interface ReviewComment extends Said {
  readonly kind: "PullRequestReviewComment";
  readonly review: Review;
  readonly path: string;
  readonly line: number;
}

/** What GitHub keeps of every event on a timeline. */
interface Happened<Kind extends string> {
  readonly kind: Kind;
  readonly id: number;
  readonly createdAt: string;
  readonly actor: Account;
}

export type TimelineEvent =
  | (Happened<"LabeledEvent" | "UnlabeledEvent"> & { readonly label: Label })
  | (Happened<"AssignedEvent" | "UnassignedEvent"> & { readonly assignee: Account })
  | (Happened<"HeadRefForcePushedEvent" | "BaseRefForcePushedEvent"> & {
      readonly repository: Repository;
      readonly before: string;
      readonly after: string;
      readonly ref: string;
    })
  | (Happened<"BaseRefChangedEvent" | "AutomaticBaseChangeSucceededEvent"> & {
      readonly from: string;
      readonly to: string;
    })
  | (Happened<"CommentDeletedEvent"> & { readonly deletedCommentAuthor: Account })
  | (Happened<"ReviewDismissedEvent"> & { readonly review: Review; readonly previousState: ReviewState })
  | (Happened<"RenamedTitleEvent"> & { readonly from: string; readonly to: string })
  | (Happened<"MergedEvent"> & { readonly commit: string; readonly ref: string })
  | Happened<"ClosedEvent" | "ReopenedEvent" | "ReadyForReviewEvent" | "ConvertToDraftEvent" | "HeadRefDeletedEvent">;

export type TimelineItem = IssueComment | Review | TimelineEvent;
