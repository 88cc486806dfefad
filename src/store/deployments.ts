/** What is remembered of deployments: what was let through to each environment, and what was held, with who countersigned it. */
import type { CountersignedWork } from "../core/deployment/covered.ts";
import type { Account } from "../core/facts.ts";
import type { DeploymentJob } from "../queue/job.ts";
import type { Database } from "./database.ts";

/** A deployment that was rejected. */
export interface HeldDeployment {
  readonly job: DeploymentJob;
  /** The commits that it was rejected for. */
  readonly commits: readonly string[];
  /** The issue in which it can be countersigned. */
  readonly issue: number | null;
  /** Its issue was about to be opened since then; where none is known, GitHub may have one all the same. */
  readonly announcedAt: string | null;
  readonly countersigned: readonly Account[];
}

export interface DeploymentStore {
  /** Since when this App is asked about an environment: the first time that was ever told. @param at ISO 8601 */
  askedSince(repositoryId: number, environment: string, at: string): Promise<string>;
  /** Which of some commits this App let through to an environment. */
  letThrough(repositoryId: number, environment: string, commits: readonly string[]): Promise<Set<string>>;
  keepLetThrough(repositoryId: number, environment: string, commit: string): Promise<void>;
  held(repositoryId: number, environment: string, commit: string): Promise<HeldDeployment | null>;
  /** Deployments of a commit that were rejected: by its whole id, or by its beginning. */
  heldAt(repositoryId: number, commit: string): Promise<HeldDeployment[]>;
  /** Adds commits to those of before. Who countersigned it then hasn't seen new ones. */
  keepHeld(job: DeploymentJob, commits: readonly string[]): Promise<void>;
  /** Written before GitHub is asked, so that a second issue can be avoided whatever happens in between. */
  keepOpening(job: DeploymentJob): Promise<void>;
  keepOpened(job: DeploymentJob, issue: number): Promise<void>;
  keepHeldCountersigned(job: DeploymentJob, by: readonly Account[], needed: number | null): Promise<void>;
  /** Pushes of some commits to whichever branch, oldest first. */
  pushesOf(
    repositoryId: number,
    commits: readonly string[],
  ): Promise<{ branch: string; after: string; actor: Account | null }[]>;
  /** Reports of pushes and of held deployments that have any of these commits, oldest first. */
  reportsWith(repositoryId: number, commits: readonly string[]): Promise<CountersignedWork[]>;
}

interface HeldRow extends Record<string, unknown> {
  readonly job: DeploymentJob;
  readonly commits: string[];
  readonly issue: number | null;
  readonly announced_at: Date | null;
  readonly countersigned: Account[];
}

interface ReportRow extends Record<string, unknown> {
  readonly commit: string;
  readonly commits: string[];
  readonly issue: number | null;
  readonly waits: boolean;
  readonly countersigned: Account[];
  readonly needed: number | null;
}

const keyOf = ({ repositoryId, environment, sha }: DeploymentJob) => [repositoryId, environment.toLowerCase(), sha];

export function createDeploymentStore(database: Pick<Database, "query">): DeploymentStore {
  const held = async (where: string, parameters: readonly unknown[]) => {
    const rows = await database.query<HeldRow>(
      `select job, commits, issue, announced_at, countersigned from countersign.held_deployments
       where repository_id = $1 and ${where} order by environment`,
      parameters,
    );
    return rows.map(({ announced_at, ...row }) => ({ ...row, announcedAt: announced_at?.toISOString() ?? null }));
  };
  const update = async (job: DeploymentJob, set: string, ...values: readonly unknown[]) => {
    await database.query(
      `update countersign.held_deployments set ${set}, kept_at = now()
       where repository_id = $1 and environment = $2 and commit = $3`,
      [...keyOf(job), ...values],
    );
  };
  return {
    async askedSince(repositoryId, environment, at) {
      const [row] = await database.query<{ asked_at: Date }>(
        `insert into countersign.environments as known (repository_id, environment, asked_at) values ($1, $2, $3)
         on conflict (repository_id, environment) do update set asked_at = least(known.asked_at, excluded.asked_at)
         returning asked_at`,
        [repositoryId, environment.toLowerCase(), at],
      );
      return row?.asked_at.toISOString() ?? at;
    },
    async letThrough(repositoryId, environment, commits) {
      const rows = await database.query<{ commit: string }>(
        `select commit from countersign.let_through
         where repository_id = $1 and environment = $2 and commit = any($3::text[])`,
        [repositoryId, environment.toLowerCase(), [...commits]],
      );
      return new Set(rows.map(({ commit }) => commit));
    },
    async keepLetThrough(repositoryId, environment, commit) {
      await database.query(
        `insert into countersign.let_through (repository_id, environment, commit) values ($1, $2, $3)
         on conflict do nothing`,
        [repositoryId, environment.toLowerCase(), commit],
      );
    },
    async held(repositoryId, environment, commit) {
      const rows = await held("environment = $2 and commit = $3", [repositoryId, environment.toLowerCase(), commit]);
      return rows[0] ?? null;
    },
    heldAt: (repositoryId, commit) => held("starts_with(commit, $2)", [repositoryId, commit]),
    async keepHeld(job, commits) {
      await database.query(
        `insert into countersign.held_deployments as known (repository_id, environment, commit, job, commits)
         values ($1, $2, $3, $4::jsonb, $5::text[])
         on conflict (repository_id, environment, commit) do update
           set job = excluded.job, kept_at = now(),
             countersigned = case when known.commits @> excluded.commits then known.countersigned else '[]' end,
             commits = array(select distinct unnest(known.commits || excluded.commits))`,
        [...keyOf(job), JSON.stringify(job), [...commits]],
      );
    },
    keepOpening: (job) => update(job, "announced_at = coalesce(announced_at, $4::timestamptz)", new Date()),
    keepOpened: (job, issue) => update(job, "issue = $4::integer", issue),
    keepHeldCountersigned: (job, by, needed) =>
      update(job, "countersigned = $4::jsonb, needed = $5::integer", JSON.stringify(by), needed),
    async pushesOf(repositoryId, commits) {
      return database.query<{ branch: string; after: string; actor: Account | null }>(
        `select branch, after, actor from countersign.pushes where repository_id = $1 and after = any($2::text[])
         order by pushed_at, id`,
        [repositoryId, [...commits]],
      );
    },
    async reportsWith(repositoryId, commits) {
      const rows = await database.query<ReportRow>(
        `select head as commit, commits, issue, verdict in ('waiting', 'blocked') as waits, countersigned, needed,
                pushed_at as at
         from countersign.landings where repository_id = $1 and commits && $2::text[]
         union all
         select commit, commits, issue, countersigned = '[]', countersigned, needed, kept_at
         from countersign.held_deployments where repository_id = $1 and commits && $2::text[]
         order by at`,
        [repositoryId, [...commits]],
      );
      return rows.map(({ commit, commits: own, issue, waits, countersigned, needed }) => ({
        commit,
        commits: own,
        issue,
        waits,
        by: countersigned,
        needed,
      }));
    },
  };
}
