/** Everything that judging a deployment needs, each request made only where its answer can matter. */
import { isProtectedBranch } from "../../core/branches.ts";
import { type DeploymentFacts, type DeploymentMemory, NO_DEPLOYMENT_MEMORY } from "../../core/deployment/facts.ts";
import { accountForDeployment, type DeploymentJudgement, judgeDeployment } from "../../core/deployment/judge.ts";
import type { PolicyInForce } from "../../core/policy.ts";
import { type Accounting, reachable } from "../../core/push/account.ts";
import { teamsAsked } from "../../core/requirements.ts";
import type { DeploymentSurroundings } from "../../github/deployments/read.ts";
import type { DeploymentJob } from "../../queue/job.ts";
import type { DeploymentStore } from "../../store/deployments.ts";
import type { EvidenceStore } from "../../store/evidence.ts";
import type { LandingStore } from "../../store/landings.ts";
import type { DeploymentDoor } from "./door.ts";
import { approvalsIn, pushersOf, requestersOf, withStarters } from "./people.ts";
import { withListed, withTies } from "./requests.ts";
import type { Brought } from "./since.ts";

export type CollectStore = DeploymentStore &
  Pick<LandingStore, "landedAmong" | "verdictOf"> &
  Pick<EvidenceStore, "recall">;

export interface JudgedDeployment {
  readonly facts: DeploymentFacts;
  readonly judgement: DeploymentJudgement;
  /** Some of what is unreviewed was pushed to a protected branch, and no issue tells of that yet, as one may in a moment. */
  readonly mayBeReported: boolean;
}

/** How many other branches are looked at for what was there before the installation. */
const MOST_BRANCHES = 20;

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
  const opensIssues = around.hasIssues && policy.mode === "enforce" && policy.pushes.unreviewed === "issue";
  const onProtected = pushes.filter(({ branch }) => isProtected(branch));
  return { facts, judgement, mayBeReported: opensIssues && isUnreported(facts, judgement, onProtected) };
}

/** Whether a push brought something unreviewed that no issue tells of. */
function isUnreported(
  { commits, reports }: DeploymentFacts,
  { unreviewed }: DeploymentJudgement,
  pushes: readonly { readonly after: string }[],
): boolean {
  const range = new Map(commits.map((commit) => [commit.sha, commit]));
  const pushed = new Set(pushes.flatMap(({ after }) => [...reachable(after, range)]));
  const reported = new Set(reports.flatMap((report) => (report.issue === null ? [] : report.commits)));
  return unreviewed.some(({ sha }) => pushed.has(sha) && !reported.has(sha));
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
