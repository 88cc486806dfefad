/** What becomes of each person's review: it counts, it doesn't and here is why, or it objects. */
import type { Discount, Principals, Standing } from "../decision.ts";
import type { PersonRef } from "../evidence.ts";
import type { Account, PullRequestFacts, Review } from "../facts.ts";
import type { Memory } from "../memory.ts";
import type { Policy } from "../policy.ts";
import { humanness, personOf, samePerson } from "./identity.ts";
import { principalInTheWay } from "./principals.ts";
import { contentDiscount } from "./validity.ts";

type Facts = Pick<PullRequestFacts, "reviews" | "timeline" | "head" | "commits">;

/**
 * One standing a person: the latest review that says something decides. A comment replaces nothing; a review that was
 * dismissed or replaced never brings an older one back.
 */
export function standingsOf(facts: Facts, memory: Memory, principals: Principals, policy: Policy): Standing[] {
  const reviewers = reviewersOf(facts.reviews, policy);
  const gone = facts.reviews.filter((review) => review.author === null && isOpinion(review));
  return [
    ...reviewers.map((reviewer) => standingOf(reviewer, facts, memory, principals, policy)),
    ...gone.map(
      (review): Standing => ({ kind: "discounted", reviewer: null, review, discount: { why: "author-gone" } }),
    ),
  ];
}

type Authored = Review & { readonly author: Account };

/** A person, perhaps with several accounts, and what each of them said last. */
interface Reviewer {
  readonly person: PersonRef;
  latest: Authored;
  readonly byAccount: Map<string, Authored>;
}

function isOpinion(review: Review): boolean {
  return review.state !== "COMMENTED" && review.state !== "PENDING";
}

function isAuthored(review: Review): review is Authored {
  return review.author !== null && review.state !== "PENDING";
}

/** Each person's latest opinionated review, or a comment from those who only commented; in GitHub's order. */
function reviewersOf(reviews: readonly Review[], policy: Policy): Reviewer[] {
  const reviewers: Reviewer[] = [];
  for (const review of reviews.filter(isAuthored)) {
    const person = personOf(review.author);
    let reviewer = reviewers.find((other) => samePerson(other.person, person, policy));
    if (!reviewer) {
      reviewer = { person, latest: review, byAccount: new Map() };
      reviewers.push(reviewer);
    }
    if (!isOpinion(review)) continue;
    reviewer.latest = review;
    reviewer.byAccount.set(String(review.author.id ?? review.author.login.toLowerCase()), review);
  }
  return reviewers;
}

function standingOf(
  { latest, byAccount }: Reviewer,
  facts: Facts,
  memory: Memory,
  principals: Principals,
  policy: Policy,
): Standing {
  const objection = [...byAccount.values()].find(objects);
  if (objection) return { kind: "objects", reviewer: objection.author, review: objection };
  const reviewer = latest.author;
  const discount = discountOf(latest, facts, memory, principals, policy);
  return discount
    ? { kind: "discounted", reviewer, review: latest, discount }
    : { kind: "counts", reviewer, review: latest };
}

/**
 * A standing request for changes, by an account that may push. Only that account takes it back, and no list of the policy
 * makes it go away: it could otherwise be lifted by naming the objector a machine or somebody's second account.
 */
function objects(review: Authored): boolean {
  return review.state === "CHANGES_REQUESTED" && review.author.kind === "User" && review.authorCanPush;
}

/** The first reason, gravest first, why a review doesn't count; null if it does. */
function discountOf(
  review: Authored,
  facts: Facts,
  memory: Memory,
  principals: Principals,
  policy: Policy,
): Discount | null {
  const kind = humanness(review.author, policy);
  if (kind !== "human") return { why: "not-human", kind };
  const principal = principalInTheWay(personOf(review.author), principals, policy);
  if (principal) return { why: "principal", principal };
  if (!review.authorCanPush) return { why: "no-write-access" };
  if (review.state === "DISMISSED") return { why: "dismissed" };
  if (review.state !== "APPROVED") return { why: "only-commented" };
  return contentDiscount(review, facts, memory, policy);
}
