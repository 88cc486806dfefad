/** Reactions to comments. https://docs.github.com/rest/reactions/reactions */
import { z } from "zod";
import { accountJson } from "../render/account.ts";
import { nodeId } from "../render/node-id.ts";
import { may } from "../server/credentials.ts";
import type { IssueComment, ReviewComment } from "../state/conversation.ts";
import { addReaction } from "../state/reactions.ts";
import { Refused } from "../state/refused.ts";
import { actorOf } from "./actor.ts";
import { parse } from "./input.ts";
import { type Answer, inRepository, type RepositoryCall, type Routes } from "./route.ts";

const input = z.object({
  content: z.enum(["+1", "-1", "laugh", "confused", "heart", "hooray", "rocket", "eyes"]),
});

function react(call: RepositoryCall, to: IssueComment | ReviewComment | undefined): Answer {
  if (!to) throw new Refused(404, "Not Found");
  const { content } = parse(input, call.body);
  const { reaction, isNew } = addReaction(call.world, to, actorOf(call), content);
  const { id, by, createdAt } = reaction;
  const body = {
    id,
    node_id: nodeId("Reaction", id),
    user: accountJson(call.world, by),
    content,
    created_at: createdAt,
  };
  return { status: isNew ? 201 : 200, body };
}

export const reactionRoutes: Routes = {
  "POST /repos/{owner}/{repo}/issues/comments/{comment}/reactions": inRepository(
    ["issues:write", "pull_requests:write"],
    (call) => {
      const all = [...call.repository.conversations.values()].flatMap(({ timeline }) => timeline);
      const comment = all
        .filter((item) => item.kind === "IssueComment")
        .find(({ id }) => id === Number(call.params.comment));
      // What the comment stands on decides, not the address: `issues: write` alone is refused for one on a request.
      const needed = comment?.on.kind === "PullRequest" ? "pull_requests" : "issues";
      if (!may(call.credential, call.repository, needed, "write")) {
        throw new Refused(403, "Resource not accessible by integration");
      }
      return react(call, comment);
    },
  ),
  "POST /repos/{owner}/{repo}/pulls/comments/{comment}/reactions": inRepository("pull_requests:write", (call) => {
    const requests = [...call.repository.conversations.values()].filter((each) => each.kind === "PullRequest");
    const comments = requests.flatMap(({ reviews }) => reviews.flatMap((review) => review.comments));
    return react(
      call,
      comments.find(({ id }) => id === Number(call.params.comment)),
    );
  }),
};
