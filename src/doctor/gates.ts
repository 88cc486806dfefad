/** What holds a branch: each ruleset or protection that requires the check, and who is let past it. */
import { expectedSource, type Rule } from "../enforcement/ruleset.ts";
import { type Actor, type BranchFacts, type Look, ROLES, type RulesetFacts, seen, unseen } from "./facts.ts";

export interface Gate {
  /** For people: `the ruleset "Countersign" of acme/shop`. */
  readonly name: string;
  /** Of the older branch protection, which lets people past in another way. */
  readonly isProtection: boolean;
  readonly actors: Look<readonly Actor[]>;
}

const ADMINISTRATORS: Actor = { kind: "role", name: "admin", id: null };

/** The gates that require this App's check on a branch, as far as they were seen. */
export function gatesOf(
  { rules, protection, shownRules }: BranchFacts,
  rulesets: ReadonlyMap<number, RulesetFacts>,
  appId: number,
): Gate[] {
  const holds = (some: readonly Rule[]) => expectedSource(some, appId) === "this-app";
  const ids = rules.state === "seen" ? rules.value.filter((rule) => holds([rule])).map((rule) => rule.ruleset_id) : [];
  const ofRulesets = [...new Set(ids)].map((id): Gate => {
    const found = id === undefined ? undefined : rulesets.get(id);
    const name = found ? `the ruleset “${found.name}” of ${found.source}` : `the ruleset ${id ?? "without a number"}`;
    return { name, isProtection: false, actors: found?.actors ?? unseen("GitHub doesn't show the ruleset") };
  });
  const ofProtection = (actors: Gate["actors"]) => ({ name: "the branch protection", isProtection: true, actors });
  if (protection.state === "unseen") {
    return holds(shownRules) ? [...ofRulesets, ofProtection(protection)] : ofRulesets;
  }
  if (protection.value === null || !holds(protection.value.rules)) return ofRulesets;
  return [...ofRulesets, ofProtection(seen(protection.value.enforcesAdmins ? [] : [ADMINISTRATORS]))];
}

/**
 * Who is past every gate: one that somebody doesn't pass holds them. A gate whose list isn't shown counts as open, for its
 * own finding says that nobody knows.
 */
export function pastAll(gates: readonly Gate[]): Actor[] {
  const known = gates.flatMap(({ actors }) => (actors.state === "seen" ? [actors.value] : []));
  const past = known.flat().filter((actor) => known.every((actors) => actors.some((other) => covers(other, actor))));
  return [...new Map(past.map((actor) => [JSON.stringify(actor), actor])).values()];
}

/** Whether everybody who is the one is the other too: administrators have every lower role, owners administer. */
function covers(wider: Actor, actor: Actor): boolean {
  if (wider.kind === actor.kind && wider.kind !== "role") return wider.id === actor.id && wider.name === actor.name;
  if (wider.kind !== "role") return false;
  if (actor.kind === "organization-owners") return rankOf(wider) >= 0;
  if (actor.kind !== "role") return false;
  return wider.name === actor.name || (rankOf(wider) >= 0 && rankOf(actor) >= rankOf(wider));
}

/** -1 for a role that the organisation made itself. */
export function rankOf({ name }: Actor): number {
  const names: readonly (string | null)[] = ROLES;
  return names.indexOf(name);
}
