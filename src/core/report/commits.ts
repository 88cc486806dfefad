/** Commits as people see them in a list. */
import type { AgentEvidence } from "../evidence.ts";
import type { Commit } from "../facts.ts";
import { personOf } from "../people/identity.ts";
import { code, words } from "./markdown.ts";
import { nameOf } from "./people.ts";

/**
 * One line each: `3f2c1d9 Fix the shop, by @alice with Kiro`, the commit a link.
 *
 * @param signals what says which agent wrote which commit
 * @param url the repository's page
 */
export function commitLines(commits: readonly Commit[], signals: readonly AgentEvidence[], url: string): string[] {
  const agents = agentsByCommit(signals);
  return commits.map(({ sha, message, author }) => {
    const by = nameOf(
      author.account
        ? personOf(author.account)
        : { id: null, login: null, email: author.email, name: author.name, isAccount: false },
    );
    const agent = agents.get(sha);
    const written = agent === undefined ? "" : ` with ${words(agent)}`;
    return `[${code(sha.slice(0, 7))}](${url}/commit/${sha}) ${code(subjectOf(message))}, by ${by}${written}`;
  });
}

export const subjectOf = (message: string) => message.split("\n", 1)[0] ?? "";

/** The name of the agent that each commit's signals point to. */
export function agentsByCommit(signals: readonly AgentEvidence[]): ReadonlyMap<string, string> {
  const agents = new Map<string, string>();
  for (const { where, agent, name } of signals) {
    if (where.kind === "commit" && agent !== "unknown") agents.set(where.sha, name);
  }
  return agents;
}
