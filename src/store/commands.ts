/** Keeps the commands of comments (`/ai-review …`) and how each was answered: who overrode what, when and why. */
import type { CommandAnswer, CommandDiscount, CommandStanding } from "../core/commands/command.ts";
import type { Database } from "./database.ts";

export interface CommandStore {
  /** By the comment's node id. */
  answers(repositoryId: number, number: number): Promise<Map<string, CommandAnswer>>;
  /** An answer takes the place of an older one to the same comment. @param head that was judged then */
  keepAnswer(
    repositoryId: number,
    number: number,
    head: string,
    standing: CommandStanding,
    answer: CommandAnswer,
  ): Promise<void>;
  /** Addresses of comments that were edited or deleted, as deliveries told. */
  withdrawn(repositoryId: number, number: number): Promise<Set<string>>;
}

interface Row extends Record<string, unknown> {
  readonly comment: string;
  readonly accepted: boolean;
  readonly why: CommandDiscount["why"] | null;
}

export function createCommandStore(database: Pick<Database, "query">): CommandStore {
  return {
    async answers(repositoryId, number) {
      const rows = await database.query<Row>(
        "select comment, accepted, why from countersign.commands where repository_id = $1 and number = $2",
        [repositoryId, number],
      );
      return new Map(rows.map(({ comment, accepted, why }) => [comment, { accepted, why }]));
    },
    async keepAnswer(repositoryId, number, head, { id, url, command, author, at }, { accepted, why }) {
      const by = author === null ? null : JSON.stringify(author);
      const reason = "reason" in command ? command.reason : null;
      await database.query(
        `insert into countersign.commands
           (repository_id, number, comment, url, name, author, said_at, head, reason, accepted, why)
         values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9, $10, $11)
         on conflict (repository_id, comment) do update
           set head = excluded.head, accepted = excluded.accepted, why = excluded.why, kept_at = now()`,
        [repositoryId, number, id, url, command.name, by, at, head, reason, accepted, why],
      );
    },
    async withdrawn(repositoryId, number) {
      const rows = await database.query<{ url: string }>(
        "select url from countersign.spoken where repository_id = $1 and number = $2 and withdrawn",
        [repositoryId, number],
      );
      return new Set(rows.map(({ url }) => url));
    },
  };
}
