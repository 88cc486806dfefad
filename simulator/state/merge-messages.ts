/** The messages that GitHub writes for merges. */
import type { CommitObject, Identity } from "../git/objects.ts";
import { authorsOf } from "./authors.ts";
import type { PullRequest } from "./conversation.ts";

interface Given {
  readonly title?: string | undefined;
  readonly message?: string | undefined;
}

export function mergeMessage({ number, head, title }: PullRequest, given: Given): string {
  const from = `${head.repository.owner.login}/${head.ref}`;
  return `${given.title ?? `Merge pull request #${number} from ${from}`}\n\n${given.message ?? title}`;
}

const CO_AUTHOR = /^co-authored-by:.*$/gim;

/**
 * A message that is given is the whole body (as it is at GitHub, whatever the reference says of "append":
 * https://github.com/github/rest-api-description/issues/4340). Otherwise, one commit: its own title and body. Several: the
 * request's title and a list of their messages. In both cases everybody who authored a commit is named, except the one who is
 * the squashed commit's author anyway.
 * https://docs.github.com/pull-requests/collaborating-with-pull-requests/incorporating-changes-from-a-pull-request/about-pull-request-merges#squash-and-merge-your-commits
 */
export function squashMessage(
  { number, title }: PullRequest,
  commits: readonly CommitObject[],
  author: Identity,
  given: Given,
): string {
  const [only] = commits;
  const single = commits.length === 1 && only !== undefined;
  const [headline = "", ...rest] = (only?.message ?? "").split("\n");
  const subject = given.title ?? `${single ? headline : title} (#${number})`;
  if (given.message !== undefined) return `${subject}\n\n${given.message}`.trim();
  const body = single ? withoutCoAuthors(rest.join("\n")) : commits.map(bullet).join("\n\n");
  const seen = new Set([author.email.toLowerCase()]);
  const coAuthors = commits.flatMap(authorsOf).filter(({ email }) => {
    const isNew = !seen.has(email.toLowerCase());
    seen.add(email.toLowerCase());
    return isNew;
  });
  const trailers = coAuthors.map(({ name, email }) => `Co-authored-by: ${name} <${email}>`).join("\n");
  const rule = trailers !== "" && !single ? "---------" : "";
  return [subject, body, rule, trailers].filter((part) => part !== "").join("\n\n");
}

const withoutCoAuthors = (text: string) => text.replace(CO_AUTHOR, "").trim();
const bullet = ({ message }: CommitObject) => `* ${withoutCoAuthors(message)}`;
