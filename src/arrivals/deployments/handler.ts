/** One judgement of a deployment that waits: what would be new there, and who answers for it. Always ends in an answer. */
import { resolvePolicy } from "../../config/resolve.ts";
import { isProtectedBranch } from "../../core/branches.ts";
import type { Verdict } from "../../core/decision.ts";
import { neededOf } from "../../core/deployment/covered.ts";
import type { Mode, PolicyInForce } from "../../core/policy.ts";
import {
  type Answer,
  deploymentAnswer,
  deploymentTrouble,
  inMode,
  unasked,
  unknownCommit,
  type WayOut,
} from "../../core/report/deployment.ts";
import { heldIssue, heldMark, heldText } from "../../core/report/held.ts";
import { withOrganizationFile } from "../../evaluation/organization-file.ts";
import type { DeploymentSurroundings } from "../../github/deployments/read.ts";
import { GitHubError } from "../../github/errors.ts";
import type { DeploymentJob } from "../../queue/job.ts";
import type { HeldDeployment } from "../../store/deployments.ts";
import type { OrganizationFileStore } from "../../store/organization-files.ts";
import { type CollectStore, collectAndJudge, type JudgedDeployment } from "./collect.ts";
import type { DeploymentDoor } from "./door.ts";
import { isOfRepository, whatItBrings } from "./since.ts";

export interface DeploymentOptions {
  readonly github: DeploymentDoor;
  readonly store: CollectStore & OrganizationFileStore;
  /** Queues the same deployment again, to be judged after a time. */
  readonly later: (job: DeploymentJob, seconds: number) => Promise<void>;
}

/** As for pushes: GitHub ties the commits that it makes to requests with a delay. Two minutes in all. */
const ASK_AGAIN_AFTER_SECONDS = [5, 10, 20, 35, 50];

/** How often a push's own report is waited for, so that one issue tells of its commits. */
const WAIT_FOR_REPORT = 2;

/** How often GitHub is asked for a commit that it doesn't show: its replicas may not know of it yet. */
const ASK_AGAIN = 2;

/**
 * Answers a deployment.
 *
 * @returns what came of it, for the log
 * @throws GitHubError for whatever is to be tried again
 */
export async function judgeWaiting(job: DeploymentJob, attempt: number, options: DeploymentOptions): Promise<string> {
  const { github, store, later } = options;
  const { around, inForce, spellings } = await surroundings(job, options);
  const askedSince = await store.askedSince(job.repositoryId, job.environment, job.at ?? new Date().toISOString());
  const { mode } = inForce.policy;
  if (mode === "off") return say(unasked("off"));
  // What a broken policy named can't be told.
  if (!isNamed(job, inForce) && inForce.broken === null) return say(unasked("notNamed"));
  if (!(await isKnown(job, around, inForce, github))) {
    if (attempt < ASK_AGAIN) throw new GitHubError("GitHub doesn't show the commit: it may lag behind");
    return say(inMode(mode, unknownCommit));
  }
  const brought = await whatItBrings(job, around, spellings, askedSince, github, store);
  const judged = await collectAndJudge(job, around, brought, inForce, github, store);
  const { facts, judgement, mayBeReported } = judged;
  const seconds = ASK_AGAIN_AFTER_SECONDS[job.asked];
  const isEarly = judgement.mayBeTied || (mayBeReported && job.asked < WAIT_FOR_REPORT);
  if (isEarly && seconds !== undefined) {
    await later({ ...job, asked: job.asked + 1 }, seconds);
    return "asks again";
  }
  if (judgement.verdict.kind === "satisfied") await settle(job, judged, inForce, options);
  const ways = await waysOut(job, judged, inForce, around.hasIssues, options);
  return say(inMode(mode, deploymentAnswer(facts, judgement, inForce, ways)));

  async function say(answer: Answer): Promise<string> {
    if (answer.state === "approved") await store.keepLetThrough(job.repositoryId, job.environment, job.sha);
    const { environment } = job;
    const heard = await github.answerDeployment(job, job.runId, { environment, ...answer });
    return heard ? answer.state : "no longer waits";
  }
}

/** Looks again at a deployment that was rejected, after somebody said something in its issue. */
export async function judgeHeld(held: HeldDeployment, options: DeploymentOptions): Promise<string> {
  const { job, issue } = held;
  const { github, store } = options;
  if (issue === null) return "no issue";
  const { around, inForce, spellings } = await surroundings(job, options);
  const askedSince = await store.askedSince(job.repositoryId, job.environment, job.at ?? new Date().toISOString());
  const brought = await whatItBrings(job, around, spellings, askedSince, github, store);
  const judged = await collectAndJudge(job, around, brought, inForce, github, store);
  const { facts, judgement } = judged;
  if (isSettled(judgement.verdict)) await settle(job, judged, inForce, options);
  else await github.reviseIssue(job, issue, heldText(facts, judgement, inForce));
  return judgement.verdict.kind;
}

/**
 * Rejects what couldn't be judged, with the cause; the mode that was known last decides.
 *
 * @returns false if GitHub took no answer either
 */
export async function answerTrouble(
  job: DeploymentJob,
  cause: string,
  mode: Mode,
  { github }: Pick<DeploymentOptions, "github">,
): Promise<boolean> {
  const { environment } = job;
  const answer = inMode(mode, deploymentTrouble(cause));
  return github.answerDeployment(job, job.runId, { environment, ...answer }).catch(() => false);
}

interface Around {
  readonly around: DeploymentSurroundings;
  readonly inForce: PolicyInForce;
  readonly spellings: readonly string[];
}

async function surroundings(job: DeploymentJob, { github, store }: DeploymentOptions): Promise<Around> {
  const spellings = [...new Set([job.environment, job.environment.toLowerCase()])];
  const around = await github.readDeployment(job, spellings);
  if (!around) throw new GitHubError("GitHub says that there is no such repository", { permanent: true });
  const { repository, policy } = around;
  const files = await withOrganizationFile({ repository, policy }, store);
  return { around, spellings, inForce: resolvePolicy({ ...files, proposedPolicy: null }) };
}

/** Capitals don't count in an environment's name. */
function isNamed({ environment }: DeploymentJob, { policy }: PolicyInForce): boolean {
  return policy.deployments.environments.some((name) => name.toLowerCase() === environment.toLowerCase());
}

function isKnown(
  job: DeploymentJob,
  around: DeploymentSurroundings,
  { policy }: PolicyInForce,
  github: DeploymentDoor,
): Promise<boolean> {
  const { defaultBranch } = around.repository;
  const names = around.branches.map(({ name }) => name);
  const protectedBranches = names.filter((name) => isProtectedBranch(policy, name, defaultBranch));
  return isOfRepository(job, around, new Set(protectedBranches), github);
}

function isSettled({ kind }: Verdict): boolean {
  return kind === "satisfied" || kind === "not-ai";
}

/** Records who countersigned it, and closes its issue. */
async function settle(
  job: DeploymentJob,
  { facts, judgement }: JudgedDeployment,
  inForce: PolicyInForce,
  { github, store }: DeploymentOptions,
): Promise<void> {
  const { verdict, unreviewed } = judgement;
  if (unreviewed.length > 0) {
    const by = verdict.standings.flatMap((each) => (each.kind === "counts" ? [each.reviewer] : []));
    await store.keepHeld(
      job,
      unreviewed.map(({ sha }) => sha),
    );
    await store.keepHeldCountersigned(job, by, neededOf(verdict.requirements));
  }
  const held = await store.held(job.repositoryId, job.environment, job.sha);
  if (held && held.issue !== null) await github.closeIssue(job, held.issue, heldText(facts, judgement, inForce));
}

/** Where the deployment can be countersigned: in the issues that have all of it already, else in one of its own. */
async function waysOut(
  job: DeploymentJob,
  { facts, judgement }: JudgedDeployment,
  inForce: PolicyInForce,
  hasIssues: boolean,
  { github, store }: DeploymentOptions,
): Promise<WayOut[]> {
  const { verdict, unreviewed } = judgement;
  const mode: Mode = inForce.policy.mode;
  if (verdict.kind !== "waiting" || mode !== "enforce") return [];
  const own = await store.held(job.repositoryId, job.environment, job.sha);
  if (!own) {
    const waiting = await waitingIssues();
    const told = new Set(waiting.flatMap(({ commits }) => commits));
    if (unreviewed.every(({ sha }) => told.has(sha))) return waiting;
  }
  await store.keepHeld(
    job,
    unreviewed.map(({ sha }) => sha),
  );
  const isRevised =
    own !== null &&
    own.issue !== null &&
    (await github.reviseIssue(job, own.issue, heldText(facts, judgement, inForce)));
  const issue = isRevised ? own.issue : await openOne(own);
  return issue === null ? [] : [{ issue, commit: job.sha }];

  /** Issues that are still there, in which some of the commits can be countersigned. */
  async function waitingIssues() {
    const open = new Set(unreviewed.map(({ sha }) => sha));
    const found: (WayOut & { readonly commits: readonly string[] })[] = [];
    for (const { issue, commit, commits, waits } of facts.reports) {
      if (!waits || issue === null || !commits.some((sha) => open.has(sha))) continue;
      if (await github.readIssue({ ...job, number: issue }, issue)) found.push({ issue, commit, commits });
    }
    return found;
  }

  /** Once, whatever happens in between: the intention is written down before. */
  async function openOne(before: HeldDeployment | null): Promise<number | null> {
    const earlier =
      before && before.issue === null && before.announcedAt !== null
        ? await github.findIssue(job, heldMark(facts), minutesBefore(before.announcedAt))
        : null;
    await store.keepOpening(job);
    const number = earlier ?? (hasIssues ? await github.openIssue(job, heldIssue(facts, judgement, inForce)) : null);
    if (number !== null) await store.keepOpened(job, number);
    return number;
  }
}

/** GitHub's clock may be a little behind. */
function minutesBefore(time: string): string {
  return new Date(Date.parse(time) - 5 * 60_000).toISOString();
}
