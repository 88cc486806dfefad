/** What was done about the required check of each repository, and who loosened it. */
import type { Account } from "../core/facts.ts";
import type { RequiredCheck } from "../core/required.ts";
import type { Plan } from "../enforcement/plan.ts";
import type { Database } from "./database.ts";

/** What holds in a repository. */
export interface KeptState {
  /** Our ruleset; null where there is none. */
  readonly rulesetId: number | null;
  /** What was last carried out, or tried. */
  readonly plan: Plan;
  readonly required: RequiredCheck;
}

/** Something worth an auditor's look: it happened once, and is told once. */
export interface RulesetFinding {
  readonly kind: "created" | "updated" | "put-back" | "reported" | "released";
  /** What was found. */
  readonly what: readonly string[];
  /** Who did it; null where that isn't known. */
  readonly actor: Account | null;
}

export interface RulesetStore {
  /** Null for a repository in which nothing was ever to be done. */
  kept(repositoryId: number): Promise<KeptState | null>;
  /** Which of these repositories have something that's to be kept or released. */
  keptAmong(repositoryIds: readonly number[]): Promise<Set<number>>;
  keep(repositoryId: number, state: KeptState): Promise<void>;
  recordFinding(repositoryId: number, finding: RulesetFinding): Promise<void>;
  /** Newest first. */
  findings(repositoryId: number): Promise<RulesetFinding[]>;
}

interface KeptRow extends Record<string, unknown> {
  readonly ruleset_id: string | null;
  readonly plan: Plan;
  readonly required: RequiredCheck;
}

interface FindingRow extends Record<string, unknown> {
  readonly kind: RulesetFinding["kind"];
  readonly what: string[];
  readonly actor: Account | null;
}

export function createRulesetStore(database: Pick<Database, "query">): RulesetStore {
  return {
    async kept(repositoryId) {
      const [row] = await database.query<KeptRow>(
        "select ruleset_id, plan, required from countersign.rulesets where repository_id = $1",
        [repositoryId],
      );
      if (!row) return null;
      const { ruleset_id, plan, required } = row;
      return { rulesetId: ruleset_id === null ? null : Number(ruleset_id), plan, required };
    },
    async keptAmong(repositoryIds) {
      const rows = await database.query<{ repository_id: string }>(
        "select repository_id from countersign.rulesets where repository_id = any($1::bigint[])",
        [[...repositoryIds]],
      );
      return new Set(rows.map((row) => Number(row.repository_id)));
    },
    async keep(repositoryId, { rulesetId, plan, required }) {
      await database.query(
        `insert into countersign.rulesets (repository_id, ruleset_id, plan, required)
         values ($1, $2, $3::jsonb, $4::jsonb)
         on conflict (repository_id) do update
           set ruleset_id = excluded.ruleset_id, plan = excluded.plan, required = excluded.required, kept_at = now()`,
        [repositoryId, rulesetId, JSON.stringify(plan), JSON.stringify(required)],
      );
    },
    async recordFinding(repositoryId, { kind, what, actor }) {
      await database.query(
        `insert into countersign.ruleset_findings (repository_id, kind, what, actor)
         values ($1, $2, $3::text[], $4::jsonb)`,
        [repositoryId, kind, [...what], actor === null ? null : JSON.stringify(actor)],
      );
    },
    async findings(repositoryId) {
      return database.query<FindingRow>(
        "select kind, what, actor from countersign.ruleset_findings where repository_id = $1 order by id desc",
        [repositoryId],
      );
    },
  };
}
