/** GraphQL's answers to facts, piece by piece. Pure; what can't be made sense of throws, and so is read again. */
import type { Account, AccountKind, Commit, FileChange, GitIdentity, Review, TimelineItem } from "../../core/facts.ts";
import { GitHubError } from "../errors.ts";
import type {
  ActorAnswer,
  CommitAnswer,
  FileAnswer,
  GitActorAnswer,
  ReviewAnswer,
  ReviewCommentAnswer,
  TimelineItemAnswer,
} from "./answer.ts";

const KINDS: ReadonlySet<string> = new Set<AccountKind>([
  "User",
  "Bot",
  "Mannequin",
  "Organization",
  "EnterpriseUserAccount",
]);

function isKind(name: string): name is AccountKind {
  return KINDS.has(name);
}

/** A deleted account is null at GitHub and stays null: nobody, never everybody. */
export function toAccount(actor: ActorAnswer | null | undefined): Account | null {
  if (!actor) return null;
  if (!isKind(actor.__typename)) throw new GitHubError(`expected a known kind of account, got ${actor.__typename}`);
  const suffix = actor.__typename === "Bot" && !actor.login.endsWith("[bot]") ? "[bot]" : "";
  return { id: actor.databaseId ?? null, login: `${actor.login}${suffix}`, kind: actor.__typename };
}

function toIdentity(actor: GitActorAnswer | null): GitIdentity {
  return { name: actor?.name ?? "", email: actor?.email ?? "", account: toAccount(actor?.user) };
}

/** The elements of a list that GitHub could show. One it couldn't show is a hole, and a hole is no answer. */
export function allOf<T>(nodes: readonly (T | null)[] | null | undefined, what: string): T[] {
  if (!nodes) throw new GitHubError(`expected the list of ${what}, got null`);
  return nodes.map((node) => {
    if (node === null) throw new GitHubError(`expected every one of the ${what}, got a null among them`);
    return node;
  });
}

export function toCommit(answer: CommitAnswer): Commit {
  return {
    sha: answer.oid,
    tree: answer.tree.oid,
    parents: allOf(answer.parents.nodes, "parents").map((parent) => parent.oid),
    empty: allOf(answer.parents.nodes, "parents").some((parent) => parent.tree.oid === answer.tree.oid),
    message: answer.message,
    author: toIdentity(answer.author),
    committer: toIdentity(answer.committer),
    authors: allOf(answer.authors.nodes, "authors").map(toIdentity),
    signedByGitHub: answer.signature?.isValid === true && answer.signature.wasSignedByGitHub,
  };
}

export function toReview(answer: ReviewAnswer): Review {
  return {
    id: answer.id,
    author: toAccount(answer.author),
    state: answer.state,
    commit: answer.commit?.oid ?? null,
    submittedAt: answer.submittedAt,
    authorCanPush: answer.authorCanPushToRepository === true,
    body: answer.body,
    url: answer.url,
  };
}

/** A review's own text and its comments on lines can both hold a command to an agent. */
export function toReviewComments(review: ReviewAnswer, comments: readonly ReviewCommentAnswer[]): TimelineItem[] {
  const own = review.body.trim() === "" ? [] : [{ ...review, createdAt: review.submittedAt ?? review.createdAt }];
  return [...own, ...comments].map((comment) => ({
    kind: "review-comment",
    id: comment.id,
    at: comment.createdAt,
    author: toAccount(comment.author),
    body: comment.body,
    lastEdit: toLastEdit(comment),
    url: comment.url,
  }));
}

function toLastEdit(text: {
  readonly lastEditedAt?: string | null;
  readonly editor?: ActorAnswer | null;
}): { by: Account | null; at: string } | null {
  return text.lastEditedAt ? { by: toAccount(text.editor), at: text.lastEditedAt } : null;
}

/** @returns null for a kind of item that nobody asked for */
export function toTimelineItem(item: TimelineItemAnswer): TimelineItem | null {
  const base = { id: item.id, at: item.createdAt };
  const actor = toAccount(item.actor);
  switch (item.__typename) {
    case "IssueComment":
      return {
        kind: "comment",
        ...base,
        author: toAccount(item.author),
        body: item.body ?? "",
        lastEdit: toLastEdit(item),
        url: item.url ?? "",
      };
    case "LabeledEvent":
    case "UnlabeledEvent":
      return {
        kind: item.__typename === "LabeledEvent" ? "labeled" : "unlabeled",
        ...base,
        actor,
        label: item.label?.name ?? "",
      };
    case "AssignedEvent":
    case "UnassignedEvent":
      return {
        kind: item.__typename === "AssignedEvent" ? "assigned" : "unassigned",
        ...base,
        actor,
        assignee: toAccount(item.assignee),
      };
    case "HeadRefForcePushedEvent":
      return {
        kind: "head-force-pushed",
        ...base,
        actor,
        before: item.beforeCommit ? toCommit(item.beforeCommit) : null,
        after: item.afterCommit?.oid ?? null,
      };
    case "BaseRefForcePushedEvent":
      return { kind: "base-force-pushed", ...base, actor };
    case "BaseRefChangedEvent":
      return { kind: "base-changed", ...base, actor, from: item.previousRefName ?? "", to: item.currentRefName ?? "" };
    case "AutomaticBaseChangeSucceededEvent":
      return { kind: "base-changed", ...base, actor, from: item.oldBase ?? "", to: item.newBase ?? "" };
    case "CommentDeletedEvent":
      return { kind: "comment-deleted", ...base, author: toAccount(item.deletedCommentAuthor) };
    default:
      return null;
  }
}

const STATUS: Readonly<Record<FileAnswer["changeType"], FileChange["status"]>> = {
  ADDED: "added",
  CHANGED: "changed",
  COPIED: "copied",
  DELETED: "removed",
  MODIFIED: "modified",
  RENAMED: "renamed",
};

export function toFile(answer: FileAnswer): FileChange {
  return { path: answer.path, previousPath: null, status: STATUS[answer.changeType], patch: null };
}
