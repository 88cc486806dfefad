/** What is remembered between evaluations: the last verdict of each change, and the check that each head carries. */
import type { Conclusion, Verdict } from "../core/decision.ts";
import type { Mode } from "../core/policy.ts";
import type { Database } from "./database.ts";
import type { InTurn } from "./turns.ts";

export interface Evaluation {
  readonly repositoryId: number;
  readonly number: number;
  readonly head: string;
  readonly verdict: Verdict["kind"];
  readonly conclusion: Conclusion;
  readonly mode: Mode;
  /** Given out when reading began; a smaller one is an older evaluation. */
  readonly sequence: number;
}

export interface WrittenCheck {
  readonly checkId: number;
  /** A digest of the report that was written. */
  readonly report: string;
  /** It carries annotations, and so can't be updated in place. */
  readonly annotated: boolean;
}

export interface Store {
  /** Runs tasks of one key one after another, also where several processes share the database. */
  readonly inTurn: InTurn;
  nextSequence(): Promise<number>;
  /**
   * Records an evaluation, unless a newer one is there already.
   *
   * @returns false if a newer one is there: then this one's conclusion must not be published
   */
  record(evaluation: Evaluation): Promise<boolean>;
  /** The last evaluations of other requests at the same head. */
  evaluationsAt(
    repositoryId: number,
    head: string,
    numbers: readonly number[],
  ): Promise<{ number: number; conclusion: Conclusion }[]>;
  /** The requests that were last judged at a head. */
  judgedAt(repositoryId: number, head: string): Promise<number[]>;
  /** Branches to which a head was pushed past review, as long as nobody countersigned it. */
  reportedAt(repositoryId: number, head: string): Promise<string[]>;
  /** The mode that the repository was last judged in; null if it never was. */
  lastMode(repositoryId: number): Promise<Mode | null>;
  /** The head at which a change was last judged; null if it never was. */
  lastHead(repositoryId: number, number: number): Promise<string | null>;
  check(repositoryId: number, head: string): Promise<WrittenCheck | null>;
  recordCheck(repositoryId: number, head: string, check: WrittenCheck): Promise<void>;
}

export function createStore(database: Pick<Database, "query" | "inTurn">): Store {
  return {
    inTurn: database.inTurn,
    async nextSequence() {
      const [row] = await database.query<{ value: string }>(
        "select nextval('countersign.evaluation_sequence') as value",
      );
      return Number(row?.value);
    },
    async record({ repositoryId, number, head, verdict, conclusion, mode, sequence }) {
      const rows = await database.query(
        `insert into countersign.evaluations as known (repository_id, number, head, verdict, conclusion, mode, sequence)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (repository_id, number) do update
           set head = excluded.head, verdict = excluded.verdict, conclusion = excluded.conclusion,
               mode = excluded.mode, sequence = excluded.sequence, evaluated_at = now()
           where known.sequence <= excluded.sequence
         returning number`,
        [repositoryId, number, head, verdict, conclusion, mode, sequence],
      );
      return rows.length === 1;
    },
    async evaluationsAt(repositoryId, head, numbers) {
      return database.query<{ number: number; conclusion: Conclusion }>(
        `select number, conclusion from countersign.evaluations
         where repository_id = $1 and head = $2 and number = any($3::integer[])`,
        [repositoryId, head, [...numbers]],
      );
    },
    async judgedAt(repositoryId, head) {
      const rows = await database.query<{ number: number }>(
        "select number from countersign.evaluations where repository_id = $1 and head = $2 order by number",
        [repositoryId, head],
      );
      return rows.map(({ number }) => number);
    },
    async reportedAt(repositoryId, head) {
      const rows = await database.query<{ branch: string }>(
        `select branch from countersign.landings
         where repository_id = $1 and head = $2 and conclusion = 'failure' order by branch`,
        [repositoryId, head],
      );
      return rows.map(({ branch }) => branch);
    },
    async lastMode(repositoryId) {
      const [row] = await database.query<{ mode: Mode }>(
        "select mode from countersign.evaluations where repository_id = $1 order by sequence desc limit 1",
        [repositoryId],
      );
      return row?.mode ?? null;
    },
    async lastHead(repositoryId, number) {
      const [row] = await database.query<{ head: string }>(
        "select head from countersign.evaluations where repository_id = $1 and number = $2",
        [repositoryId, number],
      );
      return row?.head ?? null;
    },
    async check(repositoryId, head) {
      const [row] = await database.query<{ check_id: string; report: string; annotated: boolean }>(
        "select check_id, report, annotated from countersign.checks where repository_id = $1 and head = $2",
        [repositoryId, head],
      );
      return row ? { checkId: Number(row.check_id), report: row.report, annotated: row.annotated } : null;
    },
    async recordCheck(repositoryId, head, { checkId, report, annotated }) {
      await database.query(
        `insert into countersign.checks (repository_id, head, check_id, report, annotated) values ($1, $2, $3, $4, $5)
         on conflict (repository_id, head) do update
           set check_id = excluded.check_id, report = excluded.report, annotated = excluded.annotated, written_at = now()`,
        [repositoryId, head, checkId, report, annotated],
      );
    },
  };
}
