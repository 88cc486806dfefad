/** Check suites: one per App and head commit, their state the sum of their runs'. */
import type { App, CheckConclusion, CheckRun, CheckStatus, CheckSuite, Repository, World } from "./model.ts";

/** The App's suite on a commit, made if there is none. */
export function suiteOf(world: World, repository: Repository, app: App, headSha: string): CheckSuite {
  const known = repository.suites.find((suite) => suite.app === app && suite.headSha === headSha);
  if (known) return known;
  const at = world.clock.tick();
  const branch = [...repository.refs].find(([ref, sha]) => ref.startsWith("refs/heads/") && sha === headSha)?.[0];
  const suite: CheckSuite = {
    kind: "CheckSuite",
    id: world.nextId(),
    app,
    repository,
    headSha,
    headBranch: branch?.slice("refs/heads/".length) ?? null,
    createdAt: at,
    updatedAt: at,
    runs: [],
  };
  repository.suites.push(suite);
  return suite;
}

/** The newest run of each name. */
export function latestRuns(suite: CheckSuite): CheckRun[] {
  return suite.runs.filter((run, index) => !suite.runs.slice(index + 1).some(({ name }) => name === run.name));
}

export function statusOf(suite: CheckSuite): CheckStatus {
  const runs = latestRuns(suite);
  if (runs.length === 0) return "queued";
  if (runs.every(({ status }) => status === "completed")) return "completed";
  return runs.some(({ status }) => status === "in_progress") ? "in_progress" : "queued";
}

const WORST_FIRST: readonly CheckConclusion[] = [
  "failure",
  "timed_out",
  "action_required",
  "cancelled",
  "stale",
  "success",
  "neutral",
  "skipped",
];

export function conclusionOf(suite: CheckSuite): CheckConclusion | null {
  if (statusOf(suite) !== "completed") return null;
  const conclusions = latestRuns(suite).map(({ conclusion }) => conclusion);
  return WORST_FIRST.find((conclusion) => conclusions.includes(conclusion)) ?? null;
}
