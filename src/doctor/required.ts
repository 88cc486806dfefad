/** Is the check required on each protected branch, and from this App? */

import type { PolicyInForce } from "../core/policy.ts";
import { expectedSource, type Rule } from "../enforcement/ruleset.ts";
import type { BranchFacts, RepositoryFacts } from "./facts.ts";
import { couldNotLook, type Finding, finding, inRepository, onceSeen, type Place } from "./finding.ts";
import { CATALOGUE, REQUIRE_BY_HAND, WHY_NO_RULESET } from "./texts.ts";

/** @param inForce the repository's policy, which tells how the check was to become required */
export function requiredFindings(
  { brief, branches, moreBranches }: RepositoryFacts,
  inForce: PolicyInForce,
  appId: number,
): Finding[] {
  const place = inRepository(brief);
  const found = onceSeen(branches, "the protected branches", place, (each) =>
    each.flatMap((branch) => branchFindings(branch, { ...place, branch: branch.name }, inForce, appId)),
  );
  if (moreBranches === 0) return [...found];
  const why = "so many are protected that only the first were looked at";
  return [...found, couldNotLook(`${moreBranches} more branches`, place, why, { gravity: "minor" })];
}

function branchFindings(
  { name, rules, protection, shownRules }: BranchFacts,
  place: Place,
  inForce: PolicyInForce,
  appId: number,
): Finding[] {
  const known: readonly Rule[] = [
    ...(rules.state === "seen" ? rules.value : []),
    ...(protection.state === "seen" ? (protection.value?.rules ?? []) : shownRules),
  ];
  const source = expectedSource(known, appId);
  if (source === "this-app") return [];
  // The rules that weren't seen might be those that require it.
  if (rules.state === "unseen") return [couldNotLook(`the rules of ${name}`, place, rules.why)];
  switch (source) {
    case "nobody":
      return [
        finding("check-not-required", place, { says: `Nothing requires \`ai-review\` on ${name}.`, ...howTo(inForce) }),
      ];
    case "anybody":
      return [finding("check-from-anybody", place, { says: `\`ai-review\` is required on ${name}, from any source.` })];
    case "another":
      return [
        finding("check-from-another-app", place, { says: `\`ai-review\` is required on ${name}, from another App.` }),
      ];
  }
}

/** Without a policy file nobody has asked for anything to be held back yet: that weighs less, and is mended by one. */
function howTo({ hasFile, policy }: PolicyInForce): Pick<Finding, "gravity" | "mend"> {
  if (!hasFile) return { gravity: "serious", mend: CATALOGUE["check-not-required"].mend };
  const kept = policy.enforcement.manage === "ruleset";
  return { gravity: "critical", mend: kept ? WHY_NO_RULESET : REQUIRE_BY_HAND };
}
