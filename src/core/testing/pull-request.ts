/**
 * Pull requests for tests, as plain data: `aPullRequest().by("alice").withClaude().approvedBy("rita").facts()`. Each step
 * answers a new builder, so that a test can branch off a common beginning.
 */
import {
  type Account,
  type Commit,
  NOTHING_AROUND,
  type PullRequestFacts,
  type Review,
  type TimelineItem,
} from "../facts.ts";
import { account } from "./accounts.ts";
import { aClaudeCommit, aCommit, type CommitOptions } from "./commit.ts";

type Who = string | Account;

const accountOf = (who: Who) => (typeof who === "string" ? account(who) : who);

/** Distributes over the kinds of items, so that each keeps its own keys. */
type Event<Item extends TimelineItem = TimelineItem> = Item extends TimelineItem ? Omit<Item, "id" | "at"> : never;

export class PullRequestBuilder {
  readonly #facts: PullRequestFacts;

  constructor(facts: PullRequestFacts) {
    this.#facts = facts;
  }

  facts(): PullRequestFacts {
    return this.#facts;
  }

  /** Any field at all. */
  with(fields: Partial<PullRequestFacts>): PullRequestBuilder {
    return new PullRequestBuilder({ ...this.#facts, ...fields });
  }

  by(who: Who | null): PullRequestBuilder {
    return this.with({ author: who === null ? null : accountOf(who) });
  }

  /** One more commit, which is the head from now on: reviews that follow are for it. */
  withCommit(options: CommitOptions = {}): PullRequestBuilder {
    return this.#push(aCommit({ ...this.#next(), ...options }));
  }

  /** One more commit that Claude Code wrote. */
  withClaude(options: CommitOptions = {}): PullRequestBuilder {
    return this.#push(aClaudeCommit({ ...this.#next(), ...options }));
  }

  onBranch(ref: string): PullRequestBuilder {
    return this.with({ head: { ...this.#facts.head, ref } });
  }

  touching(...paths: readonly string[]): PullRequestBuilder {
    const files = paths.map((path) => ({ path, previousPath: null, status: "modified", patch: null }) as const);
    return this.with({ files: [...this.#facts.files, ...files] });
  }

  approvedBy(who: Who | null, review: Partial<Review> = {}): PullRequestBuilder {
    return this.reviewedBy(who, { state: "APPROVED", ...review });
  }

  changesRequestedBy(who: Who, review: Partial<Review> = {}): PullRequestBuilder {
    return this.reviewedBy(who, { state: "CHANGES_REQUESTED", ...review });
  }

  commentedOnBy(who: Who): PullRequestBuilder {
    return this.reviewedBy(who, { state: "COMMENTED" });
  }

  /** A review of the present head by somebody who may push. */
  reviewedBy(who: Who | null, review: Partial<Review>): PullRequestBuilder {
    const { reviews, head } = this.#facts;
    const id = `review ${reviews.length + 1}`;
    const base: Review = {
      id,
      author: who === null ? null : accountOf(who),
      state: "COMMENTED",
      commit: head.sha,
      submittedAt: this.#now(),
      authorCanPush: true,
      body: "",
      url: `https://github.example/acme/shop/pull/7#${id}`,
    };
    return this.with({ reviews: [...reviews, { ...base, ...review }] });
  }

  /** One more item of the timeline, after everything so far. */
  happened(event: Event): PullRequestBuilder {
    const { timeline } = this.#facts;
    return this.with({ timeline: [...timeline, { id: `item ${timeline.length + 1}`, at: this.#now(), ...event }] });
  }

  /** @param editor who edited it right after it was written */
  comment(who: Who, body: string, editor: Who | null = null): PullRequestBuilder {
    const lastEdit = editor === null ? null : { by: accountOf(editor), at: this.#now() };
    return this.happened({ kind: "comment", author: accountOf(who), body, lastEdit, url: "https://github.example/c" });
  }

  #push(commit: Commit): PullRequestBuilder {
    const { commits, head } = this.#facts;
    return this.with({ commits: [...commits, commit], head: { ...head, sha: commit.sha } });
  }

  #next(): CommitOptions {
    const { commits } = this.#facts;
    return { sha: `c${commits.length + 1}`, parents: [commits.at(-1)?.sha ?? "base"] };
  }

  /** Reviews and items happen one minute after another. */
  #now(): string {
    const minute = this.#facts.reviews.length + this.#facts.timeline.length;
    return new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
  }
}

/** A request into `main` of acme/shop, opened by alice, without commits yet. */
export function aPullRequest(): PullRequestBuilder {
  return new PullRequestBuilder({
    repository: { owner: "acme", name: "shop", nodeId: "R_1", defaultBranch: "main" },
    number: 7,
    nodeId: "PR_7",
    url: "https://github.example/acme/shop/pull/7",
    title: "Mend the cart",
    body: "",
    bodyEditor: null,
    bodyEdited: false,
    state: "OPEN",
    isDraft: false,
    mergeCommit: null,
    createdAt: "2026-01-01T00:00:00Z",
    author: account("alice"),
    assignees: [],
    labels: [],
    base: { ref: "main", sha: "base", tree: "tree of base" },
    head: { ref: "cart", sha: "base", repository: "acme/shop", repositoryId: 22 },
    commits: [],
    reviews: [],
    timeline: [],
    files: [],
    policy: { repository: { state: "absent" }, organization: { state: "absent" } },
    proposedPolicy: null,
    check: null,
    siblings: [],
    issues: [],
    notesRef: null,
    notes: [],
    replaced: [],
    lostHeads: [],
    around: NOTHING_AROUND,
    teams: [],
    access: [],
    gaps: [],
  });
}
