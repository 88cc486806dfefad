/** Whether the policy that people wrote is the one that is applied. */

import type { PolicyInForce } from "../core/policy.ts";
import { ORGANIZATION_REPOSITORIES } from "../evaluation/organization-file.ts";
import type { OrganizationFacts, RepositoryBrief } from "./facts.ts";
import { type Finding, finding, inAccount, inRepository } from "./finding.ts";

export function policyFindings(repository: RepositoryBrief, { policy, broken }: PolicyInForce): Finding[] {
  const place = inRepository(repository);
  const findings: Finding[] = [];
  if (broken) {
    const [first] = broken.problems;
    const says = `${broken.source} is broken${first ? `, first in line ${first.line}: ${first.message}` : ""}.`;
    findings.push(finding("policy-broken", place, { says, who: [broken.source] }));
  }
  if (policy.mode !== "enforce") {
    findings.push(finding("not-enforced", place, { says: `The policy's mode is ${policy.mode}.` }));
  }
  return findings;
}

/**
 * An organisation's policy may be out of the App's sight only where the App was let into chosen repositories, and none of
 * those is the policy's. Grave where a policy was seen there before: it stays in force as it was, and changes of it don't
 * arrive.
 */
export function organizationPolicyFindings(organization: OrganizationFacts): Finding[] {
  const { installation, repositories, shownPolicy, remembersPolicy } = organization;
  if (!installation.ofOrganization || installation.allRepositories || shownPolicy !== null) return [];
  const missing = ORGANIZATION_REPOSITORIES.filter((name) => !repositories.some((each) => each.toLowerCase() === name));
  if (missing.length === 0) return [];
  const names = missing.map((name) => `${installation.account}/${name}`);
  const says = remembersPolicy
    ? `The policy of ${installation.account} was seen before, and the App can't see it any more: it holds as it was then.`
    : `The App can't see ${names.join(" or ")}, so whether ${installation.account} has a policy isn't known.`;
  const gravity = remembersPolicy ? "serious" : "minor";
  return [finding("organization-policy-unseen", inAccount(installation.account), { says, who: names, gravity })];
}
