/** Comments on commits. https://docs.github.com/rest/commits/comments */
import { z } from "zod";
import { commitCommentJson } from "../render/commit-comment.ts";
import { addCommitComment } from "../state/commit-comments.ts";
import { resolveCommit } from "../state/repositories.ts";
import { actorOf } from "./actor.ts";
import { parse } from "./input.ts";
import { inRepository, paged, type Routes } from "./route.ts";

const newComment = z.object({ body: z.string().min(1).max(65_536) });

export const commitCommentRoutes: Routes = {
  "POST /repos/{owner}/{repo}/commits/{sha}/comments": inRepository("contents:read", (call) => {
    const { world, repository, params } = call;
    const { body } = parse(newComment, call.body);
    const comment = addCommitComment(world, repository, params.sha ?? "", actorOf(call), body);
    return { status: 201, body: commitCommentJson(world, comment) };
  }),
  "GET /repos/{owner}/{repo}/commits/{sha}/comments": inRepository("contents:read", (call) => {
    const sha = resolveCommit(call.repository, call.params.sha ?? "");
    const found = call.repository.commitComments.filter(({ commit }) => commit === sha);
    return paged(call.url, found, (page) => page.map((each) => commitCommentJson(call.world, each)));
  }),
};
