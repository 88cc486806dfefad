/**
 * What the verdict must be, worked out from the simulated GitHub's own state: an independent and much simpler reading of the
 * rules, for requests by people, one approval, and texts that nobody else ever wrote.
 */

import { commitsBetween } from "../../simulator/git/graph.ts";
import { commitAt } from "../../simulator/git/objects.ts";
import { filesChanged } from "../../simulator/state/changes.ts";
import type { PullRequest, Review } from "../../simulator/state/conversation.ts";
import type { Account, Activity, World } from "../../simulator/state/model.ts";
import { CLAUDE_TRAILER } from "./agents.ts";

export interface Oracle {
  /** The request carried an agent's mark in its text, whatever it says now. */
  marked(request: PullRequest): void;
  /** Somebody told an agent what to do on the request, whatever is left of that. */
  asked(request: PullRequest, by: Account): void;
  /** What stands there now was looked at: content that was seen can be known again later. */
  looked(request: PullRequest): void;
  /** Whether this request's head may pass now. */
  allows(request: PullRequest): boolean;
}

/** What is known of one request besides what GitHub shows now. */
interface Known {
  isMarked: boolean;
  readonly asks: { readonly by: Account; readonly at: string }[];
  /** Commits that it ever had. */
  readonly commits: Set<string>;
  /** What it would have merged at each head that was looked at. */
  readonly contents: Map<string, string>;
  /** What it would have merged when an approval of its head was seen. */
  readonly approved: Map<Review, string>;
  /** Pushes that were seen to leave its content as it was. */
  readonly harmless: Set<Activity>;
}

/** @param validFor `approvals.valid_for` of the policy */
export function createOracle({ accounts, clock }: World, validFor: "commit" | "diff"): Oracle {
  const requests = new Map<PullRequest, Known>();

  function knownOf(request: PullRequest): Known {
    const known = requests.get(request) ?? {
      isMarked: false,
      asks: [],
      commits: new Set(),
      contents: new Map(),
      approved: new Map(),
      harmless: new Set(),
    };
    requests.set(request, known);
    for (const sha of commitsShown(request)) known.commits.add(sha);
    return known;
  }

  /** By name: here everybody's git is configured with their login. */
  const accountOf = (name: string) => accounts.find(({ login }) => login === name) ?? null;

  const isAgents = (request: PullRequest, sha: string) =>
    commitAt(request.repository.objects, sha).message.includes(CLAUDE_TRAILER);

  const isAi = (request: PullRequest) => {
    const { isMarked, commits } = knownOf(request);
    return isMarked || [...commits].some((sha) => isAgents(request, sha));
  };

  function principalsOf(request: PullRequest): Set<Account | null> {
    const { commits, harmless, asks, isMarked } = knownOf(request);
    const { objects } = request.repository;
    const pushes = pushesTo(request);
    const isHarmless = (push: Activity | undefined) =>
      push !== undefined && harmless.has(push) && !basesSince(request, push.at).length;
    const broughtBy = (push: Activity) =>
      commitsBetween(objects, isNothing(push.before) ? request.base.sha : push.before, push.after);
    const principals = new Set<Account | null>([request.author]);
    for (const push of pushes) if (!isHarmless(push)) principals.add(push.actor);
    for (const sha of commits) {
      const { author, committer, parents } = commitAt(objects, sha);
      const by = pushes.find((push) => broughtBy(push).includes(sha));
      const mover = isHarmless(by) ? by?.actor : undefined;
      const [writer, maker] = [accountOf(author.name), accountOf(committer.name)];
      if (parents.length === 1 || writer !== mover) principals.add(writer);
      if (maker !== mover) principals.add(maker);
    }
    for (const { by, at } of asks) {
      const later = pushes.filter((push) => push.at >= at).flatMap(broughtBy);
      if (later.some((sha) => isMarked || isAgents(request, sha))) principals.add(by);
    }
    return principals;
  }

  return {
    marked(request) {
      knownOf(request).isMarked = true;
    },
    asked(request, by) {
      knownOf(request).asks.push({ by, at: clock.tick() });
    },
    looked(request) {
      const { contents, approved, harmless } = knownOf(request);
      const content = contentOf(request);
      contents.set(request.head.sha, content);
      if (!isAi(request)) return;
      for (const review of request.reviews) {
        const isNew = review.state === "APPROVED" && review.commit === request.head.sha && !approved.has(review);
        if (isNew && mayWrite(request, review.author)) approved.set(review, content);
      }
      for (const push of pushesTo(request)) {
        if (push.after === request.head.sha && contents.get(push.before) === content) harmless.add(push);
      }
    },
    allows(request) {
      if (!isAi(request)) return true;
      const principals = principalsOf(request);
      const writers = [...latestOpinions(request.reviews)].filter(([person]) => mayWrite(request, person));
      if (writers.some(([, review]) => review.state === "CHANGES_REQUESTED")) return false;
      const isForThis = (review: Review) =>
        review.commit === request.head.sha ||
        (validFor === "diff" && knownOf(request).approved.get(review) === contentOf(request));
      return writers.some(
        ([person, review]) =>
          review.state === "APPROVED" &&
          isForThis(review) &&
          !principals.has(person) &&
          basesSince(request, review.createdAt).length === 0,
      );
    },
  };
}

/** Commits of its head and of the heads that were replaced, as far as its base doesn't have them. */
function commitsShown({ repository, timeline, base, head }: PullRequest): string[] {
  const replaced = timeline.flatMap((item) => (item.kind === "HeadRefForcePushedEvent" ? [item.before] : []));
  return [head.sha, ...replaced].flatMap((sha) => commitsBetween(repository.objects, base.sha, sha));
}

/** What it would merge: every file on both sides. */
function contentOf(request: PullRequest): string {
  return JSON.stringify(filesChanged(request));
}

function pushesTo({ head }: PullRequest): Activity[] {
  return head.repository.activity.filter(({ ref }) => ref === `refs/heads/${head.ref}`);
}

function isNothing(sha: string): boolean {
  return /^0+$/.test(sha);
}

/** When it was pointed at another base. */
function basesSince({ timeline }: PullRequest, since: string): string[] {
  return timeline
    .flatMap((item) => (item.kind === "BaseRefChangedEvent" && item.createdAt >= since ? [item.id] : []))
    .map(String);
}

function latestOpinions(reviews: readonly Review[]): Map<Account, Review> {
  const latest = new Map<Account, Review>();
  for (const review of reviews) if (review.state !== "COMMENTED") latest.set(review.author, review);
  return latest;
}

function mayWrite({ repository }: PullRequest, person: Account): boolean {
  return ["write", "maintain", "admin"].includes(repository.access.get(person.id) ?? "");
}
