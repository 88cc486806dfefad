/** Answers a comment by a reaction. */
import { asGitHubError } from "./errors.ts";
import type { RequestRef } from "./facts/read.ts";
import type { Octokit } from "./graphql.ts";

/** A comment's number, which REST asks for, stands at the end of its address. */
const IN_CONVERSATION = /#issuecomment-(\d+)$/;
const ON_A_LINE = /#discussion_r(\d+)$/;

/**
 * Puts a reaction on a comment; one that is there already stays. One request, none for a review's own text: REST knows no
 * reactions to it. https://docs.github.com/rest/reactions/reactions#create-reaction-for-an-issue-comment
 *
 * @param url the comment's address
 * @returns false if GitHub doesn't take it: the comment is gone, or the App may not
 * @throws GitHubError if GitHub couldn't answer
 */
export async function react(
  octokit: Octokit,
  { owner, repo, number }: RequestRef,
  url: string,
  content: "+1" | "confused",
): Promise<boolean> {
  const kind = IN_CONVERSATION.test(url) ? "issues" : "pulls";
  const id = Number((IN_CONVERSATION.exec(url) ?? ON_A_LINE.exec(url))?.[1]);
  if (!Number.isSafeInteger(id)) return false;
  try {
    await octokit.request(`POST /repos/{owner}/{repo}/${kind}/comments/{comment_id}/reactions`, {
      owner,
      repo,
      comment_id: id,
      content,
    });
    return true;
  } catch (error) {
    const failure = asGitHubError(error, `answering a comment on ${owner}/${repo}#${number}`);
    if (failure.isRefusal) return false;
    throw failure;
  }
}
