/**
 * What deliveries told of a request, and its facts must show. If they don't they are older than the event, because GitHub's
 * replicas lag behind: a dismissal, or another base, must not be missed for it.
 */
import { createHash } from "node:crypto";
import type { PullRequestFacts, Review, TimelineItem } from "../core/facts.ts";

export type Expected =
  /** A new comment, by its address. */
  | { readonly kind: "comment"; readonly url: string }
  /** A review that was given, or dismissed. A repository that was renamed gives it another address. */
  | {
      readonly kind: "review";
      readonly url: string;
      /** The reviewer's id. */
      readonly by: number | null;
      /** When it was given. ISO 8601, by GitHub's clock. */
      readonly given: string;
      readonly dismissed: boolean;
    }
  /** A push to this head. */
  | { readonly kind: "head"; readonly sha: string }
  /** Another base than this branch. */
  | {
      readonly kind: "base";
      readonly from: string;
      /** When it was changed. ISO 8601, by GitHub's clock. */
      readonly changed: string;
    }
  /** Another body than the one with this digest. */
  | { readonly kind: "body"; readonly from: string };

type ExpectedReview = Extract<Expected, { kind: "review" }>;

/** Of two with one key only the later matters. */
export function keyOfExpected(expected: Expected): string {
  switch (expected.kind) {
    case "comment":
      return `comment ${expected.url}`;
    case "review":
      return `${expected.dismissed ? "dismissal" : "review"} ${expected.url}`;
    case "head":
      return `head ${expected.sha}`;
    case "base":
      return `base ${expected.from}`;
    case "body":
      return "body";
  }
}

export function isShown(expected: Expected, facts: PullRequestFacts): boolean {
  switch (expected.kind) {
    case "comment":
      return facts.timeline.some((item) => "url" in item && item.url === expected.url);
    case "review":
      return facts.reviews.some(
        (review) =>
          isThat(review, expected) &&
          review.state !== "PENDING" &&
          (review.state === "DISMISSED" || !expected.dismissed),
      );
    case "head":
      return knowsHead(facts, expected.sha);
    case "base":
      return facts.base.ref !== expected.from || facts.timeline.some((item) => isThatChange(item, expected));
    case "body":
      return digestOfBody(facts.body) !== expected.from;
  }
}

function isThat({ url, author, submittedAt }: Review, { by, given, ...expected }: ExpectedReview): boolean {
  if (url === expected.url) return true;
  return by !== null && author?.id === by && Date.parse(submittedAt ?? "") === Date.parse(given);
}

/** A change back shows the same base as before. Clocks within GitHub may differ by seconds. */
function isThatChange(item: TimelineItem, { from, changed }: Extract<Expected, { kind: "base" }>): boolean {
  return item.kind === "base-changed" && item.from === from && Date.parse(item.at) >= Date.parse(changed) - 5000;
}

/** Whether a commit is the request's head, or was before. */
export function knowsHead(
  { head, commits, timeline }: Pick<PullRequestFacts, "head" | "commits" | "timeline">,
  sha: string,
): boolean {
  if (sha === head.sha || commits.some((commit) => commit.sha === sha)) return true;
  return timeline.some((item) => item.kind === "head-force-pushed" && (item.before?.sha === sha || item.after === sha));
}

/** For people. */
export function nameOfExpected(expected: Expected): string {
  switch (expected.kind) {
    case "comment":
      return `the comment ${expected.url}`;
    case "review":
      return `${expected.dismissed ? "that somebody dismissed the review" : "the review"} ${expected.url}`;
    case "head":
      return `the push of ${expected.sha}`;
    case "base":
      return `that the base isn't ${expected.from} any more`;
    case "body":
      return "that the description was edited";
  }
}

/** A body can be long, and only has to be told from another. */
export function digestOfBody(body: string): string {
  return createHash("sha256").update(body).digest("hex");
}
