/** The people behind a bypass list: who they are by account, so that they can be met with a change's principals. */
import type { Account } from "../core/facts.ts";
import { actorText } from "./bypass.ts";
import { type Actor, type Look, type OrganizationFacts, type RepositoryFacts, ROLES, seen, unseen } from "./facts.ts";
import { gatesOf, pastAll, rankOf } from "./gates.ts";

/** Somebody who can merge past the check on a branch. */
export interface Passer {
  readonly account: Account;
  /** How, as the end of a sentence: "as an administrator of the repository". */
  readonly why: string;
}

/** Who can merge past the check on one branch. A branch that nothing holds has no passers: its finding says more. */
export function passersOf(
  repository: RepositoryFacts,
  { owners }: Pick<OrganizationFacts, "owners">,
  branchName: string,
  appId: number,
): Look<readonly Passer[]> {
  const { branches, rulesets } = repository;
  if (branches.state === "unseen") return branches;
  const branch = branches.value.find(({ name }) => name === branchName);
  if (!branch) return seen([]);
  const passers: Passer[] = [];
  for (const actor of pastAll(gatesOf(branch, rulesets, appId))) {
    const accounts = peopleOf(actor, repository, owners);
    if (accounts.state === "unseen") return accounts;
    passers.push(...accounts.value.map((account) => ({ account, why: whyText(actor) })));
  }
  return seen([...new Map(passers.map((passer) => [passer.account.id, passer])).values()]);
}

function whyText({ kind, name, id }: Actor): string {
  switch (kind) {
    case "role":
      return name === "admin" ? "as an administrator of the repository" : `with the role ${name ?? id} or one above it`;
    case "organization-owners":
      return "as an owner of the organisation";
    case "team":
      return `as a member of the team ${name ?? id}`;
    case "user":
    case "app":
    case "deploy-keys":
      return "by name";
  }
}

function peopleOf(
  actor: Actor,
  repository: RepositoryFacts,
  owners: Look<readonly Account[]>,
): Look<readonly Account[]> {
  const { collaborators, teams } = repository;
  switch (actor.kind) {
    case "app":
    case "deploy-keys":
      return seen([]);
    case "organization-owners":
      return owners;
    case "user":
      return seen([{ id: actor.id, login: actor.name ?? "", kind: "User" }]);
    case "role": {
      if (collaborators.state === "unseen") return collaborators;
      // A role that the organisation made itself: whoever may write could have it.
      const least = rankOf(actor) >= 0 ? rankOf(actor) : ROLES.indexOf("write");
      const has = collaborators.value.filter(({ role }) => ROLES.indexOf(role) >= least);
      return seen(has.map(({ account }) => account));
    }
    case "team": {
      if (teams.state === "unseen") return teams;
      if (collaborators.state === "unseen") return collaborators;
      const members = teams.value.get((actor.name ?? "").toLowerCase());
      if (!members) return unseen(`the members of ${actorText(actor)} aren't shown`);
      return seen(
        collaborators.value.filter(({ account }) => members.has(account.id ?? -1)).map(({ account }) => account),
      );
    }
  }
}
