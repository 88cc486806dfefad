/** What is known to be missing from the facts. */
import type { Gap, PullRequestFacts } from "./facts.ts";

/** The gaps that reading found, and those that the facts show by themselves: a change without its head is no change. */
export function gapsOf(facts: PullRequestFacts): Gap[] {
  const { commits, head, gaps } = facts;
  if (commits.some((commit) => commit.sha === head.sha)) return [...gaps];
  const listed = commits.length === 0 ? "no commits" : `${commits.length} commits without the newest`;
  return [...gaps, { list: "commits", what: `GitHub lists ${listed}, ${head.sha.slice(0, 7)}.` }];
}
