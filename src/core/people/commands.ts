/** Does a text set an agent to work? A line that begins with its handle or command, outside quotations and code. */
import { AGENTS } from "../authorship/agents.ts";
import { readBody } from "../authorship/trailers.ts";

/**
 * The agents that a comment addresses: `@copilot fix this`, `/kiro all`. A mention in passing ("thanks @claude"), a
 * quotation and a code block address nobody.
 *
 * @returns catalogue ids
 */
export function addressedAgents(body: string): string[] {
  const lines = readBody(body).map((line) => line.toLowerCase());
  return AGENTS.filter((agent) =>
    agent.commands.some((command) => lines.some((line) => begins(line, command.value))),
  ).map((agent) => agent.id);
}

function begins(line: string, command: string): boolean {
  // `@claude-fan` and `/query` are other words.
  return line.startsWith(command) && !/[\p{L}\p{N}_/-]/u.test(line.charAt(command.length));
}

/** The agents that a label sets to work. */
export function labelledAgents(label: string): string[] {
  const wanted = label.trim().toLowerCase();
  return AGENTS.filter((agent) => agent.labels.some((mark) => mark.value === wanted)).map((agent) => agent.id);
}

/**
 * The issue that an agent's branch is about: `Q-DEV-issue-12-1700000000`, `claude/issue-7-20260102`.
 *
 * @param agents those that the request is known to be by
 */
export function issueOfBranch(branch: string, agents: readonly { readonly id: string }[]): number | null {
  const named = /(?:^|[-/_])issue[-_](\d{1,9})(?=$|[-/_])/i.exec(branch)?.[1];
  if (named === undefined || Number(named) === 0) return null;
  const ids = new Set(agents.map((agent) => agent.id));
  const isAgents = AGENTS.some((agent) => ids.has(agent.id) && agent.branches.some((form) => form.value.test(branch)));
  return isAgents ? Number(named) : null;
}
