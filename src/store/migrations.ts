/** The tables, as an ordered list of steps; each runs once. A step that has landed is never edited. */
import type { Database } from "./database.ts";

const STEPS: readonly string[] = [
  `create table countersign.evaluations (
     repository_id bigint not null,
     number integer not null,
     head text not null,
     verdict text not null,
     conclusion text not null,
     mode text not null,
     sequence bigint not null,
     evaluated_at timestamptz not null default now(),
     primary key (repository_id, number)
   )`,
  `create table countersign.checks (
     repository_id bigint not null,
     head text not null,
     check_id bigint not null,
     report text not null,
     annotated boolean not null,
     written_at timestamptz not null default now(),
     primary key (repository_id, head)
   )`,
  "create sequence countersign.evaluation_sequence",
  `create table countersign.pushes (
     repository_id bigint not null,
     id text not null,
     branch text not null,
     before text,
     after text not null,
     actor jsonb,
     pushed_at timestamptz not null,
     kept_at timestamptz not null default now(),
     primary key (repository_id, id)
   )`,
  "create index pushes_branch on countersign.pushes (repository_id, branch)",
  `create table countersign.comments (
     repository_id bigint not null,
     id text not null,
     number integer not null,
     kind text not null,
     author jsonb,
     agents text[] not null,
     url text not null,
     as_written boolean not null,
     said_at timestamptz not null,
     kept_at timestamptz not null default now(),
     primary key (repository_id, id)
   )`,
  "create index comments_number on countersign.comments (repository_id, number)",
  `create table countersign.requests (
     repository_id bigint not null,
     number integer not null,
     base text not null,
     protected boolean not null,
     landed boolean not null default false,
     kept_at timestamptz not null default now(),
     primary key (repository_id, number)
   )`,
  `create table countersign.objects (
     repository_id bigint not null,
     oid text not null,
     kind text not null,
     number integer not null,
     position integer not null,
     kept_at timestamptz not null default now(),
     primary key (repository_id, oid, number)
   )`,
  "create index objects_number on countersign.objects (repository_id, number)",
  `create table countersign.evidence (
     repository_id bigint not null,
     number integer not null,
     digest text not null,
     position integer not null,
     item jsonb not null,
     kept_at timestamptz not null default now(),
     primary key (repository_id, number, digest)
   )`,
  `create table countersign.heads (
     repository_id bigint not null,
     number integer not null,
     head text not null,
     files text not null,
     boundary text[] not null,
     fingerprint text,
     kept_at timestamptz not null default now(),
     primary key (repository_id, number, head)
   )`,
  `create table countersign.reviewed (
     repository_id bigint not null,
     number integer not null,
     review text not null,
     files text not null,
     boundary text[] not null,
     fingerprint text,
     kept_at timestamptz not null default now(),
     primary key (repository_id, number, review)
   )`,
  `create table countersign.organization_files (
     source text primary key,
     file text not null,
     removed_at timestamptz
   )`,
  `create table countersign.bookmarks (
     name text primary key,
     value text not null,
     kept_at timestamptz not null default now()
   )`,
  `create table countersign.commands (
     repository_id bigint not null,
     number integer not null,
     comment text not null,
     url text not null,
     name text not null,
     author jsonb,
     said_at timestamptz not null,
     head text not null,
     reason text,
     accepted boolean not null,
     why text,
     kept_at timestamptz not null default now(),
     primary key (repository_id, comment)
   )`,
  "create index commands_number on countersign.commands (repository_id, number)",
  `create table countersign.spoken (
     repository_id bigint not null,
     number integer not null,
     url text not null,
     withdrawn boolean not null,
     awaited boolean not null,
     kept_at timestamptz not null default now(),
     primary key (repository_id, url)
   )`,
  "create index spoken_number on countersign.spoken (repository_id, number)",
  `create table countersign.courtesies (
     repository_id bigint not null,
     number integer not null,
     kind text not null,
     kept_at timestamptz not null default now(),
     primary key (repository_id, number, kind)
   )`,
  `create table countersign.rulesets (
     repository_id bigint primary key,
     ruleset_id bigint,
     plan jsonb not null,
     required jsonb not null,
     kept_at timestamptz not null default now()
   )`,
  `create table countersign.ruleset_findings (
     id bigint generated always as identity primary key,
     repository_id bigint not null,
     kind text not null,
     what text[] not null,
     actor jsonb,
     found_at timestamptz not null default now()
   )`,
  "create index ruleset_findings_repository on countersign.ruleset_findings (repository_id)",
  `create table countersign.merges (
     repository_id bigint not null,
     number integer not null,
     base text not null,
     sha text not null,
     head text not null,
     merged_by jsonb,
     commits integer not null,
     kept_at timestamptz not null default now(),
     primary key (repository_id, number)
   )`,
  "create index merges_sha on countersign.merges (repository_id, sha)",
  "create index merges_head on countersign.merges (repository_id, head)",
  "create index evaluations_head on countersign.evaluations (repository_id, head)",
  `create table countersign.protections (
     repository_id bigint primary key,
     owner text not null,
     mode text not null,
     default_branch text not null,
     branches text[],
     read_at timestamptz not null default now()
   )`,
  `create table countersign.landings (
     repository_id bigint not null,
     branch text not null,
     head text not null,
     before text,
     forced boolean not null,
     pusher jsonb,
     pushed_at timestamptz not null,
     verdict text not null,
     conclusion text not null,
     issue integer,
     commented boolean not null default false,
     announced_at timestamptz,
     countersigned jsonb not null default '[]',
     kept_at timestamptz not null default now(),
     primary key (repository_id, branch, head)
   )`,
  `create table countersign.merge_groups (
     repository_id bigint not null,
     head text not null,
     branch text not null,
     numbers integer[] not null,
     kept_at timestamptz not null default now(),
     primary key (repository_id, head)
   )`,
  `create table countersign.bypasses (
     repository_id bigint not null,
     branch text not null,
     account_id bigint not null,
     login text not null,
     why text not null,
     kept_at timestamptz not null default now(),
     primary key (repository_id, branch, account_id)
   )`,
  `create table countersign.expected (
     repository_id bigint not null,
     number integer not null,
     key text not null,
     item jsonb not null,
     at timestamptz not null,
     kept_at timestamptz not null default now(),
     primary key (repository_id, number, key, at)
   )`,
  "alter table countersign.spoken drop column awaited",
  "create index pushes_before on countersign.pushes (before)",
  `create table countersign.tips (
     repository_id bigint primary key,
     branch text not null,
     sha text not null,
     kept_at timestamptz not null default now()
   )`,
  "create index pushes_after on countersign.pushes (repository_id, after)",
  "alter table countersign.requests add column last_head text, add column last_tree text",
  "alter table countersign.landings add column commits text[] not null default '{}', add column needed integer",
  "create index landings_commits on countersign.landings using gin (commits)",
  `create table countersign.environments (
     repository_id bigint not null,
     environment text not null,
     asked_at timestamptz not null,
     primary key (repository_id, environment)
   )`,
  `create table countersign.let_through (
     repository_id bigint not null,
     environment text not null,
     commit text not null,
     kept_at timestamptz not null default now(),
     primary key (repository_id, environment, commit)
   )`,
  `create table countersign.held_deployments (
     repository_id bigint not null,
     environment text not null,
     commit text not null,
     job jsonb not null,
     commits text[] not null,
     issue integer,
     announced_at timestamptz,
     countersigned jsonb not null default '[]',
     needed integer,
     kept_at timestamptz not null default now(),
     primary key (repository_id, environment, commit)
   )`,
  "create index held_deployments_commits on countersign.held_deployments using gin (commits)",
];

/** Any number that nothing else on the database server locks by: two replicas must not both migrate. */
const LOCK = 7_406_120_931;

/** Brings the tables up to date, step by step; safe to run from several processes at once. */
export async function migrate(database: Pick<Database, "query">): Promise<void> {
  await database.query("create schema if not exists countersign");
  await database.query("create table if not exists countersign.migrations (step integer primary key)");
  for (const [step, sql] of STEPS.entries()) {
    // One statement, and so one transaction: the lock, the check, the step and its record stand or fall together.
    await database.query(`do $migration$ begin
      perform pg_advisory_xact_lock(${LOCK});
      if not exists (select from countersign.migrations where step = ${step}) then
        ${sql};
        insert into countersign.migrations (step) values (${step});
      end if;
    end $migration$`);
  }
}
