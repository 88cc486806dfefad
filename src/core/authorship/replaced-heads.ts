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
    const recorded = pushes.find((push) => push.after === item.after && push.before !== null);
    return [{ id: item.id, sha: item.before?.sha ?? recorded?.before ?? null }];
  });
}

/** Whether nothing is left to ask about it: it is on the request still, or its evidence is remembered. */
export function isReplacedHeadKnown(
  head: ReplacedHead,
  facts: Pick<PullRequestFacts, "commits" | "base">,
  knownCommits: ReadonlySet<string>,
): boolean {
  const { sha } = head;
  if (sha === null) return false;
  return sha === facts.base.sha || knownCommits.has(sha) || facts.commits.some((commit) => commit.sha === sha);
}
