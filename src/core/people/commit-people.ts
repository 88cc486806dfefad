/** The people of a commit: who authored, committed and co-authored it, and whose address is nobody's known. */

import { agentOfIdentity, isAgentsAddress } from "../authorship/match.ts";
import { coAuthors, readMessage } from "../authorship/trailers.ts";
import type { Evidence, PersonEvidence, StrangerEvidence, Where } from "../evidence.ts";
import type { Account, Commit, GitIdentity } from "../facts.ts";
import { MOST_CO_AUTHORS } from "../gaps.ts";
import type { Policy } from "../policy.ts";
import { isGitHubItself, readNoreply, WEB_FLOW_ID } from "./address.ts";
import { isAutomationId, isAutomationLogin, isWorkflowAddress } from "./automation.ts";
import { humanness, personOfGit } from "./identity.ts";
import { isIdentifiedByPolicy } from "./known-people.ts";

interface Named {
  readonly role: StrangerEvidence["role"];
  readonly name: string;
  readonly email: string;
  readonly account: Account | null;
}

/** Addresses whose accounts GitHub told, on any of these commits. */
export function accountsByAddress(commits: readonly Commit[]): ReadonlyMap<string, Account> {
  const accounts = new Map<string, Account>();
  for (const { author, committer, authors } of commits) {
    for (const git of [author, committer, ...authors]) {
      if (git.account && git.email !== "") accounts.set(git.email.toLowerCase(), git.account);
    }
  }
  return accounts;
}

/**
 * Everybody whom the commit names. GitHub's own list of authors tells the account of an address in a trailer; where it gives
 * none, as for a head that was replaced, another commit's list may.
 */
function namedIn(commit: Commit, accounts: ReadonlyMap<string, Account>): Named[] {
  const named: Named[] = [
    { role: "authored", ...commit.author },
    { role: "committed", ...commit.committer },
  ];
  const seen = new Set([keyOf(commit.author)]);
  const credited = coAuthors(readMessage(commit.message)).slice(0, MOST_CO_AUTHORS);
  for (const git of [...commit.authors, ...credited]) {
    const account = "account" in git ? git.account : (accounts.get(git.email.toLowerCase()) ?? null);
    const { name, email } = git;
    const key = keyOf({ name, email, account });
    if (seen.has(key)) continue;
    seen.add(key);
    named.push({ role: "co-authored", name, email, account });
  }
  return named;
}

/** One key for one identity; an empty address is nobody's, so there the name has to tell. */
function keyOf({ name, email, account }: GitIdentity): string {
  if (email !== "") return email.toLowerCase();
  return account ? `account ${account.login}` : `name ${name}`;
}

/**
 * Addresses that are no person's: an agent's, automation's, any App's, GitHub's own. A name decides nothing here: behind
 * "Jo Doe (aider)" stands Jo.
 */
function isNobodys({ email, account }: Named, policy: Policy): boolean {
  if (account) {
    if (account.id === WEB_FLOW_ID) return true;
    const kind = humanness(account, policy);
    return kind === "agent" || kind === "bot";
  }
  if (isGitHubItself(email) || isWorkflowAddress(email) || isAgentsAddress(email, policy)) return true;
  const noreply = readNoreply(email);
  if (!noreply) return false;
  if (noreply.id !== null && isAutomationId(noreply.id)) return true;
  return noreply.login.endsWith("[bot]") || isAutomationLogin(noreply.login, policy.detection.automation);
}

/**
 * Evidence about the people of one commit.
 *
 * @param agent the agent that wrote it, if one did: then its people are prompters, else contributors
 * @param accounts of addresses, as far as they are known
 */
export function commitPeople(
  commit: Commit,
  agent: string | null,
  policy: Policy,
  accounts = accountsByAddress([commit]),
): Evidence[] {
  const where: Where = { kind: "commit", sha: commit.sha };
  const agentsWord = agent !== null && commit.signedByGitHub && isAgents(commit, policy);
  const found: Evidence[] = [];
  for (const named of namedIn(commit, accounts)) {
    const credit = named.role === "co-authored";
    if (isNobodys(named, policy)) continue;
    const person = personOfGit(named.name, named.email, named.account);
    const account = named.account !== null || person.id !== null;
    if (!account && !isIdentifiedByPolicy(person, policy)) {
      found.push({ type: "stranger", role: named.role, name: named.name, email: named.email, where });
    }
    const item: PersonEvidence = {
      type: "person",
      person,
      as: agent === null ? "contributor" : "prompter",
      role: named.role,
      agent,
      where,
      // What an agent's own commit says of its co-authors is the agent's word, once GitHub signed it.
      authenticated: credit && agentsWord && account && isHuman(named.account, policy),
    };
    found.push(item);
  }
  return found;
}

/** An address with an account's number whose account GitHub didn't show is taken for a person's. */
function isHuman(account: Account | null, policy: Policy): boolean {
  return account === null || humanness(account, policy) === "human";
}

function isAgents(commit: Commit, policy: Policy): boolean {
  const { name, email, account } = commit.author;
  // Only an account: a person can call themselves like an agent, and GitHub signs what they commit in the browser.
  return agentOfIdentity({ name, email, accountId: account?.id ?? null }, policy)?.confidence === "definitive";
}
