/** What arrives on branches: finds out what a job is about, judges it, and says in the log and the metrics what came of it. */
import { GitHubError } from "../github/errors.ts";
import type { Log } from "../log.ts";
import {
  type Arrival,
  type ChangeRef,
  type DeploymentJob,
  type Job,
  keyOfArrival,
  type Place,
  type PushJob,
} from "../queue/job.ts";
import { type Handler, type Lane, RetryLater } from "../queue/lane.ts";
import type { ReportedLanding } from "../store/landings.ts";
import type { MergeGroupStore } from "../store/merge-groups.ts";
import type { Store } from "../store/store.ts";
import type { DeploymentDoor } from "./deployments/door.ts";
import { answerTrouble, type DeploymentOptions, judgeHeld, judgeWaiting } from "./deployments/handler.ts";
import { type GroupDoor, type GroupOptions, judgeMergeGroup } from "./merge-groups.ts";
import { judgeArrival, type PushOptions } from "./pushes/handler.ts";
import { findMissed, type MissedOptions } from "./pushes/missed.ts";

export interface ArrivalOptions extends Omit<PushOptions, "later" | "github" | "store"> {
  readonly github: PushOptions["github"] & GroupDoor & DeploymentDoor;
  readonly store: PushOptions["store"] &
    MissedOptions["store"] &
    GroupOptions["store"] &
    DeploymentOptions["store"] &
    Pick<Store, "judgedAt" | "lastMode">;
  readonly changes: Pick<Lane<Job>, "enqueue">;
  readonly arrivals: Pick<Lane<Arrival>, "enqueue">;
  readonly log: Log;
  /** Told of each judgement's outcome, for the metrics. */
  readonly onOutcome: (outcome: string) => void;
}

/** How often what isn't there is asked for again: GitHub's replicas may not know of it yet. */
const ASK_AGAIN_IF_GONE = 5;

/** After so many failed attempts, over half a minute, a deployment is rejected: its workflow waits for an answer. */
const REJECT_AFTER = 5;

/** Makes the queue's handler. It throws whatever is to be tried again. */
export function createArrivalHandler(options: ArrivalOptions): Handler<Arrival> {
  const { arrivals, changes, store, log, onOutcome } = options;
  const later = (job: PushJob | DeploymentJob, seconds: number) => arrivals.enqueue(job, "event", seconds);

  return async (arrival, attempt) => {
    try {
      const outcome = await handle(arrival, attempt);
      if (outcome === null) return;
      onOutcome(`${arrival.kind}: ${outcome}`);
      log.info({ arrival: keyOfArrival(arrival), outcome, reason: arrival.reason }, "Judged what arrived");
    } catch (error) {
      const known = error instanceof GitHubError ? error : null;
      if (known?.permanent && attempt >= ASK_AGAIN_IF_GONE) {
        log.info({ arrival: keyOfArrival(arrival), err: error }, "What arrived can't be seen any more");
        return;
      }
      if (known && known.retryAfterSeconds !== null) throw new RetryLater(known.retryAfterSeconds, { cause: error });
      if (arrival.kind === "deployment" && attempt + 1 >= REJECT_AFTER) {
        const cause = known?.message ?? "an error in Countersign itself; its log says which";
        const protection = await store.protection(arrival.repositoryId);
        const mode = protection?.mode ?? (await store.lastMode(arrival.repositoryId)) ?? "enforce";
        if (await answerTrouble(arrival, cause, mode, options)) {
          onOutcome("deployment: failed");
          log.error({ arrival: keyOfArrival(arrival), err: error }, "A deployment couldn't be judged");
          return;
        }
      }
      throw error;
    }
  };

  async function handle(arrival: Arrival, attempt: number): Promise<string | null> {
    switch (arrival.kind) {
      case "push": {
        const outcome = await judgeArrival(arrival, { ...options, later });
        if (outcome === "satisfied") await othersAt(arrival);
        return outcome;
      }
      case "missed":
        return findMissed(arrival, options);
      case "group":
        return judgeMergeGroup(arrival, attempt, options);
      case "group-gone":
        await store.forgetGroup(arrival.repositoryId, arrival.head);
        return null;
      case "at-head": {
        const group = await store.group(arrival.repositoryId, arrival.head);
        if (group) {
          const { installationId, owner, repo, repositoryId, reason } = arrival;
          await arrivals.enqueue({
            kind: "group",
            installationId,
            owner,
            repo,
            repositoryId,
            ...group,
            isNew: false,
            reason,
          });
        }
        return again(arrival, await store.landingsAt(arrival.repositoryId, arrival.head), null);
      }
      case "deployment":
        return judgeWaiting(arrival, attempt, { ...options, later });
      case "held": {
        const held = await store.held(arrival.repositoryId, arrival.environment, arrival.sha);
        return held && judgeHeld(held, { ...options, later });
      }
      case "approval": {
        const { installationId, owner, repo, repositoryId, reason, sha: begun } = arrival;
        const here = { installationId, owner, repo, repositoryId, reason };
        for (const { job } of await store.heldAt(arrival.repositoryId, begun)) {
          await arrivals.enqueue({ ...here, kind: "held", environment: job.environment, sha: job.sha });
        }
        const landings = await store.landingsAt(arrival.repositoryId, arrival.sha);
        return again(
          arrival,
          landings.filter(({ issue }) => (issue !== null) === (arrival.on === "issue")),
          arrival.url,
        );
      }
    }
  }

  /** A commit has one check: requests whose head it is too have to say again what holds them. */
  async function othersAt({ installationId, owner, repo, repositoryId, head }: PushJob): Promise<void> {
    for (const number of await store.judgedAt(repositoryId, head)) {
      const change = { installationId, owner, repo, repositoryId, number };
      await changes.enqueue({ change, head: null, reason: "countersigned push" });
    }
  }

  async function again(
    arrival: Place & { readonly reason: string },
    landings: readonly ReportedLanding[],
    awaits: string | null,
  ) {
    for (const landing of landings) await arrivals.enqueue({ ...toJob(arrival, landing), awaits });
    return null;
  }
}

function toJob(
  { installationId, owner, repo, repositoryId, reason }: Place & { readonly reason: string },
  { branch, head, before, forced, pusher, at }: ReportedLanding,
): PushJob {
  const place = { installationId, owner, repo, repositoryId };
  const push = { branch, defaultBranch: null, before, head, forced, pusher, at } as const;
  return { kind: "push", ...place, ...push, mayChangePolicy: true, waited: true, awaits: null, asked: 0, reason };
}

/** What to do when a request was judged: the merge groups that have it are judged again. */
export function judgeGroupsOf(
  arrivals: Pick<Lane<Arrival>, "enqueue">,
  store: Pick<MergeGroupStore, "groupsWith">,
): (change: ChangeRef) => Promise<void> {
  return async ({ number, ...place }) => {
    for (const group of await store.groupsWith(place.repositoryId, number)) {
      await arrivals.enqueue({ kind: "group", ...place, ...group, isNew: false, reason: `verdict of #${number}` });
    }
  };
}
