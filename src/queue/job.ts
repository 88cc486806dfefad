/** What waits in the queue: which change to look at again, and nothing about what it will show. */

/** A repository as an installation reaches it. */
export interface Place {
  readonly installationId: number;
  readonly owner: string;
  readonly repo: string;
  /** The numeric id, which survives renames. */
  readonly repositoryId: number;
}

export interface ChangeRef extends Place {
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

/**
 * Work around changes:
 * - `survey-installation`: judge every open request of an installation again
 * - `survey-repository`: judge every open request of a repository again
 */
export type Errand =
  | {
      readonly kind: "survey-installation";
      readonly installationId: number;
      /** Only so many requests, those that changed last; all where it's missing. */
      readonly newest?: number;
      readonly reason: string;
    }
  | ({
      readonly kind: "survey-repository";
      /** Only requests into this branch; null: all. */
      readonly base: string | null;
      readonly reason: string;
    } & Place);

/** One key an errand: the same errand never runs twice at a time, and waits at most once. */
export function keyOfErrand(errand: Errand): string {
  const key = `${errand.kind}:${errand.installationId}`;
  switch (errand.kind) {
    case "survey-installation":
      return errand.newest === undefined ? key : `${key}:newest`;
    case "survey-repository":
      return `${key}:${errand.repositoryId}${errand.base === null ? "" : `:${errand.base}`}`;
  }
}
