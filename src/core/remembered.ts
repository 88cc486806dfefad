/** What earlier evaluations found and the present facts may not show any more. It adds, and never takes away. */
import type { Evidence } from "./evidence.ts";
import type { PullRequestFacts } from "./facts.ts";
import type { Memory, Push } from "./memory.ts";
import { personOf, samePerson } from "./people/identity.ts";
import { isIdentifiedByPolicy } from "./people/known-people.ts";
import type { Policy } from "./policy.ts";

type Facts = Pick<PullRequestFacts, "number" | "commits" | "replaced" | "timeline" | "issues">;

/**
 * Remembered evidence as it bears on the request now. What was found in a commit that is still on the request is left to
 * that commit: GitHub may know an address's account by now; and what a deleted comment may have been to the timeline that
 * shows its deletion: a delivery may have told by now that it was harmless. A note beside a commit can be taken away, so it
 * stays, and so does who pushed where the push itself isn't known any more, as when its fork is deleted. Another request's
 * evidence names it, and vouches for nothing.
 */
export function rememberedEvidence(
  { number, commits, replaced, timeline, issues }: Facts,
  { evidence, pushes }: Pick<Memory, "evidence" | "pushes">,
  policy: Policy,
): Evidence[] {
  const items = [...timeline, ...issues.flatMap((issue) => issue.timeline)];
  const deletions = items.filter((item) => item.kind === "comment-deleted");
  const present = new Set([
    ...commits.map(({ sha }) => sha),
    ...replaced.map(({ sha }) => sha),
    ...deletions.map(({ id }) => id),
  ]);
  return evidence.flatMap(({ item, number: from }): Evidence[] => {
    if (item.type === "stranger" && isKnownByNow(item, policy)) return [];
    if (from === number) return isShownBy(item, present) && !isForgottenPush(item, pushes, policy) ? [] : [item];
    const where = item.where.kind === "store" ? item.where : ({ kind: "store", what: placeOf(item, from) } as const);
    return [item.type === "stranger" ? { ...item, where } : { ...item, where, authenticated: false }];
  });
}

function isShownBy({ where }: Evidence, present: ReadonlySet<string>): boolean {
  if (where.kind === "timeline") return present.has(where.id);
  return where.kind === "commit" && present.has(where.sha);
}

function isForgottenPush(item: Evidence, pushes: readonly Push[], policy: Policy): boolean {
  if (item.type !== "person" || item.role !== "pushed" || item.where.kind !== "commit") return false;
  const { sha } = item.where;
  return !pushes.some(
    ({ after, actor }) => after === sha && actor !== null && samePerson(personOf(actor), item.person, policy),
  );
}

function isKnownByNow({ name, email }: { readonly name: string; readonly email: string }, policy: Policy): boolean {
  return isIdentifiedByPolicy({ id: null, login: null, email, name, isAccount: false }, policy);
}

/** `#12, commit 3f2c1d9`. */
function placeOf({ where }: Evidence, number: number): string {
  const commit = where.kind === "commit" || where.kind === "note" ? `, commit ${where.sha.slice(0, 7)}` : "";
  return `#${number}${commit}`;
}
