/** Remembers what was done around a request to help people, so that it is done once. */
import type { DoneAround } from "../core/memory.ts";
import type { Database } from "./database.ts";

export interface CourtesyStore {
  /** Also marks it as seen, so that it isn't forgotten while the request is looked at. */
  doneAround(repositoryId: number, number: number): Promise<DoneAround>;
  keepDone(repositoryId: number, number: number, done: Partial<DoneAround>): Promise<void>;
}

export function createCourtesyStore(database: Pick<Database, "query">): CourtesyStore {
  return {
    async doneAround(repositoryId, number) {
      const rows = await database.query<{ kind: string }>(
        "update countersign.courtesies set kept_at = now() where repository_id = $1 and number = $2 returning kind",
        [repositoryId, number],
      );
      const kinds = new Set(rows.map(({ kind }) => kind));
      return { asked: kinds.has("asked"), labeled: kinds.has("labeled") };
    },
    async keepDone(repositoryId, number, done) {
      const kinds = (["asked", "labeled"] as const).filter((kind) => done[kind]);
      await database.query(
        `insert into countersign.courtesies (repository_id, number, kind) select $1, $2, unnest($3::text[])
         on conflict (repository_id, number, kind) do update set kept_at = now()`,
        [repositoryId, number, kinds],
      );
    },
  };
}
