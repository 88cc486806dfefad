/** What a request would have merged at each of its heads, and when each of its approvals was first seen. */
import type { HeadState } from "../core/memory.ts";
import type { Database } from "./database.ts";

export interface HeadStore {
  /** @returns states by head, and by review */
  headsOf(
    repositoryId: number,
    number: number,
  ): Promise<{ heads: Map<string, HeadState>; reviewed: Map<string, HeadState> }>;
  /** A head's newest state takes the place of an older one; a fingerprint that it had is the present one's to keep. */
  keepHead(repositoryId: number, number: number, head: string, state: HeadState): Promise<void>;
  /** A review keeps the state that it was first seen at. */
  keepReviewed(repositoryId: number, number: number, review: string, state: HeadState): Promise<void>;
}

interface Row extends Record<string, unknown> {
  readonly key: string;
  readonly files: string;
  readonly boundary: string[];
  readonly fingerprint: string | null;
}

export function createHeadStore(database: Pick<Database, "query">): HeadStore {
  const read = async (sql: string, repositoryId: number, number: number) => {
    const rows = await database.query<Row>(sql, [repositoryId, number]);
    return new Map(rows.map(({ key, files, boundary, fingerprint }) => [key, { files, boundary, fingerprint }]));
  };
  return {
    async headsOf(repositoryId, number) {
      const heads = await read(
        "select head as key, files, boundary, fingerprint from countersign.heads where repository_id = $1 and number = $2",
        repositoryId,
        number,
      );
      const reviewed = await read(
        "select review as key, files, boundary, fingerprint from countersign.reviewed where repository_id = $1 and number = $2",
        repositoryId,
        number,
      );
      return { heads, reviewed };
    },
    async keepHead(repositoryId, number, head, { files, boundary, fingerprint }) {
      await database.query(
        `insert into countersign.heads (repository_id, number, head, files, boundary, fingerprint)
         values ($1, $2, $3, $4, $5::text[], $6)
         on conflict (repository_id, number, head) do update
           set files = excluded.files, boundary = excluded.boundary, fingerprint = excluded.fingerprint, kept_at = now()`,
        [repositoryId, number, head, files, [...boundary], fingerprint],
      );
    },
    async keepReviewed(repositoryId, number, review, { files, boundary, fingerprint }) {
      await database.query(
        `insert into countersign.reviewed (repository_id, number, review, files, boundary, fingerprint)
         values ($1, $2, $3, $4, $5::text[], $6) on conflict do nothing`,
        [repositoryId, number, review, files, [...boundary], fingerprint],
      );
    },
  };
}
