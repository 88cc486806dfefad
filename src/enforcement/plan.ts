/** From the policy in force to what is to be done about the required check. */
import { isDeepStrictEqual } from "node:util";
import type { PolicyInForce } from "../core/policy.ts";
import { includeOf } from "./ruleset.ts";

/**
 * - `keep`: a ruleset of ours, for these branches
 * - `verify`: only look whether others' rules require the check
 * - `none`: neither, and a ruleset of ours goes
 */
export type Plan =
  | { readonly kind: "keep"; readonly include: readonly string[] }
  | { readonly kind: "verify" }
  | { readonly kind: "none" };

/** Without a file, or in another mode than `enforce`, nothing is required of anybody. */
function planOf({ policy, hasFile }: PolicyInForce): Plan {
  if (!hasFile || policy.mode !== "enforce") return { kind: "none" };
  switch (policy.enforcement.manage) {
    case "ruleset":
      return { kind: "keep", include: includeOf(policy.branches) };
    case "verify":
      return { kind: "verify" };
    case "off":
      return { kind: "none" };
  }
}

export function isSamePlan(one: Plan, other: Plan): boolean {
  return isDeepStrictEqual(one, other);
}

/**
 * The plan for a policy. A broken file tells nothing of what it meant to ask for, so what was last carried out stays.
 *
 * @param before what was last carried out
 */
export function planUnder(inForce: PolicyInForce, before: Plan): Plan {
  return inForce.broken !== null && before.kind !== "none" ? before : planOf(inForce);
}
