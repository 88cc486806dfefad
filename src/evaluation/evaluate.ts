/** One evaluation: read the facts, judge them, publish what changed, record it. */

import { resolvePolicy } from "../config/resolve.ts";
import { isProtectedBranch } from "../core/branches.ts";
import type { Report } from "../core/decision.ts";
import type { PullRequestFacts } from "../core/facts.ts";
import { type Judgement, judge } from "../core/judge.ts";
import type { PolicyInForce } from "../core/policy.ts";
import { couldNotEvaluate, pushedPast, sharedHead, switchedOff } from "../core/report/special.ts";
import type { LookUpRequired } from "../enforcement/seen.ts";
import { GitHubError } from "../github/errors.ts";
import type { Log } from "../log.ts";
import { type ChangeRef, type Job, nameOfChange } from "../queue/job.ts";
import { type Handler, RetryLater } from "../queue/lane.ts";
import type { BypassStore } from "../store/bypasses.ts";
import type { ExpectedStore } from "../store/expected.ts";
import type { OrganizationFileStore } from "../store/organization-files.ts";
import type { Store } from "../store/store.ts";
import { type Collected, collect, collectForAi, type FurtherReads, type MemoryStore } from "./collect.ts";
import { answerCommands, type CommandDoor, type Judged, withAccess } from "./commands.ts";
import { type CourtesyWrites, createHelper } from "./courtesies.ts";
import { isShown, knowsHead, nameOfExpected } from "./expected.ts";
import { type ContentReads, collectFingerprints } from "./fingerprints.ts";
import { withOrganizationFile } from "./organization-file.ts";
import type { KeepProtection } from "./protection.ts";
import { createPublisher, type Publish, type Publisher } from "./publish.ts";

/** GitHub as an evaluation needs it: the only way out, and replaceable in tests. */
export interface GitHubDoor extends FurtherReads, ContentReads, CommandDoor, CourtesyWrites {
  read(change: ChangeRef): Promise<PullRequestFacts | null>;
  publish: Publish;
}

export interface EvaluatorOptions {
  readonly store: Store & MemoryStore & ExpectedStore & OrganizationFileStore & Pick<BypassStore, "bypasses">;
  readonly github: GitHubDoor;
  readonly log: Log;
  readonly lookUpRequired: LookUpRequired;
  /** Told of each evaluation's outcome, for the metrics. */
  readonly onOutcome: (outcome: string) => void;
  /** Shared with whatever else writes checks, so that one commit's are written one after another. */
  readonly publisher?: Publisher;
  readonly keepProtection?: KeepProtection;
  /** Told of each request that was judged: what it is part of may have to be judged again. */
  readonly onJudged?: (change: ChangeRef) => Promise<void>;
}

/** After so many failed attempts the check says that there is trouble; it never stays at an older pass meanwhile. */
const SAY_TROUBLE_AFTER = 3;

/** How often facts that are older than the event are read again before they are taken as they are. */
const READ_AGAIN = 2;

/** How often what isn't there is asked for again, over half a minute: GitHub's replicas may not know of it yet. */
const ASK_AGAIN_IF_GONE = 5;

/** Makes the queue's handler. It throws whatever is to be tried again. */
export function createEvaluator(options: EvaluatorOptions): Handler<Job> {
  const { store, github, log, lookUpRequired, onOutcome } = options;
  const publisher = options.publisher ?? createPublisher(store, github.publish);
  const helper = createHelper(github, store, log);

  return async (job, attempt) => {
    try {
      const outcome = await evaluate(job, attempt);
      onOutcome(outcome);
      log.info({ change: nameOfChange(job.change), outcome, reason: job.reason }, "Evaluated");
    } catch (error) {
      const known = error instanceof GitHubError ? error : null;
      if (known?.permanent && attempt >= ASK_AGAIN_IF_GONE) {
        onOutcome("gone");
        log.info({ change: nameOfChange(job.change), err: error }, "The change can't be seen any more");
        return;
      }
      onOutcome("failed");
      if (known && known.retryAfterSeconds !== null) throw new RetryLater(known.retryAfterSeconds, { cause: error });
      if (attempt + 1 >= SAY_TROUBLE_AFTER) await sayTrouble(job, error);
      throw error;
    }
  };

  /** @returns the verdict's kind, or why there is none */
  async function evaluate(job: Job, attempt: number): Promise<string> {
    const sequence = await store.nextSequence();
    const { repositoryId, number } = job.change;
    const awaited = await store.awaited(repositoryId, number);
    const facts = await github.read(job.change);
    if (facts === null) throw new GitHubError("GitHub says that there is no such request", { permanent: true });
    if (attempt < READ_AGAIN && isOlderThanEvent(facts, job) && !(await wasLeft(facts, job))) {
      throw new GitHubError(
        `the facts are at ${facts.head.sha} (${facts.state}), the event was about ${job.head ?? "an open request"}: GitHub lags behind`,
      );
    }
    const policy = resolvePolicy(await withOrganizationFile(facts, store));
    await options.keepProtection?.(job.change, facts.repository.defaultBranch, policy);
    const inForce = {
      ...policy,
      required: await lookUpRequired(job.change, policy),
      bypasses: await store.bypasses(job.change.repositoryId, facts.base.ref),
    };
    if (facts.state !== "OPEN") {
      // Nobody may have looked while it was open. What it shows goes on, but for what a protected branch has accepted.
      if (facts.state === "CLOSED" || !isProtectedBase(facts, inForce)) await judged(job.change, facts, inForce);
      return "closed";
    }
    const missing = awaited.find(({ expected }) => !isShown(expected, facts));
    if (attempt < READ_AGAIN && missing) {
      throw new GitHubError(`the facts don't show ${nameOfExpected(missing.expected)}: GitHub lags behind`);
    }
    const { judgement, collected } = await judged(job.change, facts, inForce);
    const { verdict } = judgement;
    if (!isProtectedBase(facts, inForce)) {
      await store.settle(repositoryId, number, awaited);
      return "unprotected";
    }
    const publish = (report: Report, onGitHub: typeof facts.check | "unknown") =>
      publisher.publish(job.change, facts.head.sha, onGitHub, async () => {
        const recorded = await store.record({
          repositoryId: job.change.repositoryId,
          number: facts.number,
          head: facts.head.sha,
          verdict: verdict.kind,
          conclusion: report.conclusion,
          mode: inForce.policy.mode,
          sequence,
        });
        return recorded ? withSiblings(job.change, facts, inForce, report) : null;
      });
    const published = await publish(judgement.report, facts.check);
    await store.settle(repositoryId, number, awaited);
    await options.onJudged?.(job.change);
    if (published === "superseded") return published;
    if (inForce.policy.mode !== "off") await answer(job.change, attempt, judgement, collected);
    await helper.help(job.change, collected, judgement, inForce, (report) => publish(report, "unknown"));
    return verdict.kind;
  }

  /** A recorded push went on from the event's head, so it's the event that is old. The newest push is expected by itself. */
  async function wasLeft({ head: { repositoryId, ref }, state }: PullRequestFacts, { head }: Job): Promise<boolean> {
    if (state !== "OPEN" || repositoryId === null) return false;
    return (await store.pushes(repositoryId, ref)).some((push) => push.before === head);
  }

  /** Judges, and remembers what was found: also of a request into another branch, from which its commits may come here. */
  async function judged(change: ChangeRef, facts: PullRequestFacts, inForce: PolicyInForce): Promise<Judged> {
    let collected = helper.mindful(change, await collect(change, facts, github, store));
    let judgement = judge(collected.facts, inForce, collected.memory);
    const speaks = inForce.policy.mode !== "off" && isProtectedBase(facts, inForce);
    if (speaks && !judgement.verdict.authorship.ai) {
      ({ collected, judgement } = await withAccess(change, { collected, judgement }, inForce, github));
    }
    if (judgement.verdict.authorship.ai && inForce.policy.mode !== "off") {
      collected = await collectForAi(change, collected, judgement.verdict.authorship, inForce.policy, github, store);
      judgement = judge(collected.facts, inForce, collected.memory);
    }
    // Who leaves a request as it is has no part in it, whether or not an agent has one by then.
    if ((judgement.verdict.authorship.ai || judgement.moves.length > 0) && inForce.policy.mode !== "off") {
      const known = await collectFingerprints(change, collected, judgement.moves, inForce.policy, github, store);
      if (known) {
        collected = known;
        judgement = judge(known.facts, inForce, known.memory);
      }
    }
    if (speaks && judgement.verdict.authorship.ai) {
      ({ collected, judgement } = await withAccess(change, { collected, judgement }, inForce, github));
    }
    const commits = [...collected.facts.replaced, ...facts.commits].map(({ sha, tree, empty }) => ({
      sha,
      tree: empty ? null : tree,
    }));
    if (facts.mergeCommit !== null) commits.push({ sha: facts.mergeCommit, tree: null });
    await store.remember({
      repositoryId: change.repositoryId,
      number: facts.number,
      base: facts.base.ref,
      protected: isProtectedBase(facts, inForce),
      head: { sha: facts.head.sha, tree: facts.commits.find(({ sha }) => sha === facts.head.sha)?.tree ?? null },
      commits,
      evidence: judgement.found,
    });
    if (inForce.policy.mode === "off") judgement = { ...judgement, report: switchedOff(inForce) };
    return { collected, judgement };
  }

  /** The check stands by now, whatever becomes of reactions: they are tried again a few times, and then left. */
  async function answer(change: ChangeRef, attempt: number, { verdict }: Judgement, { facts, memory }: Collected) {
    try {
      await answerCommands(change, facts.head.sha, verdict.commands, memory.answers, github, store);
    } catch (error) {
      if (!(error instanceof GitHubError) || error.retryAfterSeconds !== null) throw error;
      if (attempt + 1 < SAY_TROUBLE_AFTER) throw error;
      log.warn({ change: nameOfChange(change), err: error }, "A command couldn't be answered");
    }
  }

  /** A head has one check: it shows the worst of its requests' verdicts, and one that isn't judged yet is waiting. */
  async function withSiblings(
    change: ChangeRef,
    facts: PullRequestFacts,
    { policy }: PolicyInForce,
    report: Report,
  ): Promise<Report> {
    const others = facts.siblings
      .filter((sibling) => isProtectedBranch(policy, sibling.baseRef, facts.repository.defaultBranch))
      .map((sibling) => sibling.number);
    const past = pushedPast(report, await store.reportedAt(change.repositoryId, facts.head.sha));
    if (others.length === 0) return past;
    const known = await store.evaluationsAt(change.repositoryId, facts.head.sha, others);
    const passing = new Set(
      known.filter((each) => each.conclusion === "success" || each.conclusion === "neutral").map((each) => each.number),
    );
    return sharedHead(
      past,
      others.filter((number) => !passing.has(number)),
    );
  }

  /** Says on the head that it couldn't be judged. Best effort: if GitHub takes nothing now, the next attempt will. */
  async function sayTrouble(job: Job, error: unknown): Promise<void> {
    const { repositoryId, number } = job.change;
    try {
      const sequence = await store.nextSequence();
      const mode = (await store.lastMode(repositoryId)) ?? "enforce";
      const head = job.head ?? (await store.lastHead(repositoryId, number));
      if (head === null || mode === "off") return;
      const conclusion = mode === "observe" ? "neutral" : "failure";
      await publisher.publish(job.change, head, "unknown", async () => {
        await store.record({ repositoryId, number, head, verdict: "blocked", conclusion, mode, sequence });
        return { ...couldNotEvaluate(causeOf(error)), conclusion, mode };
      });
    } catch (cause) {
      log.warn({ change: nameOfChange(job.change), err: cause }, "The trouble couldn't be shown on the change either");
    }
  }
}

/** What went wrong, for people who see the change: an error that isn't GitHub's may hold anything, and is in the log. */
function causeOf(error: unknown): string {
  return error instanceof GitHubError ? error.message : "an error in Countersign itself; its log says which";
}

function isProtectedBase({ base, repository }: PullRequestFacts, { policy }: PolicyInForce): boolean {
  return isProtectedBranch(policy, base.ref, repository.defaultBranch);
}

/**
 * The event's head is neither the facts' head nor one that the facts know of; or the request isn't open, as it was for
 * the event.
 */
function isOlderThanEvent(facts: PullRequestFacts, { head }: Job): boolean {
  return facts.state !== "OPEN" || (head !== null && !knowsHead(facts, head));
}
