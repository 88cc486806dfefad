/** Which of those who could go past the check had a part in an AI-written change that is open now. */
import type { Account } from "../core/facts.ts";
import { personOf, samePerson } from "../core/people/identity.ts";
import type { Policy } from "../core/policy.ts";
import type { OpenChange, OrganizationFacts, RepositoryFacts } from "./facts.ts";
import { couldNotLook, type Finding, finding, inRepository, onceSeen } from "./finding.ts";
import { passersOf } from "./passers.ts";

export function principalFindings(
  repository: RepositoryFacts,
  organization: Pick<OrganizationFacts, "owners">,
  policy: Policy,
  appId: number,
): Finding[] {
  const place = inRepository(repository.brief);
  return [
    ...onceSeen(repository.openChanges, "who had a part in open AI-written changes", place, (changes) => {
      if (changes.length === 0) return [];
      return [
        ...canBypass(repository, organization, changes, policy, appId),
        ...administers(repository, changes, policy),
      ];
    }),
  ];
}

function canBypass(
  repository: RepositoryFacts,
  organization: Pick<OrganizationFacts, "owners">,
  changes: readonly OpenChange[],
  policy: Policy,
  appId: number,
): Finding[] {
  if (repository.branches.state === "unseen") return [];
  return repository.branches.value.flatMap(({ name }) => {
    const place = { ...inRepository(repository.brief), branch: name };
    return onceSeen(
      passersOf(repository, organization, name, appId),
      `who can bypass the check on ${name}`,
      place,
      (all) =>
        all.flatMap(({ account, why }) => {
          const numbers = partIn(account, changes, policy);
          if (numbers.length === 0) return [];
          const says = `@${account.login} had a part in ${list(numbers)} and can merge past the check on ${name}, ${why}.`;
          return [finding("principal-can-bypass", place, { says, who: [account.login], requests: numbers })];
        }),
    );
  });
}

function administers(
  { brief, collaborators }: RepositoryFacts,
  changes: readonly OpenChange[],
  policy: Policy,
): Finding[] {
  const place = inRepository(brief);
  if (collaborators.state === "unseen")
    return [couldNotLook("who administers the repository", place, collaborators.why)];
  return collaborators.value
    .filter(({ role }) => role === "admin")
    .flatMap(({ account }) => {
      const numbers = partIn(account, changes, policy);
      if (numbers.length === 0) return [];
      const says = `@${account.login} had a part in ${list(numbers)} and administers the repository.`;
      return [finding("principal-administers", place, { says, who: [account.login], requests: numbers })];
    });
}

/** Numbers of the requests that the account's person may not approve. */
function partIn(account: Account, changes: readonly OpenChange[], policy: Policy): number[] {
  const self = personOf(account);
  const { exclude } = policy.approvals;
  const isOne = (principals: OpenChange["principals"]) =>
    principals.some(
      ({ person, as, opened }) =>
        (as === "prompter" || opened || exclude === "principals") && samePerson(self, person, policy),
    );
  return changes.filter(({ principals }) => isOne(principals)).map(({ number }) => number);
}

function list(numbers: readonly number[]): string {
  return numbers.map((number) => `#${number}`).join(", ");
}
