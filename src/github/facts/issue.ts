/** Issues on which an agent may have been set to work: those that a request closes, and the one that its branch names. */
import type { LinkedIssue } from "../../core/facts.ts";
import { GitHubError } from "../errors.ts";
import { graphql, graphqlWhole, type Octokit, wholeData } from "../graphql.ts";
import type { IssueAnswer, Page, TimelineItemAnswer } from "./answer.ts";
import { toAccount, toTimelineItem } from "./convert.ts";
import { allPages } from "./pages.ts";
import { ISSUE_ITEMS_QUERY, ISSUE_QUERY } from "./query.ts";
import type { RequestRef } from "./read.ts";

/** @throws GitHubError if its timeline can't be read to the end */
export async function toIssue(octokit: Octokit, operation: string, answer: IssueAnswer): Promise<LinkedIssue> {
  type More = { readonly node: { readonly timelineItems?: Page<TimelineItemAnswer> } | null };
  const items = await allPages(answer.timelineItems, "an issue's timeline", async (after) => {
    const { node } = await graphqlWhole<More>(octokit, operation, ISSUE_ITEMS_QUERY, { id: answer.id, after });
    if (!node?.timelineItems) throw new GitHubError(`${operation}: expected more of an issue's timeline, got none`);
    return node.timelineItems;
  });
  return {
    repository: answer.repository.nameWithOwner,
    number: answer.number,
    timeline: items.map(toTimelineItem).filter((item) => item !== null),
    requests: requestsOf(answer),
  };
}

/** A list that is cut and one with a null in it say the same: there are more. */
function requestsOf({ closedByPullRequestsReferences: list }: IssueAnswer): LinkedIssue["requests"] {
  const shown = (list?.nodes ?? []).filter((request) => request !== null);
  if (shown.length < (list?.totalCount ?? 0)) return null;
  return shown.map(({ number, createdAt, author }) => ({ number, createdAt, author: toAccount(author) }));
}

/**
 * Reads an issue by its number. One request.
 *
 * @returns null if there is no such issue: the number may be a request's, or nobody's
 */
export async function readIssue(
  octokit: Octokit,
  { owner, repo, number }: RequestRef,
  issue: number,
): Promise<LinkedIssue | null> {
  const operation = `reading issue ${issue} for ${owner}/${repo}#${number}`;
  type Answer = { readonly repository: { readonly issue: IssueAnswer | null } | null };
  const answer = await graphql<Answer>(octokit, operation, ISSUE_QUERY, { owner, name: repo, number: issue });
  const errors = answer.errors.filter((error) => !(error.type === "NOT_FOUND" && error.path?.[1] === "issue"));
  const data = wholeData(answer.data, errors, operation);
  return data.repository?.issue ? toIssue(octokit, operation, data.repository.issue) : null;
}
