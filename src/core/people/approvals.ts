/** What becomes of each person's review: it counts, it doesn't and here is why, or it objects. */
import type { Discount, Principal, Principals, Standing } from "../decision.ts";
import type { PersonRef } from "../evidence.ts";
import type { Account, PullRequestFacts, Review } from "../facts.ts";
import type { Policy } from "../policy.ts";
import { humanness, personOf, samePerson } from "./identity.ts";

type Facts = Pick<PullRequestFacts, "reviews" | "timeline" | "head" | "author">;

/**
 * One standing a person: the latest review that says something decides. A comment replaces nothing; a review that was
 * dismissed or replaced never brings an older one back.
 */
export function standingsOf(facts: Facts, principals: Principals, policy: Policy): Standing[] {
  return latestReviews(facts.reviews, policy).map((review) => standingOf(review, facts, principals, policy));
}

/** Each person's latest opinionated review, or a comment from those who only commented; in GitHub's order. */
function latestReviews(reviews: readonly Review[], policy: Policy): Review[] {
  const latest: { person: PersonRef; review: Review }[] = [];
  const gone: Review[] = [];
  for (const review of reviews) {
    if (review.state === "PENDING") continue;
    if (!review.author) {
      if (review.state !== "COMMENTED") gone.push(review);
      continue;
    }
    const person = personOf(review.author);
    const known = latest.find((other) => samePerson(other.person, person, policy));
    if (!known) latest.push({ person, review });
    else if (review.state !== "COMMENTED") known.review = review;
  }
  return [...latest.map((entry) => entry.review), ...gone];
}

function standingOf(review: Review, facts: Facts, principals: Principals, policy: Policy): Standing {
  const reviewer = review.author;
  if (!reviewer) return { kind: "discounted", reviewer: null, review, discount: { why: "author-gone" } };
  const kind = humanness(reviewer, policy);
  if (review.state === "CHANGES_REQUESTED" && kind === "human" && review.authorCanPush) {
    return { kind: "objects", reviewer, review };
  }
  const discount = discountOf(review, reviewer, facts, principals, policy);
  return discount ? { kind: "discounted", reviewer, review, discount } : { kind: "counts", reviewer, review };
}

/** The first reason, gravest first, why a review doesn't count; null if it does. */
function discountOf(
  review: Review,
  reviewer: Account,
  facts: Facts,
  principals: Principals,
  policy: Policy,
): Discount | null {
  const kind = humanness(reviewer, policy);
  if (kind !== "human") return { why: "not-human", kind };
  const principal = excludingPrincipal(reviewer, facts, principals, policy);
  if (principal) return { why: "principal", principal };
  if (!review.authorCanPush) return { why: "no-write-access" };
  if (review.state === "DISMISSED") return { why: "dismissed" };
  if (review.state !== "APPROVED") return { why: "only-commented" };
  if (review.commit === null) return { why: "commit-unknown" };
  if (review.commit !== facts.head.sha) return { why: "older-commit", commit: review.commit };
  return baseMovedAfter(review, facts);
}

/** With `exclude: prompters` a mere contributor may approve; who opened the request never may, GitHub has the same rule. */
function excludingPrincipal(reviewer: Account, facts: Facts, principals: Principals, policy: Policy): Principal | null {
  const person = personOf(reviewer);
  const found = principals.people.find((principal) =>
    [principal.person, ...principal.evidence.map((item) => item.person)].some((other) =>
      samePerson(other, person, policy),
    ),
  );
  if (!found) return null;
  const opened = facts.author !== null && samePerson(personOf(facts.author), person, policy);
  return policy.approvals.exclude === "principals" || found.as === "prompter" || opened ? found : null;
}

/** A request that was pointed at another base, or whose base was rewritten, after the approval is another change. */
function baseMovedAfter(review: Review, facts: Facts): Discount | null {
  for (const item of facts.timeline) {
    if (item.kind !== "base-changed" && item.kind !== "base-force-pushed") continue;
    if (review.submittedAt !== null && Date.parse(item.at) < Date.parse(review.submittedAt)) continue;
    return item.kind === "base-changed" ? { why: "retargeted", from: item.from } : { why: "base-rewritten" };
  }
  return null;
}
