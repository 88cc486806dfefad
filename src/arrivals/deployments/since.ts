/** What a deployment would bring that wasn't there before: since the last successful one, or the App's installation. */
import { baselines, type PastDeployment } from "../../core/deployment/baseline.ts";
import type { Since } from "../../core/deployment/facts.ts";
import type { DeploymentPage, DeploymentSurroundings } from "../../github/deployments/read.ts";
import { GitHubError } from "../../github/errors.ts";
import type { Comparison } from "../../github/facts/comparison.ts";
import type { DeploymentJob } from "../../queue/job.ts";
import type { DeploymentStore } from "../../store/deployments.ts";
import type { DeploymentDoor } from "./door.ts";

export interface Brought {
  readonly since: Since;
  readonly comparison: Comparison;
}

/** How many pages of deployments are looked through for one that succeeded. */
const MOST_PAGES = 20;
/** How many deployments are measured from where GitHub can't compare with the last one: its commit may be gone. */
const MOST_BASELINES = 5;

/** @param askedSince since when this App is asked about the environment */
export async function whatItBrings(
  job: DeploymentJob,
  { deployments, repository, branches }: DeploymentSurroundings,
  spellings: readonly string[],
  askedSince: string,
  github: DeploymentDoor,
  store: DeploymentStore,
): Promise<Brought> {
  for (const { sha, succeededAt } of await lastOnes()) {
    const comparison = await github.compare(job, sha, job.sha);
    if (!isImpossible(comparison)) {
      return { since: { kind: "deployment", sha, at: succeededAt ?? askedSince }, comparison };
    }
  }
  const at = await github.readInstalledAt(job);
  const branch = branches.find(({ name }) => name === repository.defaultBranch);
  if (!branch) throw new GitHubError(`GitHub doesn't show the default branch, ${repository.defaultBranch}`);
  const tip = await github.readTipAt(job, branch, at);
  const older = tip === null ? [] : (await github.readHistory(job, tip, 1)).commits;
  const since: Since = { kind: "installation", at, tip, older };
  // Where nothing is older, everything counts.
  return {
    since,
    comparison: await (tip === null ? github.readHistory(job, job.sha) : github.compare(job, tip, job.sha)),
  };

  async function lastOnes(): Promise<PastDeployment[]> {
    let page: DeploymentPage = deployments;
    for (let count = 1; ; count++) {
      const others = page.deployments.filter(({ id }) => id === null || id !== job.deploymentId);
      const shas = others.map(({ sha }) => sha);
      const letThrough = await store.letThrough(job.repositoryId, job.environment, shas);
      const found = baselines(others, { since: askedSince, letThrough });
      if (found.length > 0) return found.slice(0, MOST_BASELINES);
      if (page.next === null || count >= MOST_PAGES) return [];
      page = await github.readOlderDeployments(job, spellings, page.next);
    }
  }
}

/** In how many branches a commit is looked for that is the newest of none. */
const MOST_TIPS = 20;

/** GitHub shows nothing of it: one of the two commits is gone, or they share no history. */
function isImpossible({ commits, gaps }: Comparison): boolean {
  return commits.length === 0 && gaps.some((gap) => gap.list === "commits");
}

/**
 * Whether the commit is of this repository: on a branch, at a tag, or of a request. GitHub also shows those of forks under
 * the repository's name.
 *
 * @param protectedBranches names
 */
export async function isOfRepository(
  job: DeploymentJob,
  { isThere, tip, branches, repository }: DeploymentSurroundings,
  protectedBranches: ReadonlySet<string>,
  github: DeploymentDoor,
): Promise<boolean> {
  if (!isThere) return false;
  if (tip === job.sha || branches.some(({ sha }) => sha === job.sha)) return true;
  const likely = [
    ...branches.filter(({ name }) => name === repository.defaultBranch),
    ...branches.filter(({ name }) => protectedBranches.has(name)),
  ];
  const tips = new Set([...(tip === null ? [] : [tip]), ...likely.map(({ sha }) => sha)]);
  for (const sha of [...tips].slice(0, MOST_TIPS)) {
    const { commits, gaps } = await github.compare(job, sha, job.sha);
    if (commits.length === 0 && gaps.every((gap) => gap.list !== "commits")) return true;
  }
  return (await github.readTies(job, [job.sha])).length > 0;
}
