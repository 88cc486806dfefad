/** What people say about a commit. */
import { commitCommentJson } from "../render/commit-comment.ts";
import { hasRole, requireRole } from "./access.ts";
import type { Account, CommitComment, Repository, World } from "./model.ts";
import { Refused } from "./refused.ts";
import { resolveCommit } from "./repositories.ts";

/** GitHub tells of new ones only. https://docs.github.com/webhooks/webhook-events-and-payloads#commit_comment */
export function addCommitComment(
  world: World,
  repository: Repository,
  commit: string,
  author: Account,
  body: string,
): CommitComment {
  if (author.kind === "User") requireRole(repository, author, "read", "comment");
  const comment: CommitComment = {
    kind: "CommitComment",
    id: world.nextId(),
    repository,
    commit: resolveCommit(repository, commit),
    author,
    body,
    createdAt: world.clock.tick(),
    lastEditedAt: null,
    editor: null,
  };
  repository.commitComments.push(comment);
  const payload = { comment: commitCommentJson(world, comment) };
  world.emit({ event: "commit_comment", action: "created", sender: author, repository, payload });
  return comment;
}

function requireEditor({ author, repository }: CommitComment, by: Account): void {
  if (author === by || hasRole(repository, by, "write")) return;
  throw new Refused(403, `${by.login} can't change what ${author.login} wrote`);
}

export function editCommitComment(world: World, comment: CommitComment, by: Account, body: string): void {
  requireEditor(comment, by);
  comment.body = body;
  comment.lastEditedAt = world.clock.tick();
  comment.editor = by;
}

export function deleteCommitComment(comment: CommitComment, by: Account): void {
  requireEditor(comment, by);
  const { commitComments } = comment.repository;
  commitComments.splice(commitComments.indexOf(comment), 1);
}
