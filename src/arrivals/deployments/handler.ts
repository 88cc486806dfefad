/** One judgement of a deployment that waits: what would be new there, and who answers for it. Always ends in an answer. */
import { resolvePolicy } from "../../config/resolve.ts";
import { isProtectedBranch } from "../../core/branches.ts";
import type { Verdict } from "../../core/decision.ts";
import type { Mode, PolicyInForce } from "../../core/policy.ts";
import {
  type Answer,
  deploymentAnswer,
  deploymentTrouble,
  inMode,
  unasked,
  unknownCommit,
} from "../../core/report/deployment.ts";
import { heldText } from "../../core/report/held.ts";
import { withOrganizationFile } from "../../evaluation/organization-file.ts";
import type { DeploymentSurroundings } from "../../github/deployments/read.ts";
import { GitHubError } from "../../github/errors.ts";
import type { DeploymentJob } from "../../queue/job.ts";
import type { HeldDeployment } from "../../store/deployments.ts";
import type { OrganizationFileStore } from "../../store/organization-files.ts";
import { settle, waysOut } from "./announce.ts";
import { type CollectStore, collectAndJudge } from "./collect.ts";
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

/** When it's looked again whether a push's own issue is there by now, so that one issue tells of its commits. */
const LOOK_AGAIN_AFTER_SECONDS = [1, 2, 4, 8];

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
  const waits = [
    judgement.mayBeTied ? ASK_AGAIN_AFTER_SECONDS[job.asked] : undefined,
    mayBeReported ? LOOK_AGAIN_AFTER_SECONDS[job.asked] : undefined,
  ];
  const seconds = waits.find((each) => each !== undefined);
  if (seconds !== undefined) {
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
