/** What is remembered of pushes to protected branches: merges, which branches are protected, and what was reported. */
import type { Conclusion, Verdict } from "../core/decision.ts";
import type { Account } from "../core/facts.ts";
import type { Mode } from "../core/policy.ts";
import type { LandedRequest } from "../core/push/facts.ts";
import type { Database } from "./database.ts";

/** Which branches a repository's policy protects, as it was read last. */
export interface Protection {
  readonly mode: Mode;
  readonly defaultBranch: string;
  /** Null: the default branch. */
  readonly branches: readonly string[] | null;
}

/** One push that was reported, by its branch and head. */
export interface Landing {
  readonly repositoryId: number;
  readonly branch: string;
  readonly head: string;
  readonly before: string | null;
  readonly forced: boolean;
  readonly pusher: Account | null;
  /** ISO 8601, GitHub's clock. */
  readonly at: string;
}

export interface ReportedLanding extends Landing {
  readonly conclusion: Conclusion;
  /** The issue that reports it. */
  readonly issue: number | null;
  /** A commit comment reports it. */
  readonly commented: boolean;
  /** It was about to be announced since then; where neither issue nor comment is known, GitHub may have one all the same. */
  readonly announcedAt: string | null;
  /** Who countersigned it; none while it waits. */
  readonly countersigned: readonly Account[];
}

export interface LandingStore {
  /** Null where it isn't known, or hasn't been read for a day. */
  protection(repositoryId: number): Promise<Protection | null>;
  /** @returns whether none was known */
  keepProtection(repositoryId: number, owner: string, protection: Protection): Promise<boolean>;
  /** The policy may be another one now. */
  forgetProtection(repositoryId: number): Promise<void>;
  /**
   * Requests whose head or merge is among these commits, as the deliveries of merges and earlier evaluations tell.
   *
   * @param branch only those into this one; null: all
   */
  landedAmong(
    repositoryId: number,
    branch: string | null,
    shas: readonly string[],
  ): Promise<(LandedRequest & { readonly base: string })[]>;
  /** Whether a request had passed at a head for a branch. */
  verdictOf(repositoryId: number, branch: string, number: number, head: string): Promise<LandedRequest["verdict"]>;
  landing(repositoryId: number, branch: string, head: string): Promise<ReportedLanding | null>;
  /** Reports at a commit: by its whole id, or by its beginning. */
  landingsAt(repositoryId: number, sha: string): Promise<ReportedLanding[]>;
  /** @param commits those of its commits that nobody answers for */
  keepLanding(
    landing: Landing,
    verdict: Verdict["kind"],
    conclusion: Conclusion,
    commits: readonly string[],
  ): Promise<void>;
  /** Written before GitHub is asked, so that a second announcement can be avoided whatever happens in between. */
  keepAnnouncing(landing: Landing): Promise<void>;
  keepAnnounced(landing: Landing, how: { readonly issue: number } | "comment"): Promise<void>;
  /** @param needed how many of them would do; null where it matters who they are */
  keepCountersigned(landing: Landing, by: readonly Account[], needed: number | null): Promise<void>;
}

interface LandingRow extends Record<string, unknown> {
  readonly branch: string;
  readonly head: string;
  readonly before: string | null;
  readonly forced: boolean;
  readonly pusher: Account | null;
  readonly pushed_at: Date;
  readonly conclusion: Conclusion;
  readonly issue: number | null;
  readonly commented: boolean;
  readonly announced_at: Date | null;
  readonly countersigned: Account[];
}

interface LandedRow extends Record<string, unknown> {
  readonly number: number;
  readonly base: string;
  readonly head: string;
  readonly sha: string | null;
  readonly merged_by: Account | null;
  readonly commits: number | null;
  readonly verdict: string | null;
}

/** Everything is looked at once a day, and that may take a while. */
const FRESH = "read_at > now() - interval '26 hours'";

/** These hold a request; every other verdict lets it pass. */
const HELD: ReadonlySet<string> = new Set<Verdict["kind"]>(["waiting", "blocked"]);

function verdictFrom(verdict: string | null | undefined): LandedRequest["verdict"] {
  if (verdict === null || verdict === undefined) return "unknown";
  return HELD.has(verdict) ? "held" : "passed";
}

export function createLandingStore(database: Pick<Database, "query">): LandingStore {
  const landings = async (where: string, parameters: readonly unknown[]) => {
    const rows = await database.query<LandingRow>(
      `select branch, head, before, forced, pusher, pushed_at, conclusion, issue, commented, announced_at, countersigned
       from countersign.landings where repository_id = $1 and ${where} order by pushed_at`,
      parameters,
    );
    return rows.map((row) => toLanding(Number(parameters[0]), row));
  };
  const update = async ({ repositoryId, branch, head }: Landing, set: string, value: unknown) => {
    await database.query(
      `update countersign.landings set ${set}, kept_at = now() where repository_id = $1 and branch = $2 and head = $3`,
      [repositoryId, branch, head, value],
    );
  };
  return {
    async protection(repositoryId) {
      const [row] = await database.query<{ mode: Mode; default_branch: string; branches: string[] | null }>(
        `select mode, default_branch, branches from countersign.protections
         where repository_id = $1 and ${FRESH}`,
        [repositoryId],
      );
      return row ? { mode: row.mode, defaultBranch: row.default_branch, branches: row.branches } : null;
    },
    async keepProtection(repositoryId, owner, { mode, defaultBranch, branches }) {
      const [row] = await database.query<{ known: boolean }>(
        `with known as (select ${FRESH} as fresh from countersign.protections where repository_id = $1)
         insert into countersign.protections (repository_id, owner, mode, default_branch, branches)
         values ($1, $2, $3, $4, $5::text[])
         on conflict (repository_id) do update set owner = excluded.owner, mode = excluded.mode,
           default_branch = excluded.default_branch, branches = excluded.branches, read_at = now()
         returning coalesce((select fresh from known), false) as known`,
        [repositoryId, owner.toLowerCase(), mode, defaultBranch, branches],
      );
      return !row?.known;
    },
    async forgetProtection(repositoryId) {
      await database.query("delete from countersign.protections where repository_id = $1", [repositoryId]);
    },
    async landedAmong(repositoryId, branch, shas) {
      const rows = await database.query<LandedRow>(
        `select coalesce(merges.number, judged.number) as number, coalesce(merges.head, judged.head) as head,
                coalesce(merges.base, judged.base) as base, merges.sha, merges.merged_by, merges.commits, judged.verdict
         from (select * from countersign.merges
               where repository_id = $1 and ($2::text is null or base = $2) and (sha = any($3::text[]) or head = any($3::text[]))) as merges
         full join (select evaluations.number, evaluations.head, evaluations.verdict, requests.base
                    from countersign.evaluations join countersign.requests using (repository_id, number)
                    where repository_id = $1 and ($2::text is null or base = $2)
                      and (evaluations.head = any($3::text[])
                        or number in (select number from countersign.merges
                                      where repository_id = $1 and sha = any($3::text[])))) as judged
           on merges.number = judged.number and merges.head = judged.head
         order by 1`,
        [repositoryId, branch, [...shas]],
      );
      return rows.map(({ number, base, head, sha, merged_by, commits, verdict }) => ({
        number,
        base,
        head,
        mergeCommit: sha,
        mergedBy: merged_by,
        commits: commits ?? 0,
        verdict: verdictFrom(verdict),
      }));
    },
    async verdictOf(repositoryId, branch, number, head) {
      const [row] = await database.query<{ verdict: string }>(
        `select verdict from countersign.evaluations join countersign.requests using (repository_id, number)
         where repository_id = $1 and base = $2 and number = $3 and head = $4`,
        [repositoryId, branch, number, head],
      );
      return verdictFrom(row?.verdict);
    },
    async landing(repositoryId, branch, head) {
      return (await landings("branch = $2 and head = $3", [repositoryId, branch, head]))[0] ?? null;
    },
    landingsAt: (repositoryId, sha) => landings("starts_with(head, $2)", [repositoryId, sha]),
    async keepLanding(landing, verdict, conclusion, commits) {
      const { repositoryId, branch, head, before, forced, pusher, at } = landing;
      await database.query(
        `insert into countersign.landings
           (repository_id, branch, head, before, forced, pusher, pushed_at, verdict, conclusion, commits)
         values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9, $10::text[])
         on conflict (repository_id, branch, head) do update
           set verdict = excluded.verdict, conclusion = excluded.conclusion, commits = excluded.commits, kept_at = now()`,
        [
          repositoryId,
          branch,
          head,
          before,
          forced,
          pusher && JSON.stringify(pusher),
          at,
          verdict,
          conclusion,
          [...commits],
        ],
      );
    },
    keepAnnouncing: (landing) => update(landing, "announced_at = coalesce(announced_at, $4::timestamptz)", new Date()),
    keepAnnounced: (landing, how) =>
      how === "comment"
        ? update(landing, "commented = $4::boolean", true)
        : update(landing, "issue = $4::integer", how.issue),
    async keepCountersigned({ repositoryId, branch, head }, by, needed) {
      await database.query(
        `update countersign.landings set countersigned = $4::jsonb, needed = $5, kept_at = now()
         where repository_id = $1 and branch = $2 and head = $3`,
        [repositoryId, branch, head, JSON.stringify(by), needed],
      );
    },
  };
}

function toLanding(repositoryId: number, row: LandingRow): ReportedLanding {
  const { branch, head, before, forced, pusher, pushed_at, conclusion, issue, commented, announced_at } = row;
  return {
    repositoryId,
    branch,
    head,
    before,
    forced,
    pusher,
    at: pushed_at.toISOString(),
    conclusion,
    issue,
    commented,
    announcedAt: announced_at?.toISOString() ?? null,
    countersigned: row.countersigned,
  };
}
