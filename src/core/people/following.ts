/** Did an agent work after a moment? Order is that of recorded pushes and of GitHub's own times, never of git dates. */
import type { Authorship } from "../decision.ts";
import type { PullRequestFacts } from "../facts.ts";
import type { Arrivals } from "./pushers.ts";

type Facts = Pick<PullRequestFacts, "commits" | "createdAt">;

/**
 * Makes the question whether a commit or a request of an agent followed a moment, or may have: a commit whose push is
 * unknown counts as following. Where an agent is known only by a mark on the request, every commit may be its work.
 *
 * @param authorship with the signals that count
 */
export function following(
  { commits, createdAt }: Facts,
  arrivals: Arrivals,
  authorship: Authorship,
): (agent: string, at: string) => boolean {
  return (agent, at) => {
    const since = Date.parse(at);
    const cameAfter = (sha: string) => {
      const [first] = arrivals.get(sha) ?? [];
      return first === undefined || Date.parse(first.at) >= since;
    };
    // What nobody can name may be any agent's.
    const signals = authorship.signals.filter(
      (item) => [item.agent, agent].includes("unknown") || item.agent === agent,
    );
    return signals.some(({ where, signal }) => {
      if (where.kind === "commit" || where.kind === "note") return cameAfter(where.sha);
      if (signal === "request-author" && Date.parse(createdAt) >= since) return true;
      return commits.some((commit) => cameAfter(commit.sha));
    });
  };
}
