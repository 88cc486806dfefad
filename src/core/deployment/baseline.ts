/** From which deployment on commits are judged. */

/** A deployment to the environment, as GitHub lists it. */
export interface PastDeployment {
  readonly id: number | null;
  readonly sha: string;
  /** ISO 8601, GitHub's clock. */
  readonly createdAt: string;
  /** When it was last said to have succeeded; null if it never was. */
  readonly succeededAt: string | null;
}

/** What this App knows of an environment. */
export interface Environment {
  /** Since when it is asked about it. */
  readonly since: string;
  /** Commits that it let through to it. */
  readonly letThrough: ReadonlySet<string>;
}

/**
 * Successful deployments that later ones can be measured from, the last one first.
 *
 * Whoever may write to a repository can record a successful deployment of any commit, so one that came after this App was
 * first asked counts only if it let that commit through. (What it let through had been covered from the deployment before
 * it on, so a false record of such a commit hides nothing.)
 */
export function baselines(all: readonly PastDeployment[], { since, letThrough }: Environment): PastDeployment[] {
  return all
    .filter(({ sha, succeededAt }) => {
      if (succeededAt === null) return false;
      return letThrough.has(sha) || Date.parse(succeededAt) < Date.parse(since);
    })
    .sort((a, b) => Date.parse(b.succeededAt ?? "") - Date.parse(a.succeededAt ?? ""));
}
