/** What is known of one push to a protected branch: plain data, as everything that the core is given. */
import type {
  Account,
  Commit,
  ExistingCheck,
  FileChange,
  Gap,
  Note,
  PullRequestFacts,
  Review,
  Team,
} from "../facts.ts";
import type { RememberedEvidence } from "../memory.ts";

/** A request whose commits are among those that arrived, or that GitHub says was merged by them. */
export interface LandedRequest {
  readonly number: number;
  /** Its last head. */
  readonly head: string;
  /** The commit that GitHub says the merge made; null where it isn't known to be merged. */
  readonly mergeCommit: string | null;
  /** Null where the account is gone, or nobody said. */
  readonly mergedBy: Account | null;
  /** How many commits it had. */
  readonly commits: number;
  /**
   * Those that GitHub lists on it. Without them it's all that its head stands on and that arrived: right for a push, whose
   * base had everything before.
   */
  readonly listed?: ReadonlySet<string>;
  /**
   * Whether `ai-review` had passed at this head for this branch: `unknown` if it never was judged there, as before the App's
   * installation.
   */
  readonly verdict: "passed" | "held" | "unknown";
}

/** Everything that is known about one push at one moment. */
export interface PushFacts {
  readonly repository: PullRequestFacts["repository"];
  /** The repository's page. */
  readonly url: string;
  /** The short name. */
  readonly branch: string;
  /** What the branch pointed to; null where the push created it. */
  readonly before: string | null;
  readonly after: string;
  readonly forced: boolean;
  /** Whom GitHub authenticated; null where the account is gone. */
  readonly pusher: Account | null;
  /** All commits that arrived, those of merges' second parents among them, oldest first. */
  readonly commits: readonly Commit[];
  readonly files: readonly FileChange[];
  readonly requests: readonly LandedRequest[];
  /** Commits that another protected branch had before. */
  readonly elsewhere: ReadonlySet<string>;
  /** The push changed or removed the policy file that was there. */
  readonly touchesPolicy: boolean;
  readonly notes: readonly Note[];
  readonly teams: readonly Team[];
  /** What people say in the report's issue, each as a review of the push's head. */
  readonly approvals: readonly Review[];
  readonly gaps: readonly Gap[];
  readonly check: ExistingCheck | null;
}

/** What the store remembers that bears on a push. */
export interface PushMemory {
  /** Of commits and trees that arrived, wherever they were seen, and of requests that were merged without passing. */
  readonly evidence: readonly RememberedEvidence[];
}
