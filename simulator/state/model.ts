/** The whole state in one place: what the simulated GitHub knows. Plain data; the other files here change it. */
import type { Objects } from "../git/objects.ts";
import type { Clock } from "./clock.ts";
import type { Issue, IssueComment, PullRequest, ReviewComment } from "./conversation.ts";
import type { Deployment, WorkflowRun } from "./deployment.ts";
import type { MergeQueue } from "./merge-queue.ts";
import type { Protection } from "./protection.ts";
import type { Ruleset } from "./ruleset.ts";

/** An account. `login` of a Bot has no `[bot]` here, as in GraphQL; REST and webhooks add it. */
export interface Account {
  readonly kind: "User" | "Bot" | "Organization" | "Mannequin";
  readonly id: number;
  login: string;
  readonly name: string | null;
  /** Verified addresses. */
  readonly emails: Set<string>;
  /** Whose account this is, for a Bot. */
  readonly app: App | null;
  /** A deleted account is null in GraphQL and `ghost` in REST. */
  deleted: boolean;
  /** Who owns an organisation. */
  readonly owners: Set<Account>;
  /** An organisation's, for the branches of all its repositories. */
  readonly rulesets: Ruleset[];
}

export type Level = "read" | "write" | "admin";
export type Permissions = Readonly<Record<string, Level>>;

export interface App {
  readonly kind: "App";
  readonly id: number;
  readonly clientId: string;
  readonly slug: string;
  readonly name: string;
  readonly createdAt: string;
  readonly permissions: Permissions;
  readonly events: readonly string[];
}

export interface Installation {
  readonly id: number;
  readonly app: App;
  readonly account: Account;
  readonly createdAt: string;
  permissions: Permissions;
  /** null: all of the account's, also later ones. */
  repositories: Set<Repository> | null;
  suspendedAt: string | null;
  suspendedBy: Account | null;
  deleted: boolean;
}

export type Role = "read" | "triage" | "write" | "maintain" | "admin";

export interface Repository {
  readonly kind: "Repository";
  readonly id: number;
  readonly name: string;
  readonly owner: Account;
  /** Of what it is a fork. */
  readonly parent: Repository | null;
  readonly createdAt: string;
  defaultBranch: string;
  /** Shared with its forks. */
  readonly objects: Objects;
  /** Full names, `refs/heads/main`, and the commits that they point to. */
  readonly refs: Map<string, string>;
  /** By account id. */
  readonly access: Map<number, Role>;
  /** Issues and pull requests share their numbers. */
  readonly conversations: Map<number, Issue | PullRequest>;
  readonly labels: Map<string, Label>;
  readonly suites: CheckSuite[];
  readonly rulesets: Ruleset[];
  /** Of the older kind, by branch. */
  readonly protections: Map<string, Protection>;
  /** Deployment environments by name. */
  readonly environments: Map<string, Environment>;
  /** Oldest first. */
  readonly deployments: Deployment[];
  /** Workflow runs that deploy. */
  readonly runs: WorkflowRun[];
  readonly activity: Activity[];
  readonly commitComments: CommitComment[];
  /** Merge queues by branch. */
  readonly mergeQueues: Map<string, MergeQueue>;
  hasIssues: boolean;
  /** False while GitHub hasn't worked out yet which commits its merges brought. */
  tiesMerges: boolean;
  archived: boolean;
  deleted: boolean;
}

/** https://docs.github.com/rest/commits/comments */
export interface CommitComment {
  readonly kind: "CommitComment";
  readonly id: number;
  readonly repository: Repository;
  readonly commit: string;
  readonly author: Account;
  readonly createdAt: string;
  body: string;
  lastEditedAt: string | null;
  editor: Account | null;
}

/** https://docs.github.com/rest/deployments/environments */
export interface Environment {
  readonly id: number;
  readonly name: string;
  readonly createdAt: string;
  /** Custom deployment protection rules that are on. */
  readonly rules: { readonly id: number; readonly app: App }[];
}

export interface Team {
  readonly kind: "Team";
  readonly id: number;
  readonly organization: Account;
  readonly slug: string;
  readonly name: string;
  readonly parent: Team | null;
  /** Its own, without those of its child teams. */
  readonly members: Set<Account>;
}

export interface Label {
  readonly kind: "Label";
  readonly id: number;
  readonly name: string;
  readonly color: string;
}

/** One movement of a ref. https://docs.github.com/rest/repos/repos#list-repository-activities */
export interface Activity {
  readonly id: number;
  readonly before: string;
  readonly after: string;
  readonly ref: string;
  readonly at: string;
  readonly type: "push" | "force_push" | "branch_creation" | "branch_deletion" | "pr_merge" | "merge_queue_merge";
  readonly actor: Account;
}

export interface CheckSuite {
  readonly kind: "CheckSuite";
  readonly id: number;
  readonly app: App;
  readonly repository: Repository;
  readonly headSha: string;
  readonly headBranch: string | null;
  readonly createdAt: string;
  updatedAt: string;
  readonly runs: CheckRun[];
}

export type CheckStatus = "queued" | "in_progress" | "completed" | "waiting" | "requested" | "pending";
export type CheckConclusion =
  | "success"
  | "failure"
  | "neutral"
  | "cancelled"
  | "skipped"
  | "timed_out"
  | "action_required"
  | "stale";

export interface CheckRun {
  readonly kind: "CheckRun";
  readonly id: number;
  readonly suite: CheckSuite;
  name: string;
  status: CheckStatus;
  conclusion: CheckConclusion | null;
  externalId: string;
  detailsUrl: string | null;
  startedAt: string;
  completedAt: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  readonly annotations: Annotation[];
  actions: readonly CheckAction[];
}

export interface Annotation {
  readonly path: string;
  readonly start_line: number;
  readonly end_line: number;
  readonly start_column: number | null;
  readonly end_column: number | null;
  readonly annotation_level: "notice" | "warning" | "failure";
  readonly title: string | null;
  readonly message: string;
  readonly raw_details: string | null;
}

export interface CheckAction {
  readonly label: string;
  readonly description: string;
  readonly identifier: string;
}

/** What happens, on its way to webhooks: who did what, where, and the part of the payload that is the event's own. */
export interface Happening {
  readonly event: string;
  readonly action: string | null;
  readonly sender: Account;
  readonly repository: Repository | null;
  /** For events of an installation itself, and for those of an organisation. */
  readonly installation?: Installation;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** https://docs.github.com/rest/reactions/reactions#about-reactions */
export type ReactionContent = "+1" | "-1" | "laugh" | "confused" | "heart" | "hooray" | "rocket" | "eyes";

export interface Reaction {
  readonly id: number;
  readonly to: IssueComment | ReviewComment;
  readonly by: Account;
  readonly content: ReactionContent;
  readonly createdAt: string;
}

export interface World {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly clock: Clock;
  readonly accounts: Account[];
  readonly repositories: Repository[];
  readonly teams: Team[];
  readonly apps: App[];
  /** The App under test: the only one with a key and a webhook. */
  readonly app: App;
  readonly installations: Installation[];
  readonly reactions: Reaction[];
  /** A new numeric id. */
  nextId(): number;
  /** Tells the App's webhook, if it subscribes to the event and is installed there. */
  emit(happening: Happening): void;
}
