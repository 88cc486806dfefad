/** Issues and pull requests, their reviews and comments. */

import { nodeId } from "../render/node-id.ts";
import { htmlUrl } from "../render/pull-request.ts";
import { hasRole } from "../state/access.ts";
import { commitsOf, filesChanged, MOST_FILES } from "../state/changes.ts";
import { closingIssues, closingRequests } from "../state/closing.ts";
import type { Issue, IssueComment, PullRequest, Review, ReviewComment } from "../state/conversation.ts";
import type { Account, Label, Repository, Team } from "../state/model.ts";
import { branchTip } from "../state/repositories.ts";
import { suggestedReviewers } from "../state/suggestions.ts";
import { actor } from "./actors.ts";
import { connection } from "./connection.ts";
import { type Context, type Fields, shown } from "./fields.ts";
import { objectSource } from "./git.ts";
import { maySeeTeams } from "./teams.ts";
import { itemsOf } from "./timeline.ts";

const conversation: Fields<Issue | PullRequest> = {
  id: ({ kind, id }) => nodeId(kind, id),
  databaseId: ({ id }) => id,
  number: ({ number }) => number,
  url: (on, _, { world }) => htmlUrl(world, on),
  title: ({ title }) => title,
  body: ({ body }) => body,
  state: ({ state }) => state,
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  closedAt: ({ closedAt }) => closedAt,
  closed: ({ state }) => state !== "OPEN",
  lastEditedAt: ({ lastEditedAt }) => lastEditedAt,
  author: ({ author }) => actor(author),
  editor: ({ editor }) => actor(editor),
  repository: ({ repository }) => repository,
  assignees: ({ assignees }, args) =>
    connection(
      [...assignees].filter(({ deleted }) => !deleted),
      args,
    ),
  labels: ({ labels }, args) => connection([...labels], args),
  comments: ({ timeline }, args) =>
    connection(
      timeline.filter(({ kind }) => kind === "IssueComment"),
      args,
    ),
  timelineItems: {
    args: ["itemTypes"],
    resolve: (on, args) => connection(itemsOf(on, args.itemTypes), args),
  },
};

const issue: Fields<Issue> = {
  ...conversation,
  closedByPullRequestsReferences: {
    args: ["includeClosedPrs"],
    resolve: (source, args) => {
      const all = closingRequests(source);
      return connection(args.includeClosedPrs === true ? all : all.filter(({ state }) => state !== "CLOSED"), args);
    },
  },
};

/** A branch as `Ref`, null once it's gone. */
function branchSource(repository: Repository, branch: string) {
  if (repository.deleted || branchTip(repository, branch) === null) return null;
  return { kind: "Ref", repository, name: `refs/heads/${branch}` };
}

/** A deleted account, or a team that the App may not see, is null. */
function canBeShown(asked: Account | Team, context: Context): boolean {
  return asked.kind === "Team" ? maySeeTeams(context, asked.organization) : !asked.deleted;
}

const pullRequest: Fields<PullRequest> = {
  ...conversation,
  isDraft: ({ isDraft }) => isDraft,
  merged: ({ state }) => state === "MERGED",
  mergedAt: ({ mergedAt }) => mergedAt,
  mergedBy: ({ mergedBy }) => actor(mergedBy),
  mergeCommit: ({ repository, mergeCommit }) => (mergeCommit === null ? null : objectSource(repository, mergeCommit)),
  baseRefName: ({ base }) => base.ref,
  baseRefOid: ({ base }) => base.sha,
  baseRepository: ({ repository }) => repository,
  headRefName: ({ head }) => head.ref,
  headRefOid: ({ head }) => head.sha,
  headRepository: ({ head }) => (head.repository.deleted ? null : head.repository),
  headRepositoryOwner: ({ head }) => (head.repository.deleted ? null : head.repository.owner),
  isCrossRepository: ({ repository, head }) => head.repository !== repository,
  headRef: ({ head }) => branchSource(head.repository, head.ref),
  baseRef: ({ repository, base }) => branchSource(repository, base.ref),
  closingIssuesReferences: (request, args) => connection(closingIssues(request), args),
  changedFiles: (request) => filesChanged(request).length,
  commits: (request, args) =>
    connection(
      commitsOf(request).map((oid) =>
        shown({
          id: nodeId("PullRequestCommit", request.id, oid),
          commit: objectSource(request.repository, oid),
          pullRequest: request,
        }),
      ),
      args,
    ),
  files: (request, args) =>
    connection(
      filesChanged(request)
        .slice(0, MOST_FILES)
        .map(({ path, change }) => shown({ path, changeType: change })),
      args,
    ),
  suggestedReviewers: (request, _, { world }) => suggestedReviewers(world, request).map(shown),
  reviewRequests: ({ reviewRequests }, args, context) =>
    connection(
      [...reviewRequests].map((asked) =>
        shown({ asCodeOwner: false, requestedReviewer: canBeShown(asked, context) ? asked : null }),
      ),
      args,
    ),
  reviews: {
    args: ["states", "author"],
    resolve: ({ reviews }, args) => {
      const states = Array.isArray(args.states) ? args.states : null;
      const wanted = reviews.filter(
        ({ state, author }) =>
          (states?.includes(state) ?? true) && (args.author == null || author.login === args.author),
      );
      return connection(wanted, args);
    },
  },
};

const said: Fields<IssueComment | Review | ReviewComment> = {
  id: ({ kind, id }) => nodeId(kind, id),
  databaseId: ({ id }) => id,
  fullDatabaseId: ({ id }) => String(id),
  author: ({ author }) => actor(author),
  editor: ({ editor }) => actor(editor),
  body: ({ body }) => body,
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  lastEditedAt: ({ lastEditedAt }) => lastEditedAt,
};

const issueComment: Fields<IssueComment> = {
  ...said,
  url: ({ on, id }, _, { world }) => `${htmlUrl(world, on)}#issuecomment-${id}`,
};

const review: Fields<Review> = {
  ...said,
  state: ({ state }) => state,
  submittedAt: ({ createdAt }) => createdAt,
  url: ({ on, id }, _, { world }) => `${htmlUrl(world, on)}#pullrequestreview-${id}`,
  pullRequest: ({ on }) => on,
  commit: ({ on, commit }) => objectSource(on.repository, commit),
  authorCanPushToRepository: ({ on, author }) => hasRole(on.repository, author, "write"),
  comments: ({ comments }, args) => connection(comments, args),
};

const reviewComment: Fields<ReviewComment> = {
  ...said,
  path: ({ path }) => path,
  line: ({ line }) => line,
  url: ({ review: of, id }, _, { world }) => `${htmlUrl(world, of.on)}#discussion_r${id}`,
};

const label: Fields<Label> = {
  id: ({ id }) => nodeId("Label", id),
  name: ({ name }) => name,
  color: ({ color }) => color,
};

export const requestTypes = {
  Issue: issue,
  PullRequest: pullRequest,
  IssueComment: issueComment,
  PullRequestReview: review,
  PullRequestReviewComment: reviewComment,
  Label: label,
};
