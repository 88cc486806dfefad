/** Which head a comment is about: the one that was current when it came, as GitHub's clock and the recorded pushes tell. */
import type { PullRequestFacts } from "../facts.ts";
import type { Push } from "../memory.ts";
import type { CommandDiscount } from "./command.ts";

type Facts = Pick<PullRequestFacts, "head" | "timeline">;

/**
 * Why a comment can't be taken to be about the present content; null if it can.
 *
 * @param named the comment names the head in full: then it doesn't matter when either came
 */
export function coverageDiscount(
  at: string,
  named: boolean,
  { head, timeline }: Facts,
  pushes: readonly Push[],
): CommandDiscount | null {
  const came = Date.parse(at);
  // What happened in the same second may have happened afterwards.
  const later = timeline.filter((item) => !(Date.parse(item.at) < came));
  const retargeted = later.find((item) => item.kind === "base-changed");
  if (retargeted) return { why: "retargeted", from: retargeted.from };
  if (later.some((item) => item.kind === "base-force-pushed")) return { why: "base-rewritten" };
  if (named) return null;
  // Only a forced push can leave a head and come back to it, and GitHub lists those, whoever missed the delivery.
  if (later.some((item) => item.kind === "head-force-pushed")) return { why: "earlier-head" };
  const forced = timeline.flatMap((item) =>
    item.kind === "head-force-pushed" && item.after !== null ? [{ at: item.at, after: item.after }] : [],
  );
  const arrivals = [...pushes, ...forced]
    .map((each) => ({ at: Date.parse(each.at), sha: each.after }))
    .sort((a, b) => a.at - b.at);
  if (arrivals.findLast((each) => each.at < came)?.sha === head.sha) return null;
  return { why: arrivals.some((each) => each.sha === head.sha) ? "earlier-head" : "arrival-unknown" };
}

/** Whether an abbreviation could mean another commit that was ever seen on the request. */
export function isAmbiguous(
  sha: string,
  { head, commits, replaced, timeline }: Pick<PullRequestFacts, "head" | "commits" | "replaced" | "timeline">,
  pushes: readonly Push[],
): boolean {
  const forced = timeline.flatMap((item) =>
    item.kind === "head-force-pushed" ? [item.before?.sha ?? "", item.after ?? ""] : [],
  );
  const seen = [...commits, ...replaced].map((commit) => commit.sha);
  const all = [...seen, ...forced, ...pushes.map((push) => push.after)];
  return all.some((other) => other !== head.sha && other.startsWith(sha));
}
