/** Issues, and requests as the issues that they are too. https://docs.github.com/rest/issues */
import { z } from "zod";
import { commentJson, issueJson, labelJson } from "../render/pull-request.ts";
import type { Issue, PullRequest } from "../state/conversation.ts";
import { addComment, editConversation, requireEditor, setLabel } from "../state/editing.ts";
import { openIssue } from "../state/issues.ts";
import type { Repository } from "../state/model.ts";
import { Refused } from "../state/refused.ts";
import { createLabel } from "../state/repositories.ts";
import { closeConversation, reopenConversation } from "../state/requests.ts";
import { actorOf } from "./actor.ts";
import { parse } from "./input.ts";
import { inRepository, ok, paged, type RepositoryCall, type Routes } from "./route.ts";

function conversationOf({ repository, params }: RepositoryCall): Issue | PullRequest {
  const found = repository.conversations.get(Number(params.number));
  if (!found) throw new Refused(404, "Not Found");
  return found;
}

const READ = ["issues:read", "pull_requests:read"] as const;
const WRITE = ["issues:write", "pull_requests:write"] as const;
const newIssue = z.object({
  title: z.string().min(1),
  body: z.string().default(""),
  labels: z.array(z.string()).default([]),
});
/** https://docs.github.com/rest/issues/labels#create-a-label */
const newLabel = z.object({
  name: z.string().min(1),
  color: z
    .string()
    .regex(/^[0-9a-f]{6}$/i)
    .default("ededed"),
  description: z.string().max(100).default(""),
});
const changedIssue = z.object({
  title: z.string().optional(),
  body: z.string().optional(),
  state: z.enum(["open", "closed"]).optional(),
  state_reason: z.enum(["completed", "not_planned", "duplicate", "reopened"]).nullish(),
});
/** https://docs.github.com/rest/issues/comments#create-an-issue-comment */
const newComment = z.object({ body: z.string().min(1).max(65_536) });

function changeIssue(call: RepositoryCall) {
  const on = conversationOf(call);
  const by = actorOf(call);
  const { title, body, state } = parse(changedIssue, call.body);
  const edit = { ...(title !== undefined && { title }), ...(body !== undefined && { body }) };
  requireEditor(on, on, by);
  editConversation(call.world, on, by, edit);
  if (state === "closed" && on.state === "OPEN") closeConversation(call.world, on, by);
  if (state === "open" && on.state !== "OPEN") reopenConversation(call.world, on, by);
  return ok(issueJson(call.world, on));
}

/** https://docs.github.com/rest/issues/issues#create-an-issue */
function requireIssues({ hasIssues }: Repository): void {
  if (!hasIssues) throw new Refused(410, "Issues are disabled for this repo");
}

export const issueRoutes: Routes = {
  "GET /repos/{owner}/{repo}/issues": inRepository("issues:read", ({ world, repository, url }) => {
    const state = url.searchParams.get("state") ?? "open";
    const label = url.searchParams.get("labels");
    const since = url.searchParams.get("since");
    requireIssues(repository);
    const found = [...repository.conversations.values()]
      .filter((each) => state === "all" || (each.state === "OPEN") === (state === "open"))
      .filter((each) => since === null || Date.parse(each.updatedAt) >= Date.parse(since))
      .filter(
        ({ labels }) => label === null || label.split(",").every((name) => [...labels].some((l) => l.name === name)),
      )
      .reverse();
    return paged(url, found, (page) => page.map((each) => issueJson(world, each)));
  }),
  "POST /repos/{owner}/{repo}/issues": inRepository("issues:write", (call) => {
    const { title, body, labels } = parse(newIssue, call.body);
    requireIssues(call.repository);
    const app = call.credential.kind === "installation" ? call.credential.installation.app : null;
    const issue = openIssue(call.world, call.repository, actorOf(call), title, body, app);
    for (const label of labels) setLabel(call.world, issue, actorOf(call), label, true);
    return { status: 201, body: issueJson(call.world, issue) };
  }),
  "GET /repos/{owner}/{repo}/issues/{number}": inRepository(READ, (call) =>
    ok(issueJson(call.world, conversationOf(call))),
  ),
  "PATCH /repos/{owner}/{repo}/issues/{number}": inRepository(WRITE, changeIssue),
  "GET /repos/{owner}/{repo}/issues/{number}/comments": inRepository(READ, (call) => {
    const comments = conversationOf(call).timeline.filter((item) => item.kind === "IssueComment");
    return paged(call.url, comments, (page) => page.map((comment) => commentJson(call.world, comment)));
  }),
  "POST /repos/{owner}/{repo}/issues/{number}/comments": inRepository(WRITE, (call) => {
    const { body } = parse(newComment, call.body);
    const comment = addComment(call.world, conversationOf(call), actorOf(call), body);
    return { status: 201, body: commentJson(call.world, comment) };
  }),
  "POST /repos/{owner}/{repo}/labels": inRepository(WRITE, (call) => {
    const { name, color } = parse(newLabel, call.body);
    const label = createLabel(call.world, call.repository, name, color);
    return { status: 201, body: labelJson(call.world, call.repository, label) };
  }),
  "POST /repos/{owner}/{repo}/issues/{number}/labels": inRepository(WRITE, (call) => {
    const on = conversationOf(call);
    const { labels } = parse(z.object({ labels: z.array(z.string()) }), call.body);
    for (const label of labels) setLabel(call.world, on, actorOf(call), label, true);
    return ok([...on.labels].map((label) => labelJson(call.world, call.repository, label)));
  }),
};
