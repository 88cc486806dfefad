/** Where the policy, not a mark, makes a request count as written by AI. These items always count. */

import type { AgentEvidence, SignalKind, Where } from "../evidence.ts";
import type { PullRequestFacts } from "../facts.ts";
import { readNoreply } from "../people/address.ts";
import { isExemptAutomation } from "../people/automation.ts";
import type { PolicyInForce } from "../policy.ts";
import { POLICY_PATH } from "../policy-path.ts";
import { declarationOf } from "./signals.ts";

/** An item that always counts, and that nobody could have forged. */
export function rule(signal: SignalKind, value: string, where: Where): AgentEvidence {
  return {
    type: "agent",
    agent: "unknown",
    name: "an AI assistant",
    signal,
    value,
    confidence: "definitive",
    where,
    authenticated: false,
  };
}

/**
 * The evidence that rules give: a request that touches the policy file, every change where the policy says so, a missing
 * declaration, a replaced head that GitHub can't show.
 */
export function ruleSignals(facts: PullRequestFacts, { policy, touchesPolicy }: PolicyInForce): AgentEvidence[] {
  const found: AgentEvidence[] = [];
  if (touchesPolicy) found.push(rule("policy-file", POLICY_PATH, { kind: "request", part: "files" }));
  if (!isAutomationsOwn(facts, policy.detection.automation)) {
    if (policy.detection.treatEveryChangeAsAi) {
      found.push(rule("every-change", "detection.treat_every_change_as_ai", { kind: "policy" }));
    }
    if (policy.detection.declaration === "required" && declarationOf(facts.body) === null) {
      found.push(rule("declaration", "no declaration in the body", { kind: "request", part: "body" }));
    }
  }
  for (const head of facts.lostHeads) {
    const value = `${head.slice(0, 7)}, a replaced head that GitHub can't show`;
    found.push(rule("missing-head", value, { kind: "request", part: "branch" }));
  }
  return found;
}

/**
 * Whether automation opened the request and GitHub vouches that it wrote every commit: a person's commit on a bot's
 * branch, or one with a bot's address, is no automation.
 */
function isAutomationsOwn(facts: PullRequestFacts, more: readonly string[]): boolean {
  const author = facts.author;
  if (author?.kind !== "Bot" || !isExemptAutomation(author.login, more)) return false;
  return facts.commits.every((commit) => {
    const by = readNoreply(commit.author.email);
    return commit.signedByGitHub && by?.id === author.id && by.login.toLowerCase() === author.login.toLowerCase();
  });
}
