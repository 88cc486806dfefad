/** What is known to be missing from the facts. */
import { coAuthors, readMessage } from "./authorship/trailers.ts";
import type { Commit, Gap, PullRequestFacts } from "./facts.ts";

/** GitHub shows as many; thousands would only keep everybody else waiting. */
export const MOST_CO_AUTHORS = 100;

/** The gaps that reading found, and those that the facts show by themselves: a change without its head is no change. */
export function gapsOf(facts: PullRequestFacts): Gap[] {
  const { commits, replaced, head } = facts;
  const gaps = [...facts.gaps, ...[...commits, ...replaced].flatMap(unreadCoAuthors)];
  if (commits.some((commit) => commit.sha === head.sha)) return gaps;
  const listed = commits.length === 0 ? "no commits" : `${commits.length} commits without the newest`;
  return [...gaps, { list: "commits", what: `GitHub lists ${listed}, ${head.sha.slice(0, 7)}.` }];
}

function unreadCoAuthors({ sha, message }: Commit): Gap[] {
  const count = coAuthors(readMessage(message)).length;
  if (count <= MOST_CO_AUTHORS) return [];
  return [{ list: "authors", what: `Commit ${sha.slice(0, 7)} names ${count} co-authors, more than are read.` }];
}
