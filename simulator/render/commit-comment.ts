/** A comment on a commit, as REST and webhooks show it. https://docs.github.com/rest/commits/comments */
import type { CommitComment, World } from "../state/model.ts";
import { accountJson } from "./account.ts";
import { nodeId } from "./node-id.ts";
import { fullName, repositoryApiUrl } from "./repository.ts";

export function commitCommentUrl(world: World, { repository, commit, id }: CommitComment): string {
  return `${world.url}/${fullName(repository)}/commit/${commit}#commitcomment-${id}`;
}

export function commitCommentJson(world: World, comment: CommitComment) {
  const { id, repository, commit, author, body, createdAt, lastEditedAt } = comment;
  return {
    id,
    node_id: nodeId("CommitComment", id),
    url: repositoryApiUrl(world, repository, `/comments/${id}`),
    html_url: commitCommentUrl(world, comment),
    commit_id: commit,
    user: accountJson(world, author),
    body,
    path: null,
    position: null,
    line: null,
    created_at: createdAt,
    updated_at: lastEditedAt ?? createdAt,
  };
}
