/** What waits in the queue: which change to look at again, and nothing about what it will show. */

export interface ChangeRef {
  readonly installationId: number;
  readonly owner: string;
  readonly repo: string;
  /** The numeric id, which survives renames. */
  readonly repositoryId: number;
  readonly number: number;
}

export interface Job {
  readonly change: ChangeRef;
  /** The head that the event was about: facts older than it are read again. Null where the event doesn't say. */
  readonly head: string | null;
  /** The event, for the log. */
  readonly reason: string;
}

/** One key a change: one evaluation runs at a time, and at most one waits. */
export function keyOf({ installationId, repositoryId, number }: ChangeRef): string {
  return `${installationId}:${repositoryId}:${number}`;
}

/** `acme/shop#7`, for people. */
export function nameOfChange({ owner, repo, number }: ChangeRef): string {
  return `${owner}/${repo}#${number}`;
}
