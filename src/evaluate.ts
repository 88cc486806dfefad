/** One evaluation: read the facts, judge them, publish what changed, record it. */
import { resolvePolicy } from "./config/resolve.ts";
import { isProtectedBranch } from "./core/branches.ts";
import type { Report } from "./core/decision.ts";
import type { PullRequestFacts } from "./core/facts.ts";
import { type Judgement, judge } from "./core/judge.ts";
import type { PolicyInForce } from "./core/policy.ts";
import { couldNotEvaluate, sharedHead, switchedOff } from "./core/report/special.ts";
import { GitHubError } from "./github/errors.ts";
import type { Log } from "./log.ts";
import { createPublisher, type Publish } from "./publish.ts";
import { type ChangeRef, type Job, nameOfChange } from "./queue/job.ts";
import { type Handler, RetryLater } from "./queue/queue.ts";
import type { Store } from "./store/store.ts";

/** GitHub as an evaluation needs it: the only way out, and replaceable in tests. */
export interface GitHubDoor {
  read(change: ChangeRef): Promise<PullRequestFacts | null>;
  /** Files with their old names, by one more request. */
  readFiles(change: ChangeRef): Promise<PullRequestFacts["files"]>;
  publish: Publish;
}

export interface EvaluatorOptions {
  readonly store: Store;
  readonly github: GitHubDoor;
  readonly log: Log;
  /** Told of each evaluation's outcome, for the metrics. */
  readonly onOutcome: (outcome: string) => void;
}

/** After so many failed attempts the check says that there is trouble; it never stays at an older pass meanwhile. */
const SAY_TROUBLE_AFTER = 3;

/** How often facts that are older than the event are read again before they are taken as they are. */
const READ_AGAIN = 2;

/** How often what isn't there is asked for again, over half a minute: GitHub's replicas may not know of it yet. */
const ASK_AGAIN_IF_GONE = 5;

/** Makes the queue's handler. It throws whatever is to be tried again. */
export function createEvaluator(options: EvaluatorOptions): Handler {
  const { store, github, log, onOutcome } = options;
  const publisher = createPublisher(store, github.publish);

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
    const facts = await github.read(job.change);
    if (facts === null) throw new GitHubError("GitHub says that there is no such request", { permanent: true });
    if (attempt < READ_AGAIN && isOlderThanEvent(facts, job)) {
      throw new GitHubError(
        `the facts are at ${facts.head.sha} (${facts.state}), the event was about ${job.head ?? "an open request"}: GitHub lags behind`,
      );
    }
    if (facts.state !== "OPEN") return "closed";
    const inForce = resolvePolicy(facts);
    if (!isProtectedBranch(inForce.policy, facts.base.ref, facts.repository.defaultBranch)) return "unprotected";
    const { verdict, report } = await judged(job.change, facts, inForce);
    const published = await publisher.publish(job.change, facts.head.sha, facts.check, async () => {
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
    return published === "superseded" ? published : verdict.kind;
  }

  /** Old names of renamed files cost a request, so they are asked for only where they can matter. */
  async function judged(change: ChangeRef, facts: PullRequestFacts, inForce: PolicyInForce): Promise<Judgement> {
    if (inForce.policy.mode === "off") {
      const { verdict } = judge(facts, inForce);
      return { verdict, report: switchedOff(inForce) };
    }
    const first = judge(facts, inForce);
    if (!first.verdict.authorship.ai || !facts.files.some((file) => file.status === "renamed")) return first;
    return judge({ ...facts, files: withOldNames(facts.files, await github.readFiles(change)) }, inForce);
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
    if (others.length === 0) return report;
    const known = await store.evaluationsAt(change.repositoryId, facts.head.sha, others);
    const passing = new Set(
      known.filter((each) => each.conclusion === "success" || each.conclusion === "neutral").map((each) => each.number),
    );
    return sharedHead(
      report,
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

/**
 * The event's head is neither the facts' head nor one that the facts know of; or the request isn't open, as it was for
 * the event.
 */
function isOlderThanEvent(facts: PullRequestFacts, { head }: Job): boolean {
  if (facts.state !== "OPEN") return true;
  if (head === null || head === facts.head.sha || facts.commits.some((commit) => commit.sha === head)) return false;
  return !facts.timeline.some(
    (item) => item.kind === "head-force-pushed" && (item.before?.sha === head || item.after === head),
  );
}

/** Adds old names to the files that were judged. Those are never replaced: the other list may be of another moment. */
function withOldNames(files: PullRequestFacts["files"], named: PullRequestFacts["files"]): PullRequestFacts["files"] {
  const byPath = new Map(named.map((file) => [file.path, file]));
  return files.map((file) => {
    const same = byPath.get(file.path);
    if (file.status === "renamed" && (same?.previousPath ?? null) === null) {
      throw new GitHubError(`expected the old name of ${file.path}, got none: the files changed while they were read`);
    }
    return { ...file, previousPath: same?.previousPath ?? null, patch: same?.patch ?? null };
  });
}
