/** What waits in the queue: which change to look at again, and nothing about what it will show. */

import type { Account } from "../core/facts.ts";

/** A repository as an installation reaches it. */
export interface Place {
  readonly installationId: number;
  readonly owner: string;
  readonly repo: string;
  /** The numeric id, which survives renames. */
  readonly repositoryId: number;
}

export interface ChangeRef extends Place {
  readonly number: number;
}

export interface Job {
  readonly change: ChangeRef;
  /** The head that the event was about: facts older than it are read again. Null where the event doesn't say. */
  readonly head: string | null;
  /** The event, for the log. */
  readonly reason: string;
}

/** One key a change: one evaluation runs at a time, and at most one waits. */
export function keyOf({ installationId, repositoryId, number }: ChangeRef): string {
  return `${installationId}:${repositoryId}:${number}`;
}

/** `acme/shop#7`, for people. */
export function nameOfChange({ owner, repo, number }: ChangeRef): string {
  return `${owner}/${repo}#${number}`;
}

/**
 * Work around changes:
 * - `survey-installation`: judge every open request of an installation again
 * - `survey-repository`: judge every open request of a repository again
 * - `keep-rulesets`: look after the required check of every repository of an installation
 * - `keep-ruleset`: look after the required check of one repository
 */
export type Errand =
  | {
      readonly kind: "survey-installation";
      readonly installationId: number;
      /** Only so many requests, those that changed last; all where it's missing. */
      readonly newest?: number;
      /** The App may do more than before: the token in use doesn't know. */
      readonly renewToken?: true;
      readonly reason: string;
    }
  | ({
      readonly kind: "survey-repository";
      /** Only requests into this branch; null: all. */
      readonly base: string | null;
      readonly reason: string;
    } & Place)
  | {
      readonly kind: "keep-rulesets";
      readonly installationId: number;
      /** As above. */
      readonly renewToken?: true;
      readonly reason: string;
    }
  | ({
      readonly kind: "keep-ruleset";
      /** Who changed the rules; null where that isn't why. */
      readonly by: Account | null;
      /** Something happened in this repository: it doesn't wait its turn behind a large set-up. */
      readonly urgent: boolean;
      readonly reason: string;
    } & Place);

/** A push to a branch, as the delivery told. */
export type PushJob = {
  readonly kind: "push";
  readonly branch: string;
  /** Null where the delivery isn't at hand any more. */
  readonly defaultBranch: string | null;
  /** What the branch pointed to; null where the push created it. */
  readonly before: string | null;
  readonly head: string;
  readonly forced: boolean;
  readonly pusher: Account | null;
  /** ISO 8601, GitHub's clock. */
  readonly at: string;
  /** It may have changed the policy, which is then judged by the one before it, whatever is known of the present one. */
  readonly mayChangePolicy: boolean;
  /** It waited already for somebody else to find out which branches are protected. */
  readonly waited: boolean;
  /** The address of a new comment on it, which GitHub's replicas may not show at once; null if none is waited for. */
  readonly awaits: string | null;
  /** How often GitHub was asked about it before. */
  readonly asked: number;
  readonly reason: string;
} & Place;

/** Pushes to a default branch whose deliveries never came: all that lies between two commits. */
export type MissedPushes = {
  readonly kind: "missed";
  readonly branch: string;
  readonly before: string;
  readonly head: string;
  readonly reason: string;
} & Place;

/** A merge queue's group: what the base would be with a request and all that are before it in the queue. */
export type GroupJob = {
  readonly kind: "group";
  /** The base's short name. */
  readonly branch: string;
  readonly head: string;
  /** It's new: its newest request is judged afresh. */
  readonly isNew: boolean;
  readonly reason: string;
} & Place;

/** A workflow run that waits to deploy, as the delivery told. */
export type DeploymentJob = {
  readonly kind: "deployment";
  /** As GitHub spells it. */
  readonly environment: string;
  readonly runId: number;
  /** Null where the run makes no deployment of its own. */
  readonly deploymentId: number | null;
  readonly sha: string;
  /** A branch's or a tag's short name; null where GitHub doesn't say. */
  readonly ref: string | null;
  /** Who asked for it, as far as the delivery says. */
  readonly requesters: readonly Account[];
  /** When it was asked for: ISO 8601, GitHub's clock. Null where GitHub doesn't say. */
  readonly at: string | null;
  /** How often GitHub was asked about it before. */
  readonly asked: number;
  readonly reason: string;
} & Place;

/**
 * What arrives on branches, or is about to:
 * - `push`: judge a push
 * - `missed`: find pushes again whose deliveries never came
 * - `group`: judge a merge queue's group of requests, by its head
 * - `group-gone`: a group was merged, or taken apart
 * - `at-head`: judge again whatever was judged at a commit, other than requests
 * - `approval`: somebody approves a commit, in an issue by the beginning of its id, or in a comment on it
 * - `deployment`: a workflow waits to deploy: let it, or reject it
 * - `held`: look again at a deployment that was rejected: what was said in its issue
 */
export type Arrival =
  | PushJob
  | MissedPushes
  | GroupJob
  | DeploymentJob
  | ({ readonly kind: "held"; readonly environment: string; readonly sha: string; readonly reason: string } & Place)
  | ({ readonly kind: "group-gone"; readonly head: string; readonly reason: string } & Place)
  | ({ readonly kind: "at-head"; readonly head: string; readonly reason: string } & Place)
  | ({
      readonly kind: "approval";
      readonly on: "issue" | "commit";
      readonly sha: string;
      /** The comment's address. */
      readonly url: string;
      readonly reason: string;
    } & Place);

/** One key an arrival: one judgement of it runs at a time, and at most one waits. */
export function keyOfArrival(arrival: Arrival): string {
  const key = `${arrival.kind}:${arrival.installationId}:${arrival.repositoryId}`;
  switch (arrival.kind) {
    case "push":
    case "missed":
      return `${key}:${arrival.head}:${arrival.branch}`;
    case "group":
    case "group-gone":
    case "at-head":
      return `${key}:${arrival.head}`;
    case "approval":
      return `${key}:${arrival.on}:${arrival.sha}`;
    case "deployment":
      return `${key}:${arrival.runId}:${arrival.environment.toLowerCase()}`;
    case "held":
      return `${key}:${arrival.sha}:${arrival.environment.toLowerCase()}`;
  }
}

/** One key an errand: the same errand never runs twice at a time, and waits at most once. */
export function keyOfErrand(errand: Errand): string {
  const key = `${errand.kind}:${errand.installationId}`;
  switch (errand.kind) {
    case "survey-installation":
      return `${key}${errand.newest === undefined ? "" : ":newest"}${errand.renewToken ? ":new-token" : ""}`;
    case "survey-repository":
      return `${key}:${errand.repositoryId}${errand.base === null ? "" : `:${errand.base}`}`;
    case "keep-rulesets":
      return `${key}${errand.renewToken ? ":new-token" : ""}`;
    case "keep-ruleset": {
      // One errand tells of one person, and an urgent one doesn't wait with one that isn't.
      const { repositoryId, by, urgent } = errand;
      return `${key}:${repositoryId}${urgent ? ":urgent" : ""}${by === null ? "" : `:${by.id ?? by.login}`}`;
    }
  }
}
