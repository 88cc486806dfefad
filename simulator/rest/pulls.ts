/** Pull requests. https://docs.github.com/rest/pulls */
import { z } from "zod";
import { commitJson, fileJson } from "../render/commit.ts";
import { pullRequestJson, reviewCommentJson, reviewJson } from "../render/pull-request.ts";
import { repositoryApiUrl } from "../render/repository.ts";
import { commitsOf, filesChanged, MOST_FILES } from "../state/changes.ts";
import type { PullRequest } from "../state/conversation.ts";
import { isMergeable, mergeRequest, updateBranch } from "../state/merging.ts";
import { Refused } from "../state/refused.ts";
import { submitReview } from "../state/reviews.ts";
import { actorOf } from "./actor.ts";
import { parse } from "./input.ts";
import { inRepository, ok, paged, type RepositoryCall, type Routes } from "./route.ts";

function requestOf({ repository, params }: RepositoryCall): PullRequest {
  const found = repository.conversations.get(Number(params.number));
  if (found?.kind !== "PullRequest") throw new Refused(404, "Not Found");
  return found;
}

/** More can't be had from REST. https://docs.github.com/rest/pulls/pulls#list-commits-on-a-pull-request */
const MOST_COMMITS = 250;

const mergeInput = z.object({
  commit_title: z.string().optional(),
  commit_message: z.string().optional(),
  sha: z.string().optional(),
  merge_method: z.enum(["merge", "squash", "rebase"]).default("merge"),
});
const updateInput = z.object({ expected_head_sha: z.string().optional() });
const reviewInput = z.object({
  event: z.enum(["APPROVE", "REQUEST_CHANGES", "COMMENT"]),
  body: z.string().default(""),
  commit_id: z.string().optional(),
  comments: z.array(z.object({ path: z.string(), line: z.int().positive(), body: z.string() })).default([]),
});

function list({ world, repository, url }: RepositoryCall) {
  const { searchParams } = url;
  const state = searchParams.get("state") ?? "open";
  const found = [...repository.conversations.values()]
    .filter((each) => each.kind === "PullRequest")
    .filter((each) => state === "all" || (each.state === "OPEN") === (state === "open"))
    .filter(({ base }) => base.ref === (searchParams.get("base") ?? base.ref))
    .filter(({ head }) => {
      const label = `${head.repository.owner.login}:${head.ref}`;
      return label === (searchParams.get("head") ?? label);
    })
    // Newest first, unless it's asked for otherwise.
    .sort((a, b) => (searchParams.get("direction") === "asc" ? a.number - b.number : b.number - a.number));
  return paged(url, found, (page) => page.map((each) => pullRequestJson(world, each)));
}

export const pullRoutes: Routes = {
  "GET /repos/{owner}/{repo}/pulls": inRepository("pull_requests:read", list),
  "GET /repos/{owner}/{repo}/pulls/{number}": inRepository("pull_requests:read", (call) => {
    const request = requestOf(call);
    const mergeable = request.state === "OPEN" ? isMergeable(request) : null;
    return ok({ ...pullRequestJson(call.world, request), mergeable });
  }),
  "GET /repos/{owner}/{repo}/pulls/{number}/files": inRepository("pull_requests:read", (call) => {
    const request = requestOf(call);
    const { world, repository, url } = call;
    return paged(url, filesChanged(request).slice(0, MOST_FILES), (page) =>
      page.map((file) => fileJson(world, repository, file, request.head.sha)),
    );
  }),
  "GET /repos/{owner}/{repo}/pulls/{number}/commits": inRepository("pull_requests:read", (call) => {
    const commits = commitsOf(requestOf(call)).slice(0, MOST_COMMITS);
    return paged(call.url, commits, (page) => page.map((oid) => commitJson(call.world, call.repository, oid)));
  }),
  "GET /repos/{owner}/{repo}/pulls/{number}/reviews": inRepository("pull_requests:read", (call) =>
    paged(call.url, requestOf(call).reviews, (page) => page.map((review) => reviewJson(call.world, review))),
  ),
  "POST /repos/{owner}/{repo}/pulls/{number}/reviews": inRepository("pull_requests:write", (call) => {
    const { event, body, commit_id: commit, comments } = parse(reviewInput, call.body);
    const review = submitReview(call.world, requestOf(call), actorOf(call), event, { body, commit, comments });
    return ok(reviewJson(call.world, review));
  }),
  "GET /repos/{owner}/{repo}/pulls/{number}/comments": inRepository("pull_requests:read", (call) => {
    const comments = requestOf(call).reviews.flatMap((review) => review.comments);
    return paged(call.url, comments, (page) => page.map((comment) => reviewCommentJson(call.world, comment)));
  }),
  "PUT /repos/{owner}/{repo}/pulls/{number}/merge": inRepository("contents:write", (call) => {
    const { merge_method: method, sha, commit_title: title, commit_message: message } = parse(mergeInput, call.body);
    const merged = mergeRequest(call.world, requestOf(call), actorOf(call), { method, sha, title, message });
    return ok({ sha: merged, merged: true, message: "Pull Request successfully merged" });
  }),
  "PUT /repos/{owner}/{repo}/pulls/{number}/update-branch": inRepository("contents:write", (call) => {
    const request = requestOf(call);
    const { expected_head_sha: expected = request.head.sha } = parse(updateInput, call.body);
    if (expected !== request.head.sha) throw new Refused(422, "expected head sha didn't match current head ref.");
    updateBranch(call.world, request, actorOf(call));
    const url = repositoryApiUrl(call.world, call.repository, `/pulls/${request.number}`);
    return { status: 202, body: { message: "Updating pull request branch.", url } };
  }),
};
