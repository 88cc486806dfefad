/** Heads that a force push replaced: what was once on the request stays on it. */
import type { PullRequestFacts } from "../facts.ts";
import type { Push } from "../memory.ts";

export interface ReplacedHead {
  /** The timeline item's id. */
  readonly id: string;
  /** Null where neither GitHub nor a recorded push says which commit it was. */
  readonly sha: string | null;
}

/** @param pushes to the head branch: they tell a head that GitHub doesn't show any more */
export function replacedHeadsOf(facts: Pick<PullRequestFacts, "timeline">, pushes: readonly Push[]): ReplacedHead[] {
  return facts.timeline.flatMap((item): ReplacedHead[] => {
    if (item.kind !== "head-force-pushed") return [];
    if (item.before) return [{ id: item.id, sha: item.before.sha }];
    // Several pushes may have led to the same head: each of them may have been this one.
    const recorded = pushes.filter((push) => push.after === item.after).flatMap(({ before }) => before ?? []);
    const heads = [...new Set(recorded)].map((sha) => ({ id: item.id, sha }));
    return heads.length > 0 ? heads : [{ id: item.id, sha: null }];
  });
}

/**
 * Whether nothing is left to ask about it: it is on the request still, or its evidence is remembered. What lay below it in
 * another base, or in what the base once was, may be the request's by now, and was nobody's to remember then.
 */
export function isReplacedHeadKnown(
  head: ReplacedHead,
  facts: Pick<PullRequestFacts, "commits" | "base" | "timeline">,
  knownCommits: ReadonlySet<string>,
): boolean {
  const { sha } = head;
  if (sha === null) return false;
  if (sha === facts.base.sha || facts.commits.some((commit) => commit.sha === sha)) return true;
  const moved = facts.timeline.some((item) => item.kind === "base-changed" || item.kind === "base-force-pushed");
  return knownCommits.has(sha) && !moved;
}
