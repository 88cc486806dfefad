/** The people around a deployment: who asked for it, who pushed what it brings, and who says something of it. */
import { isOneOf } from "../../core/deployment/covered.ts";
import type { DeploymentFacts } from "../../core/deployment/facts.ts";
import type { Account } from "../../core/facts.ts";
import type { Policy, PolicyInForce } from "../../core/policy.ts";
import { reachable } from "../../core/push/account.ts";
import { approvalsOf } from "../../core/push/approve.ts";
import type { DeploymentJob } from "../../queue/job.ts";
import type { DeploymentStore } from "../../store/deployments.ts";
import type { DeploymentDoor } from "./door.ts";

/** How many people's access is asked about. */
const MOST_APPROVALS = 20;

/** People who are said to have asked for it, each once. */
export function requestersOf(accounts: readonly Account[], policy: Policy): Account[] {
  const people: Account[] = [];
  for (const account of accounts) {
    if (account.kind === "User" && !isOneOf(account, people, policy)) people.push(account);
  }
  return people;
}

/** Adds who started the workflow, at first and this time. */
export async function withStarters(
  job: DeploymentJob,
  facts: DeploymentFacts,
  { policy }: PolicyInForce,
  github: DeploymentDoor,
): Promise<DeploymentFacts> {
  const starters = await github.readStarters(job, job.runId);
  return { ...facts, requesters: requestersOf([...facts.requesters, ...starters], policy) };
}

/** Who first pushed each commit: of several pushes that brought it, the oldest did. */
export function pushersOf(
  { commits }: DeploymentFacts,
  pushes: Awaited<ReturnType<DeploymentStore["pushesOf"]>>,
): Map<string, Account> {
  const range = new Map(commits.map((commit) => [commit.sha, commit]));
  const seen = new Set<string>();
  const pushers = new Map<string, Account>();
  for (const { after, actor } of pushes) {
    for (const sha of reachable(after, range)) {
      if (!seen.has(sha) && actor !== null) pushers.set(sha, actor);
      seen.add(sha);
    }
  }
  return pushers;
}

/** What people say in the held deployment's issue, each with what they may do now. */
export async function approvalsIn(
  job: DeploymentJob,
  issue: number,
  github: DeploymentDoor,
): Promise<DeploymentFacts["approvals"]> {
  const change = { ...job, number: issue };
  const found = await github.readIssue(change, issue);
  if (!found) return [];
  const access = new Map<string, boolean>();
  const approvals: DeploymentFacts["approvals"][number][] = [];
  for (const { author, review } of approvalsOf(found.timeline, job.sha).slice(0, MOST_APPROVALS)) {
    const authorCanPush = access.get(author.login) ?? (await github.readAccess(change, author)) ?? false;
    access.set(author.login, authorCanPush);
    approvals.push({ ...review, authorCanPush });
  }
  return approvals;
}
