/** Commits that somebody countersigned after they had arrived, in the issue of a push or of a held deployment. */
import type { Met } from "../decision.ts";
import type { Account } from "../facts.ts";
import { personOf, samePerson } from "../people/identity.ts";
import type { Policy } from "../policy.ts";

/** A report of commits that nobody answered for, and who countersigned them since. */
export interface CountersignedWork {
  /** The newest of them, which an approval names. */
  readonly commit: string;
  readonly commits: readonly string[];
  readonly issue: number | null;
  /** Nobody has yet. */
  readonly waits: boolean;
  readonly by: readonly Account[];
  /** How many would have done; null where it mattered who they are. */
  readonly needed: number | null;
}

/** Whether an account is that of one of some people, by number, login or the policy's `identities`. */
export function isOneOf(account: Account, people: readonly Account[], policy: Policy): boolean {
  return people.some((other) => samePerson(personOf(account), personOf(other), policy));
}

/** Whether work stays countersigned where these people's word doesn't count. */
export function isCovered({ by, needed }: CountersignedWork, without: readonly Account[], policy: Policy): boolean {
  const others = by.filter((account) => !isOneOf(account, without, policy));
  if (others.length === 0) return false;
  return others.length === by.length || (needed !== null && others.length >= needed);
}

/** How many people were enough, whoever they are; null where teams were asked for. */
export function neededOf(requirements: readonly Met[]): number | null {
  if (requirements.some(({ requirement }) => requirement.teams.length > 0)) return null;
  return Math.max(1, ...requirements.map(({ requirement }) => requirement.approvals));
}
