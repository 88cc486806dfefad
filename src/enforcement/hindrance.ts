/** Why GitHub doesn't let a ruleset be kept, where trying again would change nothing. */
import type { Hindrance } from "../core/required.ts";
import { GitHubError } from "../github/errors.ts";

/** A hindrance that was seen without GitHub's refusing anything. */
export class Hindered extends Error {
  override readonly name = "Hindered";
  readonly hindrance: Hindrance;

  constructor(hindrance: Hindrance) {
    super(`hindered by ${hindrance.why}`);
    this.hindrance = hindrance;
  }
}

/** @returns null for trouble that may pass: it's to be tried again */
export function hindranceOf(error: unknown): Hindrance | null {
  if (error instanceof Hindered) return error.hindrance;
  if (!(error instanceof GitHubError) || error.retryAfterSeconds !== null) return null;
  const { status, message } = error;
  if (status === 403 && /upgrade to/i.test(message)) return { why: "plan" };
  if (status === 403 && /not accessible/i.test(message)) return { why: "permission" };
  if (status === 403 && /archived|read-only/i.test(message)) return { why: "refused", said: message };
  return status === 404 || status === 422 ? { why: "refused", said: message } : null;
}
