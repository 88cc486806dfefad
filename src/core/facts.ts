/**
 * The types that every stage shares: what was read from GitHub, in plain data.
 *
 * The core takes these and nothing else. `github/` makes them from GraphQL answers, `local/` from a repository on
 * disk, tests from builders.
 */

/** GraphQL's `__typename` of an `Actor`. Only a `User` can be a person. */
export type AccountKind = "User" | "Bot" | "Mannequin" | "Organization" | "EnterpriseUserAccount";

/**
 * A GitHub account, as GitHub itself named it. `login` of a `Bot` always ends in `[bot]` here, as in REST: GraphQL
 * leaves the suffix out, and two spellings of one account would be two accounts.
 */
export interface Account {
  /** The numeric id (`databaseId`), which survives renames; null where the API gave none. */
  readonly id: number | null;
  readonly login: string;
  readonly kind: AccountKind;
}

/** Who a commit says it is by. Name and address are text that anyone can write. */
export interface GitIdentity {
  readonly name: string;
  readonly email: string;
  /** The account whose verified address this is (`GitActor.user`), or null: an App's commit has none. */
  readonly account: Account | null;
}

/** One commit of a change. */
export interface Commit {
  readonly sha: string;
  /** Object id of its tree. */
  readonly tree: string;
  readonly parents: readonly string[];
  /** It changes nothing: its tree is that of one of its parents. */
  readonly empty: boolean;
  readonly message: string;
  readonly author: GitIdentity;
  readonly committer: GitIdentity;
  /** GitHub's own reading of author and `Co-authored-by` lines (`Commit.authors`), the author among them. */
  readonly authors: readonly GitIdentity[];
  /** GitHub made and signed this commit on its servers (`signature.wasSignedByGitHub` and valid). */
  readonly signedByGitHub: boolean;
}

/** GitHub's `PullRequestReviewState`. */
export type ReviewState = "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED" | "PENDING";

/** A submitted review. Lists of reviews stand in GitHub's own order, oldest first. */
export interface Review {
  readonly id: string;
  readonly author: Account | null;
  readonly state: ReviewState;
  /** The commit that the review was given for; null when GitHub lost it. */
  readonly commit: string | null;
  /** ISO 8601, GitHub's clock. */
  readonly submittedAt: string | null;
  /** Whether the author may push to the repository now (`authorCanPushToRepository`). */
  readonly authorCanPush: boolean;
  readonly body: string;
  readonly url: string;
}

/** How a file changed. Patches are present only when they were asked for and GitHub gave them. */
export interface FileChange {
  readonly path: string;
  /** The name before a rename, when it is known. */
  readonly previousPath: string | null;
  readonly status: "added" | "modified" | "removed" | "renamed" | "copied" | "changed" | "unchanged";
  readonly patch: string | null;
}

/** What happened on the request, in GitHub's order, oldest first. */
export type TimelineItem =
  | {
      readonly kind: "comment";
      readonly id: string;
      readonly at: string;
      readonly author: Account | null;
      readonly body: string;
      /** Null if the text is as it was written. `by` is null where that account is gone. */
      readonly lastEdit: { readonly by: Account | null; readonly at: string } | null;
      readonly url: string;
    }
  | {
      readonly kind: "review-comment";
      readonly id: string;
      readonly at: string;
      readonly author: Account | null;
      readonly body: string;
      /** Null if the text is as it was written. `by` is null where that account is gone. */
      readonly lastEdit: { readonly by: Account | null; readonly at: string } | null;
      readonly url: string;
    }
  | {
      readonly kind: "labeled" | "unlabeled";
      readonly id: string;
      readonly at: string;
      readonly actor: Account | null;
      readonly label: string;
    }
  | {
      readonly kind: "assigned" | "unassigned";
      readonly id: string;
      readonly at: string;
      readonly actor: Account | null;
      readonly assignee: Account | null;
    }
  | {
      readonly kind: "head-force-pushed";
      readonly id: string;
      readonly at: string;
      readonly actor: Account | null;
      readonly before: Commit | null;
      readonly after: string | null;
    }
  | {
      readonly kind: "base-force-pushed";
      readonly id: string;
      readonly at: string;
      readonly actor: Account | null;
    }
  | {
      readonly kind: "base-changed";
      readonly id: string;
      readonly at: string;
      readonly actor: Account | null;
      readonly from: string;
      readonly to: string;
    }
  | { readonly kind: "comment-deleted"; readonly id: string; readonly at: string; readonly author: Account | null };

/**
 * A place where what was read is known to be incomplete. A gap never lets a change pass: it makes the verdict
 * `blocked`, or the risk rules apply in full, with `what` as the reason. `links` (issues, and other requests) only bear on
 * who may approve, so without AI nothing depends on them.
 */
export interface Gap {
  readonly list: "commits" | "reviews" | "timeline" | "files" | "parents" | "authors" | "policy" | "request" | "links";
  /** A sentence for a person: what is missing and why. */
  readonly what: string;
}

/** A policy file as it lies in a repository. `absent` is GitHub's plain "there is none", and nothing else is. */
export type PolicyFile =
  | { readonly state: "absent" }
  | {
      readonly state: "present";
      readonly text: string;
      /** Blob id. */
      readonly oid: string;
      /** Where it stands, for messages: `acme/shop/.github/ai-review.yml`. */
      readonly source: string;
    }
  | { readonly state: "refused"; readonly source: string; readonly why: string };

/** The policy files that bear on a change. */
interface PolicyFiles {
  readonly repository: PolicyFile;
  readonly organization: PolicyFile;
}

interface RepositoryRef {
  readonly owner: string;
  readonly name: string;
  /** GraphQL node id. */
  readonly nodeId: string;
  readonly defaultBranch: string;
}

/** The `ai-review` check run that this App has on the head commit already. */
export interface ExistingCheck {
  readonly id: number;
  readonly status: string;
  readonly conclusion: string | null;
  readonly externalId: string | null;
  readonly title: string | null;
}

/** Another open request with the same head commit: they share one check. */
export interface SiblingRequest {
  readonly number: number;
  readonly baseRef: string;
}

/** An issue that the request closes, or whose number its branch names: an agent may have been set to work there. */
export interface LinkedIssue {
  /** `owner/name`: it may be another repository's. */
  readonly repository: string;
  readonly number: number;
  /** Comments, labels and assignments, oldest first. */
  readonly timeline: readonly TimelineItem[];
  /** Requests that close it, open or not; null where GitHub doesn't show all of them. */
  readonly requests:
    | readonly {
        readonly number: number;
        readonly createdAt: string;
        readonly author: Account | null;
      }[]
    | null;
}

/** A git note that a tool wrote beside a commit. */
export interface Note {
  /** The commit that it annotates. */
  readonly sha: string;
  readonly text: string;
}

/** Somebody who is asked for a review now; `unknown` where the App isn't shown who. */
export type AskedReviewer =
  | { readonly type: "person"; readonly account: Account }
  | { readonly type: "team" /** `organisation/team` */; readonly name: string }
  | { readonly type: "unknown" };

/** What helps people around the request. No verdict depends on it, and any of it may be missing. */
export interface Around {
  readonly asked: readonly AskedReviewer[];
  /** Whom GitHub suggests as reviewers, with their GraphQL node ids. */
  readonly suggested: readonly { readonly account: Account; readonly nodeId: string }[];
  /** The text of the base branch's CODEOWNERS. */
  readonly codeowners: string | null;
  /** The node id of the repository's label `ai-authored`; null where there is none yet. */
  readonly labelId: string | null;
}

export const NOTHING_AROUND: Around = { asked: [], suggested: [], codeowners: null, labelId: null };
/** A team that the policy names, as it is now. Its child teams' members are among its own. */
export type Team =
  | {
      /** `organisation/team`, as the policy writes it. */
      readonly name: string;
      readonly state: "read";
      /** Numeric ids. */
      readonly members: ReadonlySet<number>;
    }
  | { readonly name: string; readonly state: "absent" | "unreadable" };

/** Whether somebody may push to the repository now. */
interface Access {
  readonly account: Account;
  /** Null where GitHub doesn't say. */
  readonly canPush: boolean | null;
}

/** Everything that GitHub says about one pull request at one moment. */
export interface PullRequestFacts {
  readonly repository: RepositoryRef;
  readonly number: number;
  readonly nodeId: string;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  /** Who last edited the body, null if nobody did or the account is gone; see `bodyEdited`. */
  readonly bodyEditor: Account | null;
  readonly bodyEdited: boolean;
  readonly state: "OPEN" | "CLOSED" | "MERGED";
  readonly isDraft: boolean;
  /** What its base got by merging it. */
  readonly mergeCommit: string | null;
  readonly createdAt: string;
  readonly author: Account | null;
  readonly assignees: readonly Account[];
  readonly labels: readonly string[];
  readonly base: {
    readonly ref: string;
    readonly sha: string;
    /** The base branch's present tree; null where the branch is gone. */
    readonly tree: string | null;
  };
  readonly head: {
    readonly ref: string;
    readonly sha: string;
    /** `owner/name`, or null when the fork is deleted. */
    readonly repository: string | null;
    readonly repositoryId: number | null;
  };
  /** Oldest first. */
  readonly commits: readonly Commit[];
  readonly reviews: readonly Review[];
  readonly timeline: readonly TimelineItem[];
  readonly files: readonly FileChange[];
  readonly policy: PolicyFiles;
  /** `ai-review.yml` as the head has it, when the request touches it. */
  readonly proposedPolicy: PolicyFile | null;
  readonly check: ExistingCheck | null;
  readonly siblings: readonly SiblingRequest[];
  readonly issues: readonly LinkedIssue[];
  /** The commit that `refs/notes/ai` points to; null where there is no such ref. */
  readonly notesRef: string | null;
  /** Of the listed commits; none until they were asked for. */
  readonly notes: readonly Note[];
  /** Commits of replaced heads that the base doesn't contain, as far as they were asked for. */
  readonly replaced: readonly Commit[];
  /** Replaced heads that GitHub can't show. */
  readonly lostHeads: readonly string[];
  readonly around: Around;
  /** The policy's teams; none until they were asked for. */
  readonly teams: readonly Team[];
  /** Of people who gave commands, as far as they were asked about. */
  readonly access: readonly Access[];
  readonly gaps: readonly Gap[];
}
