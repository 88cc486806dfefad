/**
 * Remembers evidence by commit and by tree, so that amending, squashing, closing and opening again, or a detour over
 * another branch, changes nothing.
 *
 * Each commit of a request has a position, counted on through every head that the request ever had; evidence of the request
 * itself stands at position 0. A commit or tree that turns up elsewhere brings what stands at its position or before.
 */
import { createHash } from "node:crypto";
import type { Evidence } from "../core/evidence.ts";
import type { RememberedEvidence } from "../core/memory.ts";
import type { Database } from "./database.ts";

/** What an evaluation found on a request. */
export interface Found {
  readonly repositoryId: number;
  readonly number: number;
  readonly base: string;
  /** The policy protects the base. */
  readonly protected: boolean;
  /** The request's last commit: only its tree has landed once the request is merged, whatever else it once had. */
  readonly head: { readonly sha: string; readonly tree: string | null };
  /** Oldest first. `tree` is null where it equals its parent's: it says nothing about who wrote it. */
  readonly commits: readonly { readonly sha: string; readonly tree: string | null }[];
  readonly evidence: readonly Evidence[];
}

/** Which evidence is asked for. */
interface Question {
  readonly repositoryId: number;
  readonly number: number;
  readonly commits: readonly string[];
  readonly trees: readonly string[];
}

export interface EvidenceStore {
  remember(found: Found): Promise<void>;
  recall(question: Question): Promise<{ evidence: RememberedEvidence[]; knownCommits: Set<string> }>;
  /** Whether any request was seen into this branch. */
  isBase(repositoryId: number, branch: string): Promise<boolean>;
  /**
   * Which of some asks set an agent to work for an earlier request already.
   *
   * @param asks ids of timeline items, addresses of comments
   */
  answered(repositoryId: number, number: number, asks: readonly string[]): Promise<Set<string>>;
  /** Drops what was last seen before a time. @returns how many rows went */
  forget(before: Date): Promise<number>;
}

/** What ends, and by which time of it. */
const TABLES = {
  pushes: "kept_at",
  comments: "kept_at",
  requests: "kept_at",
  objects: "kept_at",
  evidence: "kept_at",
  expected: "kept_at",
  heads: "kept_at",
  reviewed: "kept_at",
  courtesies: "kept_at",
  commands: "kept_at",
  spoken: "kept_at",
  merges: "kept_at",
  landings: "kept_at",
  held_deployments: "kept_at",
  merge_groups: "kept_at",
  evaluations: "evaluated_at",
  checks: "written_at",
} as const;

export function createEvidenceStore(database: Pick<Database, "query">): EvidenceStore {
  return {
    async remember({ repositoryId, number, base, protected: isProtected, head, commits, evidence }) {
      await database.query(
        `insert into countersign.requests as known (repository_id, number, base, protected, last_head, last_tree)
         values ($1, $2, $3, $4, $5, $6)
         on conflict (repository_id, number) do update
           set base = excluded.base, protected = excluded.protected, last_head = excluded.last_head,
             last_tree = excluded.last_tree, landed = false, kept_at = now()`,
        [repositoryId, number, base, isProtected, head.sha, head.tree],
      );
      const positions = await rememberObjects(database, repositoryId, number, commits);
      const items = evidence.map((item) => {
        const sha = item.where.kind === "commit" || item.where.kind === "note" ? item.where.sha : null;
        return { item, position: (sha === null ? null : positions.get(sha)) ?? 0 };
      });
      await keepEvidence(database, repositoryId, number, items);
    },
    async recall({ repositoryId, number, commits, trees }) {
      const rows = await database.query<{ number: number; item: Evidence }>(
        `select number, item from countersign.evidence where repository_id = $1 and number = $2
         union
         select evidence.number, evidence.item
         from countersign.objects
         join countersign.evidence using (repository_id, number)
         left join countersign.requests using (repository_id, number)
         where repository_id = $1 and number <> $2 and evidence.position <= objects.position
           and (objects.kind = 'commit' and objects.oid = any($3::text[])
             or objects.kind = 'tree' and objects.oid = any($4::text[])
               and not coalesce(requests.landed and requests.last_tree = objects.oid, false))
         order by number, item`,
        [repositoryId, number, [...commits], [...trees]],
      );
      const known = await database.query<{ oid: string }>(
        `select distinct oid from countersign.objects where repository_id = $1 and kind = 'commit' and number = $2`,
        [repositoryId, number],
      );
      return {
        evidence: rows.map(({ number: from, item }) => ({ number: from, item })),
        knownCommits: new Set(known.map((row) => row.oid)),
      };
    },
    async isBase(repositoryId, branch) {
      const rows = await database.query(
        "select from countersign.requests where repository_id = $1 and base = $2 and not landed limit 1",
        [repositoryId, branch],
      );
      return rows.length > 0;
    },
    async answered(repositoryId, number, asks) {
      const rows = await database.query<{ ask: string }>(
        `select distinct ask from countersign.evidence,
           lateral (select coalesce(item->'where'->>'url', item->'where'->>'id') as ask) as places
         where repository_id = $1 and number < $2 and item->>'type' = 'person' and ask = any($3::text[])`,
        [repositoryId, number, [...asks]],
      );
      return new Set(rows.map(({ ask }) => ask));
    },
    async forget(before) {
      let gone = 0;
      for (const [table, time] of Object.entries(TABLES)) {
        const rows = await database.query(`delete from countersign.${table} where ${time} < $1 returning 1`, [
          before.toISOString(),
        ]);
        gone += rows.length;
      }
      return gone;
    },
  };
}

/** Adds evidence to what is known of a request. */
export async function keepEvidence(
  database: Pick<Database, "query">,
  repositoryId: number,
  number: number,
  evidence: readonly { readonly item: Evidence; readonly position: number }[],
): Promise<void> {
  const items = evidence.map(({ item, position }) => ({
    digest: createHash("sha256").update(JSON.stringify(item)).digest("hex"),
    position,
    item,
  }));
  await database.query(
    `insert into countersign.evidence (repository_id, number, digest, position, item)
     select distinct on (digest) $1::bigint, $2::integer, digest, position, item
     from jsonb_to_recordset($3::jsonb) as new (digest text, position integer, item jsonb) order by digest, position
     on conflict (repository_id, number, digest) do update set kept_at = now()`,
    [repositoryId, number, JSON.stringify(items)],
  );
}

/**
 * @returns each commit's position; one that the request had before keeps its own. A tree stands where the latest of its
 * commits does: it may have come with a mark after it came without.
 */
async function rememberObjects(
  database: Pick<Database, "query">,
  repositoryId: number,
  number: number,
  commits: Found["commits"],
): Promise<Map<string, number>> {
  const list = commits.map(({ sha, tree }, index) => ({ sha, tree, index }));
  const rows = await database.query<{ oid: string; position: number }>(
    `with last as (
       select coalesce(max(position), 0) as position from countersign.objects
       where repository_id = $1::bigint and number = $2::integer
     ), placed as (
       select sha, tree, coalesce(known.position, last.position + 1 + index) as position
       from last, jsonb_to_recordset($3::jsonb) as listed (sha text, tree text, index integer)
       left join countersign.objects as known
         on known.repository_id = $1 and known.number = $2 and known.oid = listed.sha
     )
     insert into countersign.objects (repository_id, oid, kind, number, position)
     select $1, sha, 'commit', $2, position from placed
     union all
     select $1, tree, 'tree', $2, max(position) from placed where tree is not null group by tree
     on conflict (repository_id, oid, number) do update
       set kept_at = now(), position = greatest(objects.position, excluded.position)
     returning oid, position`,
    [repositoryId, number, JSON.stringify(list)],
  );
  return new Map(rows.map(({ oid, position }) => [oid, position]));
}
