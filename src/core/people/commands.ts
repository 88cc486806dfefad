/** Does a text set an agent to work? A line that begins with its handle or command, outside quotations and code. */
import { AGENTS } from "../authorship/agents/index.ts";
import { readBody } from "../authorship/trailers.ts";

const COMMANDS = AGENTS.flatMap((agent) => agent.commands.map((command) => ({ id: agent.id, command })));

/**
 * The agents that a comment addresses: `@copilot fix this`, `/kiro all`. A mention in passing ("thanks @claude"), a
 * quotation and a code block address nobody, nor does a wish to read only (`/q review`).
 *
 * @returns catalogue ids
 */
export function addressedAgents(body: string): string[] {
  const found = new Set<string>();
  for (const line of readBody(body)) {
    const lower = line.toLowerCase();
    if (lower[0] !== "@" && lower[0] !== "/") continue;
    for (const { id, command } of COMMANDS) {
      if (begins(lower, command.value) && !readsOnly(lower.slice(command.value.length), command.readsOnly))
        found.add(id);
    }
  }
  return [...found];
}

function begins(line: string, command: string): boolean {
  // `@claude-fan` and `/query` are other words.
  return line.startsWith(command) && !/[\p{L}\p{N}_/-]/u.test(line.charAt(command.length));
}

/** Only the word itself: `@claude review and fix` asks for more than reading. */
function readsOnly(rest: string, words: readonly string[] = []): boolean {
  return words.includes(rest.replace(/^[\s,:]+|[\s.!?]+$/g, ""));
}

const LABELS = Map.groupBy(
  AGENTS.flatMap((agent) => agent.labels.map((mark) => ({ id: agent.id, label: mark.value }))),
  ({ label }) => label,
);

/** The agents that a label sets to work. */
export function labelledAgents(label: string): string[] {
  return (LABELS.get(label.trim().toLowerCase()) ?? []).map(({ id }) => id);
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
