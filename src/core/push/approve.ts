/** `/ai-review approve <sha>`: how a second person countersigns what has arrived already. */
import { readBody } from "../authorship/trailers.ts";
import type { Account, Review, TimelineItem } from "../facts.ts";

const APPROVE = /^\/ai-review\s+approve\s+([0-9a-f]{7,64})\.?\s*$/i;

/**
 * The commits that a comment approves, in small letters and as short as they were written; outside quotations and code.
 *
 * @example approvedCommits("/ai-review approve 3f2c1d9") // ["3f2c1d9"]
 */
export function approvedCommits(body: string): string[] {
  return readBody(body).flatMap((line) => APPROVE.exec(line)?.[1]?.toLowerCase() ?? []);
}

interface Approval {
  readonly author: Account;
  readonly review: Omit<Review, "authorCanPush">;
}

/**
 * Comments that approve a commit, as reviews of it; those of an issue, or of the commit itself. One that was edited says
 * nothing: somebody else may have written what it says now, or it said something else when others read it.
 */
export function approvalsOf(comments: readonly TimelineItem[], head: string): Approval[] {
  return comments.flatMap((item): Approval[] => {
    if (item.kind !== "comment" || item.author === null || item.lastEdit !== null) return [];
    if (!approvedCommits(item.body).some((sha) => head.startsWith(sha))) return [];
    const { id, author, at, body, url } = item;
    return [{ author, review: { id, author, state: "APPROVED", commit: head, submittedAt: at, body, url } }];
  });
}
