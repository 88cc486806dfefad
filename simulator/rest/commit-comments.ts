/** Comments on commits. https://docs.github.com/rest/commits/comments */
import { z } from "zod";
import { accountJson } from "../render/account.ts";
import { repositoryApiUrl } from "../render/repository.ts";
import type { CommitComment } from "../state/model.ts";
import { resolveCommit } from "../state/repositories.ts";
import { actorOf } from "./actor.ts";
import { parse } from "./input.ts";
import { inRepository, paged, type RepositoryCall, type Routes } from "./route.ts";

const newComment = z.object({ body: z.string().min(1).max(65_536) });

function commentJson({ world, repository }: RepositoryCall, { id, commit, author, body, createdAt }: CommitComment) {
  const url = repositoryApiUrl(world, repository, `/comments/${id}`);
  return { id, url, commit_id: commit, user: accountJson(world, author), body, created_at: createdAt, path: null };
}

export const commitCommentRoutes: Routes = {
  "POST /repos/{owner}/{repo}/commits/{sha}/comments": inRepository("contents:read", (call) => {
    const { body } = parse(newComment, call.body);
    const comment: CommitComment = {
      id: call.world.nextId(),
      commit: resolveCommit(call.repository, call.params.sha ?? ""),
      author: actorOf(call),
      body,
      createdAt: call.world.clock.tick(),
    };
    call.repository.commitComments.push(comment);
    return { status: 201, body: commentJson(call, comment) };
  }),
  "GET /repos/{owner}/{repo}/commits/{sha}/comments": inRepository("contents:read", (call) => {
    const sha = resolveCommit(call.repository, call.params.sha ?? "");
    const found = call.repository.commitComments.filter(({ commit }) => commit === sha);
    return paged(call.url, found, (page) => page.map((each) => commentJson(call, each)));
  }),
};
