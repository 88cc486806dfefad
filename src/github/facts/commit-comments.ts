/** What people say about a commit, where there is no issue in which to say it. */
import type { TimelineItem } from "../../core/facts.ts";
import { graphqlWhole, type Octokit } from "../graphql.ts";
import type { ReviewCommentAnswer } from "./answer.ts";
import { allOf, toTimelineItem } from "./convert.ts";
import { ACTOR } from "./fragments.ts";

/** The newest hundred. Variables: `owner`, `name`, `oid`. https://docs.github.com/graphql/reference/objects#commitcomment */
export const COMMIT_COMMENTS_QUERY = /* GraphQL */ `
query commitComments($owner: String!, $name: String!, $oid: GitObjectID!) {
  repository(owner: $owner, name: $name) {
    object(oid: $oid) {
      __typename
      ... on Commit {
        comments(last: 100) {
          nodes { id createdAt lastEditedAt body url author { ...actor } editor { ...actor } }
        }
      }
    }
  }
}
${ACTOR}`;

interface Answer {
  readonly repository: {
    readonly object: { readonly comments?: { readonly nodes: readonly (ReviewCommentAnswer | null)[] | null } } | null;
  } | null;
}

/**
 * Reads the comments on a commit, oldest first. One request.
 *
 * @throws GitHubError if the answer isn't whole
 */
export async function readCommitComments(
  octokit: Octokit,
  { owner, repo }: { readonly owner: string; readonly repo: string },
  sha: string,
): Promise<readonly TimelineItem[]> {
  const operation = `reading the comments on ${sha.slice(0, 7)} of ${owner}/${repo}`;
  const variables = { owner, name: repo, oid: sha };
  const { repository } = await graphqlWhole<Answer>(octokit, operation, COMMIT_COMMENTS_QUERY, variables);
  const comments = repository?.object?.comments;
  return allOf(comments?.nodes ?? [], "comments on a commit")
    .map((comment) => toTimelineItem({ ...comment, __typename: "IssueComment" }))
    .filter((item) => item !== null);
}
