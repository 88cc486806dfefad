/** Merge queues' groups that were judged and aren't gone yet: a request's new verdict is theirs too. */
import type { Database } from "./database.ts";

interface MergeGroup {
  /** The base's short name. */
  readonly branch: string;
  readonly head: string;
}

export interface MergeGroupStore {
  /** @param numbers the requests that the group would merge */
  keepGroup(repositoryId: number, group: MergeGroup, numbers: readonly number[]): Promise<void>;
  forgetGroup(repositoryId: number, head: string): Promise<void>;
  group(repositoryId: number, head: string): Promise<MergeGroup | null>;
  groupsWith(repositoryId: number, number: number): Promise<MergeGroup[]>;
}

type Row = Record<string, unknown> & MergeGroup;

export function createMergeGroupStore(database: Pick<Database, "query">): MergeGroupStore {
  return {
    async keepGroup(repositoryId, { branch, head }, numbers) {
      await database.query(
        `insert into countersign.merge_groups (repository_id, head, branch, numbers) values ($1, $2, $3, $4::integer[])
         on conflict (repository_id, head) do update
           set branch = excluded.branch, numbers = excluded.numbers, kept_at = now()`,
        [repositoryId, head, branch, [...numbers]],
      );
    },
    async forgetGroup(repositoryId, head) {
      await database.query("delete from countersign.merge_groups where repository_id = $1 and head = $2", [
        repositoryId,
        head,
      ]);
    },
    async group(repositoryId, head) {
      const [row] = await database.query<Row>(
        "select branch, head from countersign.merge_groups where repository_id = $1 and head = $2",
        [repositoryId, head],
      );
      return row ?? null;
    },
    groupsWith: (repositoryId, number) =>
      database.query<Row>(
        "select branch, head from countersign.merge_groups where repository_id = $1 and $2::integer = any(numbers)",
        [repositoryId, number],
      ),
  };
}
