/** One judgement of a push: read what arrived, account for it, report what nobody answers for. */
import { isProtectedBranch } from "../../core/branches.ts";
import { neededOf } from "../../core/deployment/covered.ts";
import type { PolicyInForce } from "../../core/policy.ts";
import { POLICY_PATH } from "../../core/policy-path.ts";
import { accountFor } from "../../core/push/account.ts";
import type { LandedRequest, PushFacts } from "../../core/push/facts.ts";
import { judgePush, type PushJudgement } from "../../core/push/judge.ts";
import { pushReport, settledIssue } from "../../core/report/push.ts";
import { teamsAsked } from "../../core/requirements.ts";
import type { Publisher } from "../../evaluation/publish.ts";
import { GitHubError } from "../../github/errors.ts";
import type { Comparison } from "../../github/facts/comparison.ts";
import type { PushSurroundings } from "../../github/facts/push.ts";
import type { PushJob } from "../../queue/job.ts";
import type { Protection } from "../../store/landings.ts";
import { announce, landingOf } from "./announce.ts";
import { tipBefore } from "./before.ts";
import {
  factsOf,
  memoryOf,
  type PushStore,
  policyFor,
  withApprovals,
  withElsewhere,
  withNotes,
  withTied,
} from "./collect.ts";
import type { PushDoor } from "./door.ts";

export interface PushOptions {
  readonly github: PushDoor;
  readonly store: PushStore;
  readonly publisher: Publisher;
  /** Queues the same push again, to be judged after a time. */
  readonly later: (job: PushJob, seconds: number) => Promise<void>;
}

/**
 * When GitHub is asked again about a commit that it made itself and that belongs to no request yet: it ties them with a
 * delay. Two minutes in all.
 */
const ASK_AGAIN_AFTER_SECONDS = [5, 10, 20, 35, 50];

/** When it's asked again for a comment that a delivery told of. One that was deleted meanwhile is never shown. */
const LAG_SECONDS = [2, 5, 10];

/**
 * A branch is often pushed so that a request can be opened from it, whose evaluation tells which branches are protected: so
 * long is waited for that before GitHub is asked.
 */
const WAIT_SECONDS = 5;

/**
 * @returns what came of it, for the log
 * @throws GitHubError for whatever is to be tried again
 */
export async function judgeArrival(job: PushJob, { github, store, publisher, later }: PushOptions): Promise<string> {
  // A repository's first push: there is nothing that a request could have gone into.
  if (job.before === null && job.branch === job.defaultBranch) return "first push";
  const known = job.mayChangePolicy ? null : await protectionOf(job, store);
  if (known && !isProtected(known, job)) return "unprotected";
  if (known?.mode === "off") return "off";
  const onDefault = job.branch === job.defaultBranch;
  if (!known && !onDefault && !job.waited) {
    await later({ ...job, waited: true }, WAIT_SECONDS);
    // An evaluation may have told between the look and that, when nothing waited yet.
    if (await protectionOf(job, store)) await later({ ...job, waited: true }, 0);
    return "waits";
  }
  const reported = await store.landing(job.repositoryId, job.branch, job.head);
  if (reported && reported.countersigned.length > 0) return "countersigned";

  let around: PushSurroundings | null = null;
  // Hardly any branch but the default one is protected, so it's worth a look before anything is compared.
  if (job.before === null || (!known && !onDefault && !reported)) {
    around = await surroundings([]);
    const { policy } = await policyFor(job, around, store);
    if (!isProtectedBranch(policy, job.branch, around.repository.defaultBranch)) return "unprotected";
  }
  const comparison = await whatArrived(around);
  if (comparison === null) return "first push";
  if (!job.mayChangePolicy && changedPolicy(comparison)) await store.forgetProtection(job.repositoryId);
  const shas = comparison.commits.map(({ sha }) => sha);
  let requests: LandedRequest[] = await store.landedAmong(job.repositoryId, job.branch, shas);
  if (!reported && isReviewed(comparison, requests)) return "reviewed";

  around = await surroundings(shas);
  requests = await withTied(job, requests, around.requests, store);
  if (!reported && isReviewed(comparison, requests)) return "reviewed";
  const inForce = await policyFor(job, around, store);
  if (inForce.policy.mode === "off") return "off";
  if (!isProtectedBranch(inForce.policy, job.branch, around.repository.defaultBranch)) return "unprotected";

  let facts = await withNotes(job, factsOf(job, comparison, around, requests), around, github);
  const memory = await memoryOf(job, accountFor(facts), store);
  const judge = () => judgePush(facts, inForce, memory);
  let judgement = judge();
  if (judgement.verdict.authorship.ai) {
    facts = await withElsewhere(job, facts, around, inForce, github, store);
    const teams = teamsAsked(inForce.policy);
    if (teams.length > 0) facts = { ...facts, teams: await github.readTeams({ ...job, number: 0 }, teams) };
    if (reported) {
      const said = await withApprovals(job, facts, reported, github);
      const lag = LAG_SECONDS[job.asked];
      if (job.awaits !== null && !said.shown.has(job.awaits) && lag !== undefined) {
        await later({ ...job, asked: job.asked + 1 }, lag);
        return "GitHub lags behind";
      }
      facts = said.facts;
    }
    judgement = judge();
  }
  if (judgement.verdict.kind === "not-ai" && !reported) return "not-ai";
  const seconds = ASK_AGAIN_AFTER_SECONDS[job.asked];
  if (!reported && judgement.accounting.mayBeTied && seconds !== undefined) {
    await later({ ...job, asked: job.asked + 1 }, seconds);
    return "asks again";
  }
  await report(facts, judgement, inForce, around.hasIssues);
  return judgement.verdict.kind;

  async function surroundings(shas: readonly string[]): Promise<PushSurroundings> {
    const found = await github.readPush(job, shas);
    if (!found) throw new GitHubError("GitHub says that there is no such repository", { permanent: true });
    return found;
  }

  /** A created branch brings what the default branch didn't have then. */
  async function whatArrived(around: PushSurroundings | null): Promise<Comparison | null> {
    if (job.before !== null) return github.compare(job, job.before, job.head);
    const base = around?.branches.find(({ name }) => name === around.repository.defaultBranch);
    const tip = base ? await tipBefore(job, base, github, store) : null;
    return tip === null ? null : github.compare(job, tip, job.head);
  }

  async function report(facts: PushFacts, judgement: PushJudgement, inForce: PolicyInForce, hasIssues: boolean) {
    const landing = landingOf(job);
    const { verdict } = judgement;
    const settled = verdict.kind === "satisfied" || verdict.kind === "not-ai";
    const conclusion = pushReport(facts, judgement, inForce, { kind: "check" }).conclusion;
    const commits = judgement.accounting.left.map(({ sha }) => sha);
    await store.keepLanding(landing, verdict.kind, conclusion, commits);
    const kept = await store.landing(job.repositoryId, job.branch, job.head);
    if (!kept) throw new Error("Expected the push that was just stored, got none");
    const told = settled
      ? ({ kind: "check" } as const)
      : await announce(job, kept, facts, judgement, inForce, hasIssues, github, store);
    const externalId = `push:${job.head}:${job.branch}`;
    await publisher.publish({ ...job, externalId }, job.head, facts.check, async () =>
      pushReport(facts, judgement, inForce, told),
    );
    if (!settled) return;
    if (kept.issue !== null) await github.closeIssue(job, kept.issue, settledIssue(facts, judgement, inForce));
    const by = verdict.standings.flatMap((each) => (each.kind === "counts" ? [each.reviewer] : []));
    await store.keepCountersigned(landing, by, neededOf(verdict.requirements));
  }
}

/** What is remembered of which branches are protected, unless the default branch is another one by now. */
async function protectionOf({ repositoryId, defaultBranch }: PushJob, store: PushStore): Promise<Protection | null> {
  const known = await store.protection(repositoryId);
  return known && defaultBranch !== null && known.defaultBranch !== defaultBranch ? null : known;
}

/** Which branches are protected has to be read again then, though the delivery didn't say so. */
function changedPolicy({ files, gaps }: Comparison): boolean {
  return (
    gaps.length > 0 || files.some(({ path, previousPath }) => path === POLICY_PATH || previousPath === POLICY_PATH)
  );
}

function isProtected({ defaultBranch, branches }: Protection, { branch }: PushJob): boolean {
  return isProtectedBranch({ branches }, branch, defaultBranch);
}

/** Every commit belongs to a request that passed, and none is missing from the list. */
function isReviewed({ commits, gaps }: Comparison, requests: readonly LandedRequest[]): boolean {
  if (gaps.some((gap) => gap.list === "commits")) return false;
  return accountFor({ commits, requests, elsewhere: new Set() }).left.length === 0;
}
