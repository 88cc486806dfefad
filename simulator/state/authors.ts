/** Whom GitHub names as a commit's authors. */
import type { CommitObject, Identity } from "../git/objects.ts";

const CO_AUTHOR = /^co-authored-by:\s*(.*?)\s*<([^<>]*)>\s*$/i;

/**
 * The author, and everybody in `Co-authored-by` lines of the message's last paragraph; each address once.
 * https://docs.github.com/pull-requests/committing-changes-to-your-project/creating-and-editing-commits/creating-a-commit-with-multiple-authors
 */
export function authorsOf({ author, message }: Pick<CommitObject, "author" | "message">): Identity[] {
  const lines =
    message
      .trimEnd()
      .split(/\r?\n\s*\r?\n/)
      .at(-1)
      ?.split(/\r?\n/) ?? [];
  const coAuthors = lines.flatMap((line): Identity[] => {
    const [, name, email] = CO_AUTHOR.exec(line) ?? [];
    return name === undefined || email === undefined ? [] : [{ name, email, date: author.date }];
  });
  const seen = new Set<string>();
  return [author, ...coAuthors].filter(({ email }) => {
    const isNew = !seen.has(email.toLowerCase());
    seen.add(email.toLowerCase());
    return isNew;
  });
}
