/** Is the check required on each protected branch, and from this App? */
import { expectedSource, type Rule } from "../enforcement/ruleset.ts";
import type { BranchFacts, RepositoryFacts } from "./facts.ts";
import { couldNotLook, type Finding, finding, inRepository, onceSeen, type Place } from "./finding.ts";

export function requiredFindings({ brief, branches, moreBranches }: RepositoryFacts, appId: number): Finding[] {
  const place = inRepository(brief);
  const found = onceSeen(branches, "the protected branches", place, (each) =>
    each.flatMap((branch) => branchFindings(branch, { ...place, branch: branch.name }, appId)),
  );
  if (moreBranches === 0) return [...found];
  const why = "so many are protected that only the first were looked at";
  return [...found, couldNotLook(`${moreBranches} more branches`, place, why, "minor")];
}

function branchFindings({ name, rules, protection, shownRules }: BranchFacts, place: Place, appId: number): Finding[] {
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
      return [finding("check-not-required", place, { says: `Nothing requires \`ai-review\` on ${name}.` })];
    case "anybody":
      return [finding("check-from-anybody", place, { says: `\`ai-review\` is required on ${name}, from any source.` })];
    case "another":
      return [
        finding("check-from-another-app", place, { says: `\`ai-review\` is required on ${name}, from another App.` }),
      ];
  }
}
