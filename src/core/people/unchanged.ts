/**
 * People who moved a request without changing what it would merge: who pressed "Update branch", who rebased it, whose
 * suggestion somebody else applied. None of that makes a contributor.
 */
import type { PersonEvidence } from "../evidence.ts";
import type { Commit, PullRequestFacts, TimelineItem } from "../facts.ts";
import type { Memory, Push } from "../memory.ts";
import type { Policy } from "../policy.ts";
import { humanness, personOf, sameAccount, samePerson } from "./identity.ts";
import type { Arrivals } from "./pushers.ts";
import { isSameContent } from "./validity.ts";

type Facts = Pick<PullRequestFacts, "commits" | "replaced" | "head" | "timeline">;

/** What a push's own doing left behind: the push itself, its commits' committers, and its merges' authors. */
function isOfMove(item: PersonEvidence, push: Push, brought: ReadonlyMap<string, Commit>): boolean {
  if (item.where.kind !== "commit") return false;
  if (item.role === "pushed") return item.where.sha === push.after;
  const commit = brought.get(item.where.sha);
  if (!commit) return false;
  return item.role === "committed" || (item.role === "authored" && commit.parents.length > 1);
}

function broughtBy(push: Push, arrivals: Arrivals, facts: Facts): Map<string, Commit> {
  const own = [...facts.commits, ...facts.replaced].filter((commit) => arrivals.get(commit.sha)?.[0] === push);
  return new Map(own.map((commit) => [commit.sha, commit]));
}

function pushesOf(arrivals: Arrivals): Push[] {
  return [...new Set([...arrivals.values()].flat())];
}

/**
 * Pushes that moved the head from one commit to another, with the base that the request has now: what changed nothing
 * for another base may have brought in what that one had.
 */
function moves(pushes: readonly Push[], { timeline }: Facts): Push[] {
  const based = timeline
    .filter((item) => item.kind === "base-changed" || item.kind === "base-force-pushed")
    .map((item) => Date.parse(item.at));
  return pushes.filter((push) => push.before !== null && based.every((at) => Date.parse(push.at) > at));
}

/** Leaves out what people did by moves that left the fingerprint as it was. */
export function withoutMoves(
  people: readonly PersonEvidence[],
  facts: Facts,
  memory: Memory,
  arrivals: Arrivals,
  policy: Policy,
): PersonEvidence[] {
  let left = [...people];
  const pushes = pushesOf(arrivals);
  const unchanging = new Set(
    moves(pushes, facts).filter((push) =>
      isSameContent(memory.heads.get(push.before ?? ""), memory.heads.get(push.after)),
    ),
  );
  for (const push of unchanging) {
    // Who changed something on another way to the same head doesn't undo that by coming back to it.
    const changing = pushes.filter((other) => other.after === push.after && !unchanging.has(other));
    if (changing.some(({ actor }) => isSameAccount(actor, push.actor, policy))) continue;
    const brought = broughtBy(push, arrivals, facts);
    left = left.filter((item) => !(isOfMove(item, push, brought) && isBy(item, push.actor, policy)));
  }
  return left;
}

/**
 * Moves by people who would be no principals without them: only there is a fingerprint worth a request. Both heads must be
 * known, with the same list of files, one of which is asked for by the present head's paths.
 *
 * @param people without those whose moves are known to have changed nothing
 */
export function movesWorthComparing(
  people: readonly PersonEvidence[],
  facts: Facts,
  memory: Memory,
  arrivals: Arrivals,
  policy: Policy,
): Push[] {
  const files = memory.heads.get(facts.head.sha)?.files;
  if (files === undefined) return [];
  const comparable = moves(pushesOf(arrivals), facts)
    .filter((push) => [push.before ?? "", push.after].every((head) => memory.heads.get(head)?.files === files))
    .map((push) => ({ push, brought: broughtBy(push, arrivals, facts) }));
  return comparable
    .filter(({ push: { actor } }) => {
      const theirs = people.filter((item) => isBy(item, actor, policy));
      const own = comparable.filter(({ push }) => theirs.some((item) => isBy(item, push.actor, policy)));
      const isOfOwn = (item: PersonEvidence) => own.some(({ push, brought }) => isOfMove(item, push, brought));
      return theirs.length > 0 && theirs.every(isOfOwn);
    })
    .map(({ push }) => push);
}

function isBy(item: PersonEvidence, actor: Push["actor"], policy: Policy): boolean {
  return actor !== null && samePerson(item.person, personOf(actor), policy);
}

function isSameAccount(a: Push["actor"], b: Push["actor"], policy: Policy): boolean {
  return a !== null && b !== null && samePerson(personOf(a), personOf(b), policy);
}

/** Everybody with write access can edit others' comments; who edits their own says it from then on. */
function isOwnText({ author, lastEdit }: Extract<TimelineItem, { readonly kind: "review-comment" }>): boolean {
  return lastEdit === null || (author !== null && sameAccount(author, lastEdit.by));
}

const SUGGESTION = /^[ \t]*(?:```+|~~~+)suggestion\b/m;

/**
 * Leaves out who is named as the co-author of a commit that GitHub made of their suggestion: somebody else applied it, so two
 * people saw it. Who applied it stays: they committed it. An agent that names whom it works for applies nothing, and what
 * was there before the suggestion isn't made of it.
 */
export function withoutSuggesters(
  people: readonly PersonEvidence[],
  { commits, replaced, timeline }: Pick<PullRequestFacts, "commits" | "replaced" | "timeline">,
  arrivals: Arrivals,
  policy: Policy,
): PersonEvidence[] {
  const suggestions = timeline.flatMap((item) =>
    item.kind === "review-comment" && item.author && isOwnText(item) && SUGGESTION.test(item.body)
      ? [{ by: personOf(item.author), at: Date.parse(item.lastEdit?.at ?? item.at) }]
      : [],
  );
  if (suggestions.length === 0) return [...people];
  const signed = new Map(
    [...commits, ...replaced].filter((commit) => commit.signedByGitHub).map((commit) => [commit.sha, commit]),
  );
  return people.filter((item) => {
    if (item.role !== "co-authored" || item.where.kind !== "commit") return true;
    const { sha } = item.where;
    const applied = signed.get(sha)?.author.account;
    if (!applied || humanness(applied, policy) !== "human") return true;
    if (samePerson(personOf(applied), item.person, policy)) return true;
    const [first] = arrivals.get(sha) ?? [];
    return !suggestions.some(
      ({ by, at }) => first !== undefined && Date.parse(first.at) >= at && samePerson(by, item.person, policy),
    );
  });
}
