/** From GitHub's answer, or its refusal, to a look. */
import { type Look, seen, unseen } from "../../doctor/facts.ts";
import { asGitHubError, GitHubError, shortly } from "../errors.ts";

/**
 * Reads something, and says why where it can't.
 *
 * @param needs the permission that it takes, `administration: read`; null where every App may
 */
export async function looking<Value>(needs: string | null, read: () => Promise<Value>): Promise<Look<Value>> {
  try {
    return seen(await read());
  } catch (error) {
    // Octokit gives a status to connections that fail, too. Without one an answer came, in a shape that nobody expects: a
    // proxy's page, or something new. It must not end the whole look.
    if (!(error instanceof GitHubError) && !(error instanceof Error && "status" in error)) {
      return unseen(`the answer isn't what GitHub's documentation says (${shortly(String(error))})`);
    }
    const failure = asGitHubError(error, "reading");
    const { retryAfterSeconds: wait, status } = failure;
    if (wait !== null) return unseen(`GitHub asked to wait ${Math.ceil(wait)} s`);
    if (needs !== null && (status === 403 || status === 404)) return unseen(`needs \`${needs}\``);
    return unseen(failure.message);
  }
}
