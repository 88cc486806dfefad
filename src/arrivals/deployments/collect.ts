/** Everything that judging a deployment needs, each request made only where its answer can matter. */
import { isProtectedBranch } from "../../core/branches.ts";
import { isOneOf } from "../../core/deployment/covered.ts";
import { type DeploymentFacts, type DeploymentMemory, NO_DEPLOYMENT_MEMORY } from "../../core/deployment/facts.ts";
import { accountForDeployment, type DeploymentJudgement, judgeDeployment } from "../../core/deployment/judge.ts";
import type { Account } from "../../core/facts.ts";
import type { Policy, PolicyInForce } from "../../core/policy.ts";
import { type Accounting, isGitHubsMerge, reachable } from "../../core/push/account.ts";
import { approvalsOf } from "../../core/push/approve.ts";
import type { LandedRequest } from "../../core/push/facts.ts";
import { teamsAsked } from "../../core/requirements.ts";
import type { DeploymentSurroundings } from "../../github/deployments/read.ts";
import type { Tie } from "../../github/deployments/ties.ts";
import type { DeploymentJob } from "../../queue/job.ts";
import type { DeploymentStore } from "../../store/deployments.ts";
import type { EvidenceStore } from "../../store/evidence.ts";
import type { LandingStore } from "../../store/landings.ts";
import type { DeploymentDoor } from "./door.ts";
import type { Brought } from "./since.ts";

export type CollectStore = DeploymentStore &
  Pick<LandingStore, "landedAmong" | "verdictOf"> &
  Pick<EvidenceStore, "recall">;

export interface JudgedDeployment {
  readonly facts: DeploymentFacts;
  readonly judgement: DeploymentJudgement;
  /** Some of what is unreviewed was pushed to a protected branch, and that isn't reported yet, as it may be in a moment. */
  readonly mayBeReported: boolean;
}

/** How many other branches are looked at for what was there before the installation. */
const MOST_BRANCHES = 20;
/** How many people's access is asked about. */
const MOST_APPROVALS = 20;

export async function collectAndJudge(
  job: DeploymentJob,
  around: DeploymentSurroundings,
  brought: Brought,
  inForce: PolicyInForce,
  github: DeploymentDoor,
  store: CollectStore,
): Promise<JudgedDeployment> {
  const { policy } = inForce;
  const { repositoryId } = job;
  const isProtected = (branch: string) => isProtectedBranch(policy, branch, around.repository.defaultBranch);
  const shas = brought.comparison.commits.map(({ sha }) => sha);
  const landed = await store.landedAmong(repositoryId, null, shas);
  let facts: DeploymentFacts = {
    repository: around.repository,
    url: around.url,
    environment: job.environment,
    sha: job.sha,
    since: brought.since,
    ...brought.comparison,
    requests: await withListed(
      job,
      landed.filter(({ base }) => isProtected(base)),
      brought,
      github,
    ),
    pushers: new Map(),
    reports: await store.reportsWith(repositoryId, shas),
    older: new Set(),
    requesters: requestersOf(job.requesters, policy),
    notes: [],
    teams: [],
    approvals: [],
  };
  if (facts.reports.some(({ by }) => by.length > 0)) facts = await withStarters(job, facts, inForce, github);
  const leftNow = () => accountForDeployment(facts, policy);
  const left = leftNow().left.map(({ sha }) => sha);
  if (left.length === 0) {
    return { facts, judgement: judgeDeployment(facts, inForce, NO_DEPLOYMENT_MEMORY), mayBeReported: false };
  }

  const ties = (await github.readTies(job, left)).filter(({ base }) => isProtected(base));
  const requests = await withTies(repositoryId, facts.requests, ties, store);
  facts = { ...facts, requests: await withListed(job, requests, brought, github) };
  const open = leftNow().left.map(({ sha }) => sha);
  const pushes = await store.pushesOf(repositoryId, shas);
  facts = { ...facts, pushers: pushersOf(facts, pushes) };
  if (around.notesRef !== null && open.length > 0) {
    facts = { ...facts, notes: await github.readNotes({ ...job, number: 0 }, around.notesRef, open) };
  }
  const memory = await memoryOf(repositoryId, leftNow(), store);
  const judge = () => judgeDeployment(facts, inForce, memory);
  let judgement = judge();
  if (brought.since.kind === "installation") {
    const { at } = brought.since;
    for (const branch of otherBranches(job, around, isProtected)) {
      if (judgement.unreviewed.length === 0) break;
      const tip = await github.readTipAt(job, branch, at);
      if (tip === null) continue;
      const { commits, gaps } = await github.compare(job, tip, job.sha);
      if (gaps.some((gap) => gap.list === "commits")) continue;
      const newer = new Set(commits.map(({ sha }) => sha));
      facts = { ...facts, older: new Set([...facts.older, ...shas.filter((sha) => !newer.has(sha))]) };
      judgement = judge();
    }
  }
  if (judgement.unreviewed.length === 0) return { facts, judgement, mayBeReported: false };

  facts = await withStarters(job, facts, inForce, github);
  const teams = teamsAsked(policy);
  if (teams.length > 0) facts = { ...facts, teams: await github.readTeams({ ...job, number: 0 }, teams) };
  const held = await store.held(repositoryId, job.environment, job.sha);
  if (held && held.issue !== null) facts = { ...facts, approvals: await approvalsIn(job, held.issue, github) };
  judgement = judge();
  const onProtected = pushes.filter(({ branch }) => isProtected(branch));
  return { facts, judgement, mayBeReported: isUnreported(facts, judgement, onProtected) };
}

/** Whether a push brought something unreviewed that no report has. */
function isUnreported(
  { commits, reports }: DeploymentFacts,
  { unreviewed }: DeploymentJudgement,
  pushes: readonly { readonly after: string }[],
): boolean {
  const range = new Map(commits.map((commit) => [commit.sha, commit]));
  const pushed = new Set(pushes.flatMap(({ after }) => [...reachable(after, range)]));
  const reported = new Set(reports.flatMap((report) => report.commits));
  return unreviewed.some(({ sha }) => pushed.has(sha) && !reported.has(sha));
}

/** People who are said to have asked for it, each once. */
function requestersOf(accounts: readonly Account[], policy: Policy): Account[] {
  const people: Account[] = [];
  for (const account of accounts) {
    if (account.kind === "User" && !isOneOf(account, people, policy)) people.push(account);
  }
  return people;
}

/** Adds who started the workflow, at first and this time. */
async function withStarters(
  job: DeploymentJob,
  facts: DeploymentFacts,
  { policy }: PolicyInForce,
  github: DeploymentDoor,
): Promise<DeploymentFacts> {
  const starters = await github.readStarters(job, job.runId);
  return { ...facts, requesters: requestersOf([...facts.requesters, ...starters], policy) };
}

/** Who first pushed each commit: of several pushes that brought it, the oldest did. */
function pushersOf(
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

/** Adds what GitHub ties to the commits, with what was judged of it here. */
async function withTies(
  repositoryId: number,
  known: readonly LandedRequest[],
  ties: readonly Tie[],
  store: Pick<LandingStore, "verdictOf">,
): Promise<LandedRequest[]> {
  const requests = new Map(known.map((request) => [request.number, request]));
  for (const { base, ...tie } of ties) {
    const before = requests.get(tie.number);
    const verdict = before?.head === tie.head ? before.verdict : undefined;
    requests.set(tie.number, {
      ...tie,
      mergeCommit: tie.mergeCommit ?? before?.mergeCommit ?? null,
      mergedBy: tie.mergedBy ?? before?.mergedBy ?? null,
      verdict: verdict ?? (await store.verdictOf(repositoryId, base, tie.number, tie.head)),
    });
  }
  return [...requests.values()];
}

/**
 * Adds the commits of requests whose head would be new. A head may stand on what came to its base past review, and unlike with
 * a push that is among the commits here; where GitHub made the merge, its first parent tells them apart.
 */
async function withListed(
  job: DeploymentJob,
  requests: readonly LandedRequest[],
  { comparison }: Brought,
  github: DeploymentDoor,
): Promise<LandedRequest[]> {
  const range = new Map(comparison.commits.map((commit) => [commit.sha, commit]));
  const found: LandedRequest[] = [];
  for (const request of requests) {
    const merge = range.get(request.mergeCommit ?? "");
    const isTold = !range.has(request.head) || (merge !== undefined && isGitHubsMerge(merge, request));
    found.push(isTold ? request : { ...request, listed: await github.readRequestCommits(job, request.number) });
  }
  return found;
}

/** What is remembered of commits that nobody answers for; by each of them only where anything is. */
async function memoryOf(
  repositoryId: number,
  { left, bypassed }: Accounting,
  store: Pick<EvidenceStore, "recall">,
): Promise<DeploymentMemory> {
  const recall = async (some: Accounting["left"]) => {
    const commits = some.map(({ sha }) => sha);
    const trees = some.filter(({ empty }) => !empty).map(({ tree }) => tree);
    return (await store.recall({ repositoryId, number: 0, commits, trees })).evidence;
  };
  const ofCommits = new Map<string, Awaited<ReturnType<typeof recall>>>();
  if ((await recall(left)).length > 0) {
    for (const commit of left) ofCommits.set(commit.sha, await recall([commit]));
  }
  const ofRequests: Awaited<ReturnType<typeof recall>> = [];
  for (const { number } of bypassed) {
    ofRequests.push(...(await store.recall({ repositoryId, number, commits: [], trees: [] })).evidence);
  }
  return { ofCommits, ofRequests };
}

/** Branches besides the default one that may have had something before the installation: the deployed one first. */
function otherBranches(
  { ref }: DeploymentJob,
  { branches, repository }: DeploymentSurroundings,
  isProtected: (branch: string) => boolean,
): { readonly name: string; readonly sha: string }[] {
  const others = branches.filter(({ name }) => name !== repository.defaultBranch);
  const own = others.filter(({ name }) => name === ref);
  return [...own, ...others.filter(({ name }) => name !== ref && isProtected(name))].slice(0, MOST_BRANCHES);
}

/** What people say in the held deployment's issue, each with what they may do now. */
async function approvalsIn(
  job: DeploymentJob,
  issue: number,
  github: DeploymentDoor,
): Promise<DeploymentFacts["approvals"]> {
  const change = { ...job, number: issue };
  const found = await github.readIssue(change, issue);
  if (!found) return [];
  const access = new Map<string, boolean>();
  const approvals: DeploymentFacts["approvals"][number][] = [];
  for (const { author, review } of approvalsOf(found, job.sha).slice(0, MOST_APPROVALS)) {
    const authorCanPush = access.get(author.login) ?? (await github.readAccess(change, author)) ?? false;
    access.set(author.login, authorCanPush);
    approvals.push({ ...review, authorCanPush });
  }
  return approvals;
}
