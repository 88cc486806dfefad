/** What is known of one deployment that waits: plain data, as everything that the core is given. */
import type { Account, Commit, FileChange, Gap, Note, PullRequestFacts, Review, Team } from "../facts.ts";
import type { RememberedEvidence } from "../memory.ts";
import type { LandedRequest } from "../push/facts.ts";
import type { CountersignedWork } from "./covered.ts";

/** From where on commits are judged. */
export type Since =
  | { readonly kind: "deployment"; readonly sha: string; readonly at: string }
  | {
      readonly kind: "installation";
      /** ISO 8601, GitHub's clock. */
      readonly at: string;
      /** What the default branch pointed to then; null where it wasn't there yet, or GitHub doesn't say. */
      readonly tip: string | null;
      /** The newest of what was there before: listed, and not judged. */
      readonly older: readonly Commit[];
    };

export interface DeploymentFacts {
  readonly repository: PullRequestFacts["repository"];
  /** The repository's page. */
  readonly url: string;
  /** As GitHub spells it. */
  readonly environment: string;
  readonly sha: string;
  readonly since: Since;
  /** All commits that would be new there, those of merges' second parents among them, oldest first. */
  readonly commits: readonly Commit[];
  readonly files: readonly FileChange[];
  /** Requests into protected branches that have some of them. */
  readonly requests: readonly LandedRequest[];
  /** Who first pushed each of them, as far as pushes were told of. */
  readonly pushers: ReadonlyMap<string, Account>;
  /** Reports of some of them. */
  readonly reports: readonly CountersignedWork[];
  /** Commits that were there before, on another branch than the default one. */
  readonly older: ReadonlySet<string>;
  /** Who asked for the deployment. */
  readonly requesters: readonly Account[];
  readonly notes: readonly Note[];
  readonly teams: readonly Team[];
  /** What people say in the held deployment's issue, each as a review of the commit. */
  readonly approvals: readonly Review[];
  readonly gaps: readonly Gap[];
}

/** What the store remembers that bears on a deployment. */
export interface DeploymentMemory {
  /** By the commit whose id or tree it was found by. */
  readonly ofCommits: ReadonlyMap<string, readonly RememberedEvidence[]>;
  /** Of requests that were merged without passing. */
  readonly ofRequests: readonly RememberedEvidence[];
}

export const NO_DEPLOYMENT_MEMORY: DeploymentMemory = { ofCommits: new Map(), ofRequests: [] };
