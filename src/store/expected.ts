/** What deliveries told of requests and no evaluation has seen in their facts yet. */
import { type Expected, keyOfExpected } from "../evaluation/expected.ts";
import type { HeadObservation } from "../observations/observed-requests.ts";
import type { Database } from "./database.ts";

/** Something that is expected, and since when. */
export interface Awaited {
  readonly expected: Expected;
  /** ISO 8601, by GitHub's clock. */
  readonly at: string;
}

export interface ExpectedStore {
  /** The latest of each kind. */
  awaited(repositoryId: number, number: number): Promise<Awaited[]>;
  /** Waits for these no longer, nor for what was expected in their places before. */
  settle(repositoryId: number, number: number, awaited: readonly Awaited[]): Promise<void>;
}

export function createExpectedStore(database: Pick<Database, "query">): ExpectedStore {
  return {
    async awaited(repositoryId, number) {
      const rows = await database.query<{ item: Expected; at: Date }>(
        `select distinct on (key) item, at from countersign.expected
         where repository_id = $1 and number = $2 order by key, at desc`,
        [repositoryId, number],
      );
      return rows.map(({ item, at }) => ({ expected: item, at: at.toISOString() }));
    },
    settle: (repositoryId, number, awaited) => settleExpected(database, repositoryId, number, awaited),
  };
}

export async function settleExpected(
  database: Pick<Database, "query">,
  repositoryId: number,
  number: number,
  awaited: readonly Awaited[],
): Promise<void> {
  if (awaited.length === 0) return;
  const settled = awaited.map(({ expected, at }) => ({ key: keyOfExpected(expected), at }));
  await database.query(
    `delete from countersign.expected using jsonb_to_recordset($3::jsonb) as settled (key text, at timestamptz)
     where repository_id = $1 and number = $2 and expected.key = settled.key and expected.at <= settled.at`,
    [repositoryId, number, JSON.stringify(settled)],
  );
}

/**
 * A push is expected to be seen, and the one that it followed no longer. A later push may have been told of before: then it
 * is that one which will be seen.
 */
export async function expectHead(
  database: Pick<Database, "query">,
  { repositoryId, number, before, after, at }: HeadObservation,
): Promise<void> {
  const head = (sha: string): Awaited => ({ expected: { kind: "head", sha }, at });
  await settleExpected(database, repositoryId, number, [head(before)]);
  const [later] = await database.query(`select from countersign.pushes where before = $1 and pushed_at > $2 limit 1`, [
    after,
    at,
  ]);
  if (!later) await keepExpected(database, repositoryId, number, head(after));
}

export async function keepExpected(
  database: Pick<Database, "query">,
  repositoryId: number,
  number: number,
  { expected, at }: Awaited,
): Promise<void> {
  await database.query(
    `insert into countersign.expected (repository_id, number, key, item, at) values ($1, $2, $3, $4::jsonb, $5)
     on conflict (repository_id, number, key, at) do update set item = excluded.item`,
    [repositoryId, number, keyOfExpected(expected), JSON.stringify(expected), at],
  );
}
