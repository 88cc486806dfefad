/** What the doctor asks of the store, and what it leaves there: who could merge past the check at its last look. */
import type { PersonEvidence } from "../core/evidence.ts";
import type { Bypass } from "../core/required.ts";
import type { OpenChange } from "../doctor/facts.ts";
import type { Database } from "./database.ts";

export interface BypassStore {
  /** Of these requests, those that were last judged as written by AI, each with its principals. */
  openChanges(repositoryId: number, numbers: readonly number[]): Promise<OpenChange[]>;
  /** In place of what was kept of the branch. */
  keepBypasses(repositoryId: number, branch: string, bypasses: readonly Bypass[]): Promise<void>;
  bypasses(repositoryId: number, branch: string): Promise<Bypass[]>;
}

export function createBypassStore(database: Pick<Database, "query">): BypassStore {
  return {
    async openChanges(repositoryId, numbers) {
      const rows = await database.query<{ number: number; item: PersonEvidence | null }>(
        `select evaluations.number, evidence.item
         from countersign.evaluations
         left join countersign.evidence
           on evidence.repository_id = evaluations.repository_id and evidence.number = evaluations.number
           and evidence.item ->> 'type' = 'person'
         where evaluations.repository_id = $1 and evaluations.number = any($2::integer[]) and verdict <> 'not-ai'
         order by evaluations.number`,
        [repositoryId, [...numbers]],
      );
      return [...Map.groupBy(rows, ({ number }) => number)].map(([number, group]) => ({
        number,
        principals: group.flatMap(({ item }) =>
          item ? [{ person: item.person, as: item.as, opened: item.role === "opened the request" }] : [],
        ),
      }));
    },
    async keepBypasses(repositoryId, branch, bypasses) {
      // One statement: nobody ever reads a list that is half there.
      await database.query(
        `with new as (
           select account_id, login, why
           from jsonb_to_recordset($3::jsonb) as listed (account_id bigint, login text, why text)
         ), gone as (
           delete from countersign.bypasses
           where repository_id = $1 and branch = $2 and account_id not in (select account_id from new)
         )
         insert into countersign.bypasses (repository_id, branch, account_id, login, why)
         select $1, $2, account_id, login, why from new
         on conflict (repository_id, branch, account_id) do update
           set login = excluded.login, why = excluded.why, kept_at = now()`,
        [
          repositoryId,
          branch,
          JSON.stringify(bypasses.map(({ accountId, login, why }) => ({ account_id: accountId, login, why }))),
        ],
      );
    },
    async bypasses(repositoryId, branch) {
      const rows = await database.query<{ account_id: string; login: string; why: string }>(
        "select account_id, login, why from countersign.bypasses where repository_id = $1 and branch = $2 order by login",
        [repositoryId, branch],
      );
      return rows.map(({ account_id, login, why }) => ({ accountId: Number(account_id), login, why }));
    },
  };
}
