/** Does a text set an agent to work? A line that begins with its handle or command, outside quotations and code. */
import { AGENTS } from "../authorship/agents/index.ts";
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
