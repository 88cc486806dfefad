/** The one ruleset that Countersign keeps: what it must say, how far one at GitHub is from that, and how to mend it. */

/** The ruleset is found again by it, where the store doesn't know its id. */
export const RULESET_NAME = "Countersign";

const CHECK = "ai-review";

/** A rule as REST writes it: its parameters are GitHub's, and only some are looked at. */
export interface Rule {
  readonly type: string;
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  /** Where it was read from a branch: the ruleset that it is of. */
  readonly ruleset_id?: number | undefined;
}

export interface BypassActor {
  readonly actor_type: string;
  readonly actor_id?: number | null | undefined;
}

/** A ruleset of branches as GitHub shows it. */
export interface Ruleset {
  readonly id: number;
  readonly name: string;
  readonly enforcement: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly rules: readonly Rule[];
  /** Null where GitHub doesn't show them: only who may change the ruleset sees them. */
  readonly bypassActors: readonly BypassActor[] | null;
}

/** What is asked for: the rest follows from it. */
export interface Wanted {
  /** Patterns as a ruleset writes them. */
  readonly include: readonly string[];
  /** The App whose check is expected. */
  readonly appId: number;
}

/** The body of a request that makes or changes a ruleset. https://docs.github.com/rest/repos/rules */
export interface RulesetBody {
  readonly name: string;
  readonly target: "branch";
  readonly enforcement: "active";
  readonly conditions: {
    readonly ref_name: { readonly include: readonly string[]; readonly exclude: readonly string[] };
  };
  readonly rules: readonly Rule[];
  readonly bypass_actors: readonly BypassActor[];
}

/**
 * The policy's branches as a ruleset names them. In both `*` and `?` stay within a name between slashes; a last `**`
 * needs `/*` behind it to stand for anything.
 * https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/creating-rulesets-for-a-repository#using-fnmatch-syntax
 *
 * @param branches null for the default branch
 */
export function includeOf(branches: readonly string[] | null): string[] {
  if (branches === null) return ["~DEFAULT_BRANCH"];
  const patterns = branches.map((pattern) => (/(?:^|\/)\*\*$/.test(pattern) ? `${pattern}/*` : pattern));
  return [...new Set(patterns)].sort().map((pattern) => `refs/heads/${pattern}`);
}

/**
 * No approvals of GitHub's own are asked for: who may approve is the check's to say. The pull request is, because GitHub
 * would otherwise let a merge made by hand of a passing head be pushed.
 */
const PULL_REQUEST: Rule = {
  type: "pull_request",
  parameters: {
    required_approving_review_count: 0,
    dismiss_stale_reviews_on_push: false,
    require_code_owner_review: false,
    require_last_push_approval: false,
    required_review_thread_resolution: false,
  },
};

const BARE: readonly Rule[] = [{ type: "deletion" }, { type: "non_fast_forward" }, PULL_REQUEST];

/**
 * The ruleset to write.
 *
 * @param found one that is there already: what it asks for beyond ours stays, as taking it away would loosen it
 */
export function bodyOf({ include, appId }: Wanted, found: Ruleset | null = null): RulesetBody {
  const there = found?.rules ?? [];
  const bare = BARE.map((rule) => there.find(({ type }) => type === rule.type) ?? rule);
  const checks = there.filter(isStatusChecks).flatMap(checksOf);
  const strict = there.some(
    (rule) => isStatusChecks(rule) && rule.parameters?.strict_required_status_checks_policy === true,
  );
  const status: Rule = {
    type: "required_status_checks",
    parameters: {
      do_not_enforce_on_create: true,
      strict_required_status_checks_policy: strict,
      required_status_checks: [
        ...checks.filter(({ context }) => context !== CHECK),
        { context: CHECK, integration_id: appId },
      ],
    },
  };
  const ours = [...bare, status];
  return {
    name: RULESET_NAME,
    target: "branch",
    enforcement: "active",
    conditions: { ref_name: { include, exclude: [] } },
    rules: [...ours, ...there.filter(({ type }) => !ours.some((rule) => rule.type === type))],
    bypass_actors: [],
  };
}

/** What is missing from a ruleset, as ends of a sentence that begins with "it"; none if it's as it must be. */
export function differences(found: Ruleset, { include, appId }: Wanted): string[] {
  const { name, enforcement, exclude, rules, bypassActors } = found;
  const has = (type: string) => rules.some((rule) => rule.type === type);
  const actors = (bypassActors ?? []).map(({ actor_type, actor_id }) => `${actor_type} ${actor_id ?? ""}`.trim());
  return [
    ...(enforcement === "active" ? [] : [`was switched off (${enforcement})`]),
    ...(name === RULESET_NAME ? [] : [`was renamed to ${name}`]),
    ...(sameSet(found.include, include) ? [] : [`covered ${found.include.join(", ") || "no branch"}`]),
    ...(exclude.length === 0 ? [] : [`left out ${exclude.join(", ")}`]),
    ...sourceOf(rules, appId),
    ...(has("pull_request") ? [] : ["let branches be pushed to without a pull request"]),
    ...(has("non_fast_forward") ? [] : ["let branches be force-pushed"]),
    ...(has("deletion") ? [] : ["let branches be deleted"]),
    ...(actors.length === 0 ? [] : [`let somebody past it (${actors.join(", ")})`]),
  ];
}

function sourceOf(rules: readonly Rule[], appId: number): string[] {
  switch (expectedSource(rules, appId)) {
    case "this-app":
      return [];
    case "nobody":
      return [`didn't require ${CHECK}`];
    case "anybody":
      return [`took ${CHECK} from anybody`];
    case "another":
      return [`took ${CHECK} from another App`];
  }
}

/** Whose check the rules ask for. Each entry must be met, so one that names this App is enough. */
export function expectedSource(rules: readonly Rule[], appId: number): "this-app" | "anybody" | "another" | "nobody" {
  const sources = rules
    .filter(isStatusChecks)
    .flatMap(checksOf)
    .filter(({ context }) => context === CHECK)
    .map((check) => check.integration_id);
  if (sources.includes(appId)) return "this-app";
  if (sources.length === 0) return "nobody";
  return sources.some((source) => source === undefined) ? "anybody" : "another";
}

const isStatusChecks = ({ type }: Rule) => type === "required_status_checks";

function checksOf({ parameters }: Rule): { readonly context: string; readonly integration_id?: number }[] {
  const checks: unknown = parameters?.required_status_checks;
  return (Array.isArray(checks) ? checks : []).flatMap((check: unknown) => {
    if (typeof check !== "object" || check === null || !("context" in check)) return [];
    const { context } = check;
    if (typeof context !== "string") return [];
    const source = "integration_id" in check ? check.integration_id : undefined;
    return [typeof source === "number" ? { context, integration_id: source } : { context }];
  });
}

function sameSet(some: readonly string[], others: readonly string[]): boolean {
  const set = new Set(some);
  return set.size === new Set(others).size && others.every((each) => set.has(each));
}
