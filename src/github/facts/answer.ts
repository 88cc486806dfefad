/** The shapes that the queries answer with, as far as the conversion reads them. Nulls are where the schema allows them. */

export interface ActorAnswer {
  readonly __typename: string;
  readonly login: string;
  readonly databaseId?: number | null;
}

export interface GitActorAnswer {
  readonly name: string | null;
  readonly email: string | null;
  readonly user: ActorAnswer | null;
}

interface List<T> {
  readonly totalCount: number;
  readonly nodes: readonly (T | null)[] | null;
}

export interface Page<T> extends List<T> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

export interface CommitAnswer {
  readonly oid: string;
  readonly message: string;
  readonly tree: { readonly oid: string };
  readonly parents: List<{
    readonly oid: string;
    readonly tree: { readonly oid: string };
    readonly file: { readonly oid: string } | null;
  }>;
  readonly author: GitActorAnswer | null;
  readonly committer: GitActorAnswer | null;
  readonly authors: List<GitActorAnswer>;
  readonly signature: { readonly isValid: boolean; readonly wasSignedByGitHub: boolean } | null;
}

export interface PolicyEntryAnswer {
  readonly mode: number;
  readonly oid: string;
  readonly object: {
    readonly __typename: string;
    readonly text?: string | null;
    readonly byteSize?: number;
    readonly isBinary?: boolean | null;
    readonly isTruncated?: boolean;
  } | null;
}

export interface PolicyRepositoryAnswer {
  readonly nameWithOwner: string;
  readonly defaultBranchRef: {
    readonly name: string;
    readonly target: { readonly __typename: string; readonly file?: PolicyEntryAnswer | null } | null;
  } | null;
}

export interface ReviewCommentAnswer {
  readonly id: string;
  readonly createdAt: string;
  readonly lastEditedAt: string | null;
  readonly body: string;
  readonly url: string;
  readonly author: ActorAnswer | null;
  readonly editor: ActorAnswer | null;
}

export interface ReviewAnswer {
  readonly id: string;
  readonly state: "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED" | "PENDING";
  readonly body: string;
  readonly url: string;
  readonly createdAt: string;
  readonly submittedAt: string | null;
  readonly lastEditedAt: string | null;
  readonly authorCanPushToRepository: boolean;
  readonly author: ActorAnswer | null;
  readonly editor: ActorAnswer | null;
  readonly commit: { readonly oid: string } | null;
  readonly comments: Page<ReviewCommentAnswer>;
}

export interface TimelineItemAnswer {
  readonly __typename: string;
  readonly id: string;
  readonly createdAt: string;
  readonly lastEditedAt?: string | null;
  readonly body?: string;
  readonly url?: string;
  readonly author?: ActorAnswer | null;
  readonly editor?: ActorAnswer | null;
  readonly actor?: ActorAnswer | null;
  readonly label?: { readonly name: string };
  readonly assignee?: ActorAnswer | null;
  readonly beforeCommit?: CommitAnswer | null;
  readonly afterCommit?: { readonly oid: string } | null;
  readonly previousRefName?: string;
  readonly currentRefName?: string;
  readonly oldBase?: string;
  readonly newBase?: string;
  readonly deletedCommentAuthor?: ActorAnswer | null;
}

export interface FileAnswer {
  readonly path: string;
  readonly changeType: "ADDED" | "CHANGED" | "COPIED" | "DELETED" | "MODIFIED" | "RENAMED";
}

export interface HeadAnswer {
  readonly oid: string;
  readonly file: PolicyEntryAnswer | null;
  readonly checkSuites: {
    readonly nodes:
      | readonly ({
          readonly checkRuns: {
            readonly nodes:
              | readonly ({
                  readonly databaseId: number | null;
                  readonly status: string;
                  readonly conclusion: string | null;
                  readonly externalId: string | null;
                  readonly title: string | null;
                } | null)[]
              | null;
          } | null;
        } | null)[]
      | null;
  } | null;
  readonly associatedPullRequests: List<{
    readonly number: number;
    readonly state: string;
    readonly baseRefName: string;
    readonly headRefOid: string;
    readonly baseRepository: { readonly nameWithOwner: string } | null;
  }> | null;
}

export interface PullRequestAnswer {
  readonly id: string;
  readonly number: number;
  readonly url: string;
  readonly title: string;
  readonly body: string;
  readonly state: "OPEN" | "CLOSED" | "MERGED";
  readonly isDraft: boolean;
  readonly mergeCommit: { readonly oid: string } | null;
  readonly createdAt: string;
  readonly lastEditedAt: string | null;
  readonly changedFiles: number;
  readonly author: ActorAnswer | null;
  readonly editor: ActorAnswer | null;
  readonly baseRefName: string;
  readonly baseRefOid: string;
  /** Null where the branch is gone. */
  readonly baseRef: {
    readonly target: {
      readonly __typename: string;
      readonly tree?: { readonly oid: string };
      /** The policy file. */
      readonly file?: { readonly oid: string } | null;
    } | null;
  } | null;
  readonly headRefName: string;
  readonly headRefOid: string;
  readonly headRepository: { readonly databaseId: number | null; readonly nameWithOwner: string } | null;
  readonly assignees: List<ActorAnswer>;
  readonly labels: List<{ readonly name: string }> | null;
  readonly commits: Page<{ readonly commit: CommitAnswer }>;
  readonly head: { readonly nodes: readonly ({ readonly commit: HeadAnswer } | null)[] | null };
  readonly reviews: Page<ReviewAnswer> | null;
  readonly timelineItems: Page<TimelineItemAnswer>;
  readonly files: Page<FileAnswer> | null;
  readonly closingIssuesReferences: Page<IssueAnswer> | null;
}

export interface IssueAnswer {
  readonly id: string;
  readonly number: number;
  readonly repository: { readonly nameWithOwner: string };
  readonly timelineItems: Page<TimelineItemAnswer>;
  readonly closedByPullRequestsReferences: List<{
    readonly number: number;
    readonly createdAt: string;
    readonly author: ActorAnswer | null;
  }> | null;
}

interface CodeownersAnswer {
  readonly mode: number;
  readonly object: {
    readonly __typename: string;
    readonly text?: string | null;
    readonly isTruncated?: boolean;
  } | null;
}

/** Anything in it may be missing. */
export interface AroundAnswer {
  readonly label?: { readonly id: string } | null;
  readonly pullRequest?: {
    readonly suggestedReviewers?:
      | readonly ({ readonly reviewer: (ActorAnswer & { readonly id: string }) | null } | null)[]
      | null;
    readonly reviewRequests?: {
      readonly nodes?:
        | readonly ({
            readonly requestedReviewer?:
              | ActorAnswer
              | { readonly __typename: "Team"; readonly combinedSlug: string }
              | null;
          } | null)[]
        | null;
    } | null;
    readonly baseRef?: {
      readonly target?: {
        readonly inGithub?: CodeownersAnswer | null;
        readonly inRoot?: CodeownersAnswer | null;
        readonly inDocs?: CodeownersAnswer | null;
      } | null;
    } | null;
  } | null;
}

interface OwnedAnswer extends PolicyRepositoryAnswer {
  readonly id: string;
  readonly name: string;
  readonly owner: { readonly __typename: string; readonly login: string };
}

export interface PoliciesAnswer {
  readonly repository: OwnedAnswer | null;
  readonly organizationPrivate: PolicyRepositoryAnswer | null;
  readonly organizationPublic: PolicyRepositoryAnswer | null;
}

export interface FactsAnswer extends PoliciesAnswer {
  readonly repository:
    | (OwnedAnswer & {
        readonly notes: { readonly target: { readonly __typename: string; readonly oid: string } | null } | null;
        readonly pullRequest: PullRequestAnswer | null;
      })
    | null;
  readonly around?: AroundAnswer | null;
}
