/** Which issues a request closes when it's merged. */
import type { Issue, PullRequest } from "./conversation.ts";
import type { Repository } from "./model.ts";

const CLOSING = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+(?:([\w.-]+)\/([\w.-]+))?#(\d+)\b/gi;

/**
 * The issues that the request's body names with a closing word, in its own repository. They are linked only where the
 * request goes into the default branch.
 * https://docs.github.com/issues/tracking-your-work-with-issues/using-issues/linking-a-pull-request-to-an-issue
 */
export function closingIssues({ repository, base, body }: PullRequest): Issue[] {
  if (base.ref !== repository.defaultBranch) return [];
  const numbers = [...body.matchAll(CLOSING)]
    .filter(([, owner, name]) => isHere(repository, owner, name))
    .map(([, , , number]) => Number(number));
  return [...new Set(numbers)].flatMap((number) => {
    const found = repository.conversations.get(number);
    return found?.kind === "Issue" ? [found] : [];
  });
}

function isHere(repository: Repository, owner: string | undefined, name: string | undefined): boolean {
  return owner === undefined || (owner === repository.owner.login && name === repository.name);
}

/** The requests that close an issue. */
export function closingRequests(issue: Issue): PullRequest[] {
  return [...issue.repository.conversations.values()].filter(
    (each): each is PullRequest => each.kind === "PullRequest" && closingIssues(each).includes(issue),
  );
}
