/** What an address in a commit says. GitHub's own forms carry an account; every address is text that anyone can write. */

export interface NoreplyAddress {
  /** The account's number, or null in the older form that has only a login. */
  readonly id: number | null;
  readonly login: string;
}

/** `ID+login@users.noreply.github.com`, or a GitHub Enterprise Server's host after `users.noreply.`. */
const NOREPLY = /^(?:(\d{1,15})\+)?([^@+\s]+)@users\.noreply\.[a-z0-9.-]+$/i;

/**
 * Reads GitHub's private address of an account.
 * https://docs.github.com/account-and-profile/reference/email-addresses-reference
 *
 * @returns null for any other address
 */
export function readNoreply(email: string): NoreplyAddress | null {
  const match = NOREPLY.exec(email.trim());
  return match?.[2] ? { id: match[1] === undefined ? null : Number(match[1]), login: match[2] } : null;
}

/** GitHub's own address as a committer: what it merges, edits and squashes in the browser. */
export function isGitHubItself(email: string): boolean {
  return email.trim().toLowerCase() === "noreply@github.com";
}

/** GitHub's account for what it commits itself. https://api.github.com/users/web-flow */
export const WEB_FLOW_ID = 19864447;
