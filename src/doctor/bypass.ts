/** Who can merge or push past the check. */

import { agentOfAccount } from "../core/people/identity.ts";
import type { Policy } from "../core/policy.ts";
import type { Actor, BranchFacts, RepositoryFacts } from "./facts.ts";
import { couldNotLook, type Finding, finding, inRepository, type Place } from "./finding.ts";
import { type Gate, gatesOf, pastAll } from "./gates.ts";
import { type FindingId, HIDDEN_LIST } from "./texts.ts";

const IDS: Readonly<Record<Actor["kind"], FindingId>> = {
  role: "bypass-role",
  "organization-owners": "bypass-organization-owners",
  team: "bypass-team",
  app: "bypass-app",
  "deploy-keys": "bypass-deploy-keys",
  user: "bypass-user",
};

/** An actor in words: `the team acme/platform`. */
export function actorText({ kind, name, id }: Actor): string {
  const known = name ?? `number ${id}`;
  switch (kind) {
    case "role":
      return name === "admin"
        ? "administrators of the repository"
        : `everybody with the role ${known}, or one above it`;
    case "organization-owners":
      return "the organisation's owners";
    case "team":
      return `the team ${known}`;
    case "app":
      return `the App ${known}`;
    case "deploy-keys":
      return "deploy keys with write access";
    case "user":
      return name === null ? `the account ${known}` : `@${name}`;
  }
}

/** @param policy tells agents' accounts */
export function bypassFindings(
  { brief, branches, rulesets }: RepositoryFacts,
  policy: Policy,
  appId: number,
): Finding[] {
  if (branches.state === "unseen") return [];
  return branches.value.flatMap((branch) => {
    const place = { ...inRepository(brief), branch: branch.name };
    const gates = gatesOf(branch, rulesets, appId);
    return [...gateFindings(gates, branch, place), ...protectionFindings(branch, place, policy)];
  });
}

function gateFindings(gates: readonly Gate[], { name }: BranchFacts, place: Place): Finding[] {
  if (gates.some(({ actors }) => actors.state === "seen" && actors.value.length === 0)) return [];
  const hidden = gates.flatMap(({ name: gate, actors }) =>
    actors.state === "unseen"
      ? [couldNotLook(`who may bypass ${gate} on ${name}`, place, actors.why, { mend: HIDDEN_LIST })]
      : [],
  );
  const onlyProtection = gates.every(({ isProtection }) => isProtection);
  const past = pastAll(gates).map((actor) => {
    const id = onlyProtection && actor.kind === "role" ? "bypass-administrators" : IDS[actor.kind];
    const what = gates.map((gate) => gate.name).join(" and ");
    const says = `${sentence(actorText(actor))} can bypass ${what} on ${name}.`;
    return finding(id, place, { says, who: [actorText(actor)] });
  });
  return [...hidden, ...past];
}

/** What the older protection lets past beside the check: pushes without a pull request, and agents that may push. */
function protectionFindings({ name, protection }: BranchFacts, place: Place, policy: Policy): Finding[] {
  if (protection.state === "unseen") {
    return [
      couldNotLook(`who may push to ${name} by its branch protection`, place, protection.why, { gravity: "minor" }),
    ];
  }
  if (protection.value === null) return [];
  const { bypassPullRequests, restrictedTo } = protection.value;
  const findings: Finding[] = [];
  if (bypassPullRequests.length > 0) {
    const who = bypassPullRequests.map(actorText);
    const says = `${sentence(who.join(", "))} can push to ${name} without a pull request.`;
    findings.push(finding("bypass-pull-request", place, { says, who }));
  }
  const agents = (restrictedTo ?? []).filter((actor) => isAgent(actor, policy)).map(actorText);
  if (agents.length > 0) {
    const says = `${sentence(agents.join(", "))} may push to ${name}, where only some may.`;
    findings.push(finding("agent-may-push", place, { says, who: agents }));
  }
  return findings;
}

function isAgent({ kind, name, id }: Actor, policy: Policy): boolean {
  if (kind === "app") return agentOfAccount({ id: null, login: `${name}[bot]`, kind: "Bot" }, policy) !== null;
  return kind === "user" && agentOfAccount({ id, login: name ?? "", kind: "User" }, policy) !== null;
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
