/** Up to which commit of each default branch all pushes have come: a lost delivery shows as a step that is missing. */
import type { Movement } from "../core/push/missed.ts";
import type { Database } from "./database.ts";

export interface Tip {
  readonly repositoryId: number;
  /** The default branch's short name. */
  readonly branch: string;
  readonly sha: string;
}

export interface TipStore {
  /** Of these repositories, as far as they were seen before. */
  tips(repositoryIds: readonly number[]): Promise<Tip[]>;
  keepTip(tip: Tip): Promise<void>;
  /** Pushes that deliveries told of, newest first; a thousand at most. What was read from GitHub's list isn't among them. */
  delivered(repositoryId: number, branch: string): Promise<Movement[]>;
}

const MOST_PUSHES = 1000;

export function createTipStore(database: Pick<Database, "query">): TipStore {
  return {
    async tips(repositoryIds) {
      const rows = await database.query<{ repository_id: string; branch: string; sha: string }>(
        "select repository_id, branch, sha from countersign.tips where repository_id = any($1::bigint[])",
        [[...repositoryIds]],
      );
      return rows.map(({ repository_id, branch, sha }) => ({ repositoryId: Number(repository_id), branch, sha }));
    },
    async keepTip({ repositoryId, branch, sha }) {
      await database.query(
        `insert into countersign.tips (repository_id, branch, sha) values ($1, $2, $3)
         on conflict (repository_id) do update set branch = excluded.branch, sha = excluded.sha, kept_at = now()`,
        [repositoryId, branch, sha],
      );
    },
    delivered: (repositoryId, branch) =>
      database.query<{ before: string | null; after: string }>(
        `select before, after from countersign.pushes
         where repository_id = $1 and branch = $2 and id not like 'activity:%' order by pushed_at desc limit $3`,
        [repositoryId, branch, MOST_PUSHES],
      ),
  };
}
