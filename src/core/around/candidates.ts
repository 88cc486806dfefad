/** Whom to ask for a review: people who can give the approval that is missing, and no more of them than needed. */
import type { Verdict } from "../decision.ts";
import type { Account, PullRequestFacts } from "../facts.ts";
import { humanness, personOf, samePerson } from "../people/identity.ts";
import { isPrincipal } from "../people/principals.ts";
import type { Policy } from "../policy.ts";
import { type Owner, ownersOf } from "./codeowners.ts";

/** Somebody to ask. Of a CODEOWNERS line only the login is known; `account.id` and `nodeId` are null until it's looked up. */
export type Candidate =
  | { readonly type: "person"; readonly account: Account; readonly nodeId: string | null }
  | { readonly type: "team" /** `organisation/team` */; readonly name: string };

type Waiting = Extract<Verdict, { readonly kind: "waiting" }>;

const FEWEST = 2;
const MOST = 5;

/**
 * The teams that requirements name and that nobody asked yet; where none is named, owners of the changed files, then whom
 * GitHub suggests. Two people, or as many as are missing, with those who are asked already.
 */
export function candidatesOf(verdict: Waiting, facts: PullRequestFacts, policy: Policy): Candidate[] {
  const { asked, suggested } = facts.around;
  const required = verdict.requirements.flatMap(({ met, requirement }) => (met ? [] : requirement.teams));
  if (required.length > 0)
    return distinct(required.map((name) => ({ type: "team", name })))
      .filter(isNew)
      .slice(0, MOST);

  const askedAlready = asked.filter((each) => each.type !== "person" || mayBeAsked(each.account, verdict, policy));
  const wanted = Math.min(MOST, Math.max(FEWEST, verdict.missing)) - askedAlready.length;
  if (wanted <= 0) return [];
  const paths = facts.files.flatMap(({ path, previousPath }) =>
    previousPath === null ? [path] : [path, previousPath],
  );
  const owners = facts.around.codeowners === null ? [] : ownersOf(facts.around.codeowners, paths);
  const people = [
    ...owners.flatMap((owner) => candidateOf(owner, policy)),
    ...suggested.map((each): Candidate => ({ type: "person", ...each })),
  ];
  return distinct(people)
    .filter((each) => isNew(each) && (each.type === "team" || isEligible(each.account)))
    .slice(0, wanted);

  function isNew(candidate: Candidate): boolean {
    return !asked.some((other) =>
      candidate.type === "person"
        ? other.type === "person" && samePerson(personOf(other.account), personOf(candidate.account), policy)
        : other.type === "team" && other.name.toLowerCase() === candidate.name.toLowerCase(),
    );
  }

  function isEligible(account: Account): boolean {
    const person = personOf(account);
    const reviewed = facts.reviews.some(({ author }) => author && samePerson(personOf(author), person, policy));
    return !reviewed && mayBeAsked(account, verdict, policy);
  }
}

/** A human who had no part in the change, also none that the policy would overlook. */
export function mayBeAsked(account: Account, { principals }: Pick<Verdict, "principals">, policy: Policy): boolean {
  return humanness(account, policy) === "human" && !isPrincipal(personOf(account), principals, policy);
}

/** An address is somebody's only where the policy says whose: GitHub can't be asked. */
function candidateOf(owner: Owner, { identities }: Policy): Candidate[] {
  switch (owner.type) {
    case "team":
      return [{ type: "team", name: owner.name }];
    case "person":
      return [personNamed(owner.login)];
    case "address": {
      const isTheirs = (email: string) => email.toLowerCase() === owner.email.toLowerCase();
      const known = identities.people.find(({ emails, onlyExcludes }) => !onlyExcludes && emails.some(isTheirs));
      return known ? [personNamed(known.login)] : [];
    }
  }
}

function personNamed(login: string): Candidate {
  return { type: "person", account: { id: null, login, kind: "User" }, nodeId: null };
}

function distinct(candidates: readonly Candidate[]): Candidate[] {
  const first = new Map<string, Candidate>();
  for (const each of candidates) {
    const key = each.type === "team" ? `team ${each.name.toLowerCase()}` : each.account.login.toLowerCase();
    const known = first.get(key);
    // Whom both CODEOWNERS and GitHub name keeps the place of the one and the ids of the other.
    if (!known || (known.type === "person" && known.nodeId === null)) first.set(key, each);
  }
  return [...first.values()];
}
