/**
 * Which installations GitHub asked to wait. "Continuing to make requests while you are rate limited may result in the
 * banning of your integration": https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
import { GitHubError } from "./errors.ts";

export interface Pauses {
  /**
   * Runs what asks GitHub as an installation, unless that one has to wait.
   *
   * @throws GitHubError with the rest of the wait, without asking; and whatever `ask` throws
   */
  unlessPaused<T>(installationId: number, ask: () => Promise<T>): Promise<T>;
}

/** @param now the present time in milliseconds */
export function createPauses(now: () => number = () => Date.now()): Pauses {
  const until = new Map<number, number>();
  return {
    async unlessPaused(installationId, ask) {
      const rest = (until.get(installationId) ?? 0) - now();
      if (rest > 0) {
        const seconds = Math.ceil(rest / 1000);
        throw new GitHubError(`GitHub asked installation ${installationId} to wait ${seconds} s more`, {
          retryAfterSeconds: seconds,
        });
      }
      until.delete(installationId);
      try {
        return await ask();
      } catch (error) {
        if (error instanceof GitHubError && error.retryAfterSeconds !== null) {
          until.set(installationId, now() + error.retryAfterSeconds * 1000);
        }
        throw error;
      }
    },
  };
}
