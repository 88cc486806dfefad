/** Looks whether others' rules require the check, and writes nothing. */
import { isProtectedBranch } from "../core/branches.ts";
import type { Policy } from "../core/policy.ts";
import type { Hindrance, Looseness, RequiredCheck } from "../core/required.ts";
import type { Place } from "../queue/job.ts";
import { hindranceOf } from "./hindrance.ts";
import { expectedSource, type Rule, type Ruleset } from "./ruleset.ts";

/** The rules in force on branches, whoever's they are. */
export interface RuleReads {
  /** One request, and one more where the rulesets' rules aren't enough. */
  readBranchRules(
    place: Place,
    branch: string,
    isEnough: (rules: readonly Rule[]) => boolean,
  ): Promise<readonly Rule[]>;
  readBranches(place: Place): Promise<readonly string[]>;
  /** Null if it's gone. */
  readRuleset(place: Place, id: number): Promise<Ruleset | null>;
}

/** So many branches are looked at: each costs a request or two. */
const MOST_BRANCHES = 10;

/**
 * Says whether the check is required from this App on every branch that the policy protects, as far as there are such
 * branches.
 *
 * @param hindrance why Countersign can't require it itself, if that was tried
 */
export async function verify(
  github: RuleReads,
  place: Place,
  policy: Policy,
  defaultBranch: string,
  appId: number,
  hindrance: Hindrance | null,
): Promise<RequiredCheck> {
  const where: Looseness[] = [];
  const open = openRulesets(github, place);
  try {
    for (const branch of await branchesOf(github, place, policy, defaultBranch)) {
      const rules = await github.readBranchRules(place, branch, (each) => expectedSource(each, appId) === "this-app");
      const loose = loosenessOf(rules, branch, appId);
      if (loose) where.push(loose);
      else if (await open(rules.filter((rule) => expectedSource([rule], appId) === "this-app"))) {
        where.push({ why: "bypass", branch });
      }
    }
  } catch (error) {
    // Where GitHub's plan has no rules, it shows none either.
    const cause = hindranceOf(error);
    if (cause === null) throw error;
    return { kind: "loose", where: [], hindrance: hindrance ?? cause, by: null };
  }
  return where.length === 0 ? { kind: "required" } : { kind: "loose", where, hindrance, by: null };
}

/**
 * Whether each of some rules lets somebody past. Only who may change a ruleset sees who may bypass it, and the older branch
 * protection doesn't tell: what isn't shown isn't held against it.
 */
function openRulesets(github: RuleReads, place: Place): (rules: readonly Rule[]) => Promise<boolean> {
  const known = new Map<number, Promise<Ruleset | null>>();
  return async (rules) => {
    for (const { ruleset_id: id } of rules) {
      if (id === undefined) return false;
      const ruleset = known.get(id) ?? github.readRuleset(place, id);
      known.set(id, ruleset);
      if (((await ruleset)?.bypassActors ?? []).length === 0) return false;
    }
    return true;
  };
}

function loosenessOf(rules: readonly Rule[], branch: string, appId: number): Looseness | null {
  switch (expectedSource(rules, appId)) {
    case "this-app":
      return null;
    case "nobody":
      return { why: "not-required", branch };
    case "anybody":
      return { why: "any-source", branch };
    case "another":
      return { why: "other-source", branch };
  }
}

async function branchesOf(
  github: RuleReads,
  place: Place,
  policy: Policy,
  defaultBranch: string,
): Promise<readonly string[]> {
  const { branches } = policy;
  if (branches === null) return defaultBranch === "" ? [] : [defaultBranch];
  if (branches.every((pattern) => !/[*?]/.test(pattern))) return branches.slice(0, MOST_BRANCHES);
  const there = await github.readBranches(place);
  return there.filter((branch) => isProtectedBranch(policy, branch, defaultBranch)).slice(0, MOST_BRANCHES);
}
