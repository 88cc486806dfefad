/** What people do on an issue or a request besides commits and reviews: say, edit, label, assign. */

import { accountJson } from "../render/account.ts";
import { labelJson } from "../render/pull-request.ts";
import { hasRole, requireRole } from "./access.ts";
import { announce, announceComment, announceReview, announceReviewComment } from "./announce.ts";
import type { Issue, IssueComment, PullRequest, Review, ReviewComment } from "./conversation.ts";
import type { Account, World } from "./model.ts";
import { Refused } from "./refused.ts";
import { labelOf } from "./repositories.ts";
import { retarget } from "./requests.ts";

/**
 * Its author may edit what they said, and so may everybody with write access.
 *
 * @throws Refused (403)
 */
export function requireEditor(said: { readonly author: Account }, on: Issue | PullRequest, by: Account): void {
  if (said.author === by || hasRole(on.repository, by, "write")) return;
  throw new Refused(403, `${by.login} can't edit what ${said.author.login} wrote`);
}

export interface ConversationEdit {
  readonly title?: string;
  readonly body?: string;
  readonly base?: string;
}

/** Edits title and body in one event, and the base in another. */
export function editConversation(world: World, on: Issue | PullRequest, by: Account, edit: ConversationEdit): void {
  requireEditor(on, on, by);
  const changes: Record<string, { readonly from: string }> = {};
  if (edit.title !== undefined && edit.title !== on.title) changes.title = { from: on.title };
  if (edit.body !== undefined && edit.body !== on.body) changes.body = { from: on.body };
  if (Object.keys(changes).length > 0) {
    const at = world.clock.tick();
    const renamed = { kind: "RenamedTitleEvent", id: world.nextId(), createdAt: at, actor: by } as const;
    if (changes.title) on.timeline.push({ ...renamed, from: on.title, to: edit.title ?? on.title });
    if (changes.body) {
      on.lastEditedAt = at;
      on.editor = by;
    }
    on.title = edit.title ?? on.title;
    on.body = edit.body ?? on.body;
    on.updatedAt = at;
    announce(world, on, "edited", by, { changes });
  }
  if (edit.base !== undefined && on.kind === "PullRequest") retarget(world, on, by, edit.base);
}

export function addComment(world: World, on: Issue | PullRequest, author: Account, body: string): IssueComment {
  requireRole(on.repository, author, "read", "comment");
  const at = world.clock.tick();
  const id = world.nextId();
  const said = { id, on, author, createdAt: at, updatedAt: at, body, lastEditedAt: null, editor: null };
  const comment: IssueComment = { kind: "IssueComment", ...said };
  on.timeline.push(comment);
  on.updatedAt = at;
  announceComment(world, comment, "created", author);
  return comment;
}

/** Edits a comment, a review's body or a review comment. */
export function editSaid(world: World, said: IssueComment | Review | ReviewComment, by: Account, body: string): void {
  const on = said.kind === "PullRequestReviewComment" ? said.review.on : said.on;
  requireEditor(said, on, by);
  const changes = { body: { from: said.body } };
  said.body = body;
  said.updatedAt = said.lastEditedAt = world.clock.tick();
  said.editor = by;
  if (said.kind === "IssueComment") announceComment(world, said, "edited", by, { changes });
  else if (said.kind === "PullRequestReview") announceReview(world, said, "edited", by, { changes });
  else announceReviewComment(world, said, "edited", by, { changes });
}

/** Deletes a comment; the timeline keeps only that there was one, and whose. */
export function deleteSaid(world: World, said: IssueComment | ReviewComment, by: Account): void {
  const on = said.kind === "IssueComment" ? said.on : said.review.on;
  requireEditor(said, on, by);
  const createdAt = world.clock.tick();
  if (said.kind === "IssueComment") {
    on.timeline.splice(on.timeline.indexOf(said), 1);
    const event = { kind: "CommentDeletedEvent", id: world.nextId(), createdAt, actor: by } as const;
    on.timeline.push({ ...event, deletedCommentAuthor: said.author });
    announceComment(world, said, "deleted", by);
  } else {
    said.review.comments.splice(said.review.comments.indexOf(said), 1);
    announceReviewComment(world, said, "deleted", by);
  }
}

export function setLabel(world: World, on: Issue | PullRequest, by: Account, name: string, present: boolean): void {
  requireRole(on.repository, by, "triage", "label");
  const label = labelOf(world, on.repository, name);
  if (on.labels.has(label) === present) return;
  if (present) on.labels.add(label);
  else on.labels.delete(label);
  on.updatedAt = world.clock.tick();
  const happened = { id: world.nextId(), createdAt: on.updatedAt, actor: by };
  on.timeline.push({ kind: present ? "LabeledEvent" : "UnlabeledEvent", ...happened, label });
  announce(world, on, present ? "labeled" : "unlabeled", by, { label: labelJson(world, on.repository, label) });
}

export function setAssignee(world: World, on: Issue | PullRequest, by: Account, who: Account, present: boolean): void {
  requireRole(on.repository, by, "triage", "assign");
  if (on.assignees.has(who) === present) return;
  if (present) on.assignees.add(who);
  else on.assignees.delete(who);
  on.updatedAt = world.clock.tick();
  const happened = { id: world.nextId(), createdAt: on.updatedAt, actor: by };
  on.timeline.push({ kind: present ? "AssignedEvent" : "UnassignedEvent", ...happened, assignee: who });
  announce(world, on, present ? "assigned" : "unassigned", by, { assignee: accountJson(world, who) });
}

export function setDraft(world: World, request: PullRequest, by: Account, draft: boolean): void {
  requireEditor(request, request, by);
  if (request.isDraft === draft) return;
  request.isDraft = draft;
  request.updatedAt = world.clock.tick();
  const happened = { id: world.nextId(), createdAt: request.updatedAt, actor: by };
  request.timeline.push({ kind: draft ? "ConvertToDraftEvent" : "ReadyForReviewEvent", ...happened });
  announce(world, request, draft ? "converted_to_draft" : "ready_for_review", by);
}
