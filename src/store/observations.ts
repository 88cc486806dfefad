/** Keeps what deliveries tell and GitHub won't tell again. The same delivery twice is kept once. */
import type { Account } from "../core/facts.ts";
import type { Command, HarmlessDeletion, Push } from "../core/memory.ts";
import type { Observation, PushObservation } from "../observations/observations.ts";
import type { Database } from "./database.ts";
import { keepEvidence } from "./evidence.ts";
import { type Awaited, expectHead, keepExpected, settleExpected } from "./expected.ts";

export interface ObservationStore {
  /** @param delivery its id at GitHub, the same when it's delivered again */
  observe(delivery: string, observations: readonly Observation[]): Promise<void>;
  /** Keeps pushes that were read from GitHub's activity list. `id` is the activity's. */
  keepPushes(repositoryId: number, pushes: readonly (Push & { readonly id: string })[]): Promise<void>;
  /** Pushes to a branch, oldest first. */
  pushes(repositoryId: number, branch: string): Promise<Push[]>;
  /** Pushes of these commits to any branch, oldest first. */
  pushesOf(repositoryId: number, commits: readonly string[]): Promise<Push[]>;
  /** Commands and harmless deletions on requests and issues of these numbers. */
  comments(
    repositoryId: number,
    numbers: readonly number[],
  ): Promise<{ commands: Command[]; harmlessDeletions: HarmlessDeletion[] }>;
}

interface CommentRow extends Record<string, unknown> {
  readonly id: string;
  readonly number: number;
  readonly kind: string;
  readonly author: Account | null;
  readonly agents: string[];
  readonly url: string;
  readonly as_written: boolean;
  readonly said_at: Date;
}

interface PushRow extends Record<string, unknown> {
  readonly branch: string;
  readonly before: string | null;
  readonly after: string;
  readonly actor: Account | null;
  readonly pushed_at: Date;
}

export function createObservationStore(database: Pick<Database, "query">): ObservationStore {
  return {
    async observe(delivery, observations) {
      for (const [index, observation] of observations.entries()) {
        await keep(database, `${delivery}:${index}`, observation);
      }
    },
    async keepPushes(repositoryId, pushes) {
      for (const push of pushes) {
        await keepPush(database, `activity:${push.id}`, { kind: "push", repositoryId, ...push });
      }
    },
    async pushes(repositoryId, branch) {
      const rows = await database.query<PushRow>(
        `select branch, before, after, actor, pushed_at from countersign.pushes
         where repository_id = $1 and branch = $2 order by pushed_at, id`,
        [repositoryId, branch],
      );
      return rows.map(toPush);
    },
    async pushesOf(repositoryId, commits) {
      const rows = await database.query<PushRow>(
        `select branch, before, after, actor, pushed_at from countersign.pushes
         where repository_id = $1 and after = any($2::text[]) order by pushed_at, id`,
        [repositoryId, [...commits]],
      );
      return rows.map(toPush);
    },
    async comments(repositoryId, numbers) {
      const rows = await database.query<CommentRow>(
        `select id, number, kind, author, agents, url, as_written, said_at from countersign.comments
         where repository_id = $1 and number = any($2::integer[]) order by said_at, id`,
        [repositoryId, [...numbers]],
      );
      return {
        commands: rows.filter((row) => row.kind === "command").map(toCommand),
        harmlessDeletions: rows
          .filter((row) => row.kind === "harmless-deletion")
          .map(({ number, author }) => ({ number, author })),
      };
    },
  };
}

function toPush({ pushed_at, branch, before, after, actor }: PushRow): Push {
  return { branch, before, after, actor, at: pushed_at.toISOString() };
}

function toCommand({ id, number, author, agents, url, as_written, said_at }: CommentRow): Command {
  return { id, number, author, agents, url, asWritten: as_written, at: said_at.toISOString() };
}

async function keep(database: Pick<Database, "query">, id: string, observation: Observation): Promise<void> {
  switch (observation.kind) {
    case "push":
      return keepPush(database, id, observation);
    case "command":
    case "harmless-deletion": {
      const { kind, repositoryId, number, author, at } = observation;
      const command = kind === "command" ? observation : { agents: [], url: "", asWritten: true };
      await database.query(
        `insert into countersign.comments (repository_id, id, number, kind, author, agents, url, as_written, said_at)
         values ($1, $2, $3, $4, $5::jsonb, $6::text[], $7, $8, $9) on conflict do nothing`,
        [repositoryId, id, number, kind, json(author), [...command.agents], command.url, command.asWritten, at],
      );
      return;
    }
    case "review-command": {
      const { repositoryId, number, url, withdrawn, at } = observation;
      // Whichever comes first, a withdrawal stays.
      const [known] = await database.query<{ withdrawn: boolean }>(
        `insert into countersign.spoken as known (repository_id, number, url, withdrawn) values ($1, $2, $3, $4)
         on conflict (repository_id, url) do update set withdrawn = known.withdrawn or excluded.withdrawn
         returning withdrawn`,
        [repositoryId, number, url, withdrawn],
      );
      const awaited: Awaited = { expected: { kind: "comment", url }, at };
      if (known?.withdrawn) await settleExpected(database, repositoryId, number, [awaited]);
      else await keepExpected(database, repositoryId, number, awaited);
      return;
    }
    case "expected":
      return keepExpected(database, observation.repositoryId, observation.number, observation);
    case "head":
      return expectHead(database, observation);
    case "body": {
      const { repositoryId, number, evidence } = observation;
      return keepEvidence(
        database,
        repositoryId,
        number,
        evidence.map((item) => ({ item, position: 0 })),
      );
    }
    case "organization-file":
      await database.query(
        "update countersign.organization_files set removed_at = case when $2::boolean then now() end where source = $1",
        [observation.source.toLowerCase(), observation.removed],
      );
      // Which branches the organisation's repositories protect has to be read again.
      await database.query("delete from countersign.protections where owner = split_part($1, '/', 1)", [
        observation.source.toLowerCase(),
      ]);
      return;
    case "merge": {
      const { repositoryId, number, base, sha, head, by, commits } = observation;
      await database.query(
        `insert into countersign.merges (repository_id, number, base, sha, head, merged_by, commits)
         values ($1, $2, $3, $4, $5, $6::jsonb, $7) on conflict do nothing`,
        [repositoryId, number, base, sha, head, json(by), commits],
      );
      // On a protected branch the content has landed. On any other the merge's own commit carries the evidence on.
      await database.query(
        `update countersign.requests set landed = true, last_tree = case when last_head = $4 then last_tree end
         where repository_id = $1 and number = $2 and base = $3 and protected`,
        [repositoryId, number, base, head],
      );
      await database.query(
        `insert into countersign.objects (repository_id, oid, kind, number, position)
         select $1, $3, 'commit', $2, coalesce(max(evidence.position), 0) from countersign.evidence
         where evidence.repository_id = $1 and evidence.number = $2
           and not exists (select from countersign.requests
                           where requests.repository_id = $1 and requests.number = $2 and requests.landed)
         having count(*) > 0
         on conflict do nothing`,
        [repositoryId, number, sha],
      );
      return;
    }
  }
}

async function keepPush(database: Pick<Database, "query">, id: string, push: PushObservation): Promise<void> {
  await database.query(
    `insert into countersign.pushes (repository_id, id, branch, before, after, actor, pushed_at)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7) on conflict do nothing`,
    [push.repositoryId, id, push.branch, push.before, push.after, json(push.actor), push.at],
  );
}

/** A null person is stored as no value, not as JSON's `null`. */
function json(value: Account | null): string | null {
  return value === null ? null : JSON.stringify(value);
}
