/** `/ai-review ai @login` as evidence: somebody with write access says that AI wrote the request, and who asked it. */
import type { AgentEvidence, PersonEvidence, Where } from "../evidence.ts";
import type { PullRequestFacts } from "../facts.ts";
import type { Memory } from "../memory.ts";
import type { Policy } from "../policy.ts";
import { declarations } from "./standings.ts";

/**
 * It only adds: nobody is made to answer for a change by being named, so none of it is authenticated, although GitHub
 * vouches for who wrote the comment.
 */
export function declaredEvidence(
  facts: PullRequestFacts,
  memory: Memory,
  policy: Policy,
): { readonly agents: readonly AgentEvidence[]; readonly people: readonly PersonEvidence[] } {
  const agents: AgentEvidence[] = [];
  const people: PersonEvidence[] = [];
  for (const { id, url, at, command, state } of declarations(facts, memory, policy)) {
    if (state.kind !== "counts" || command.name !== "ai") continue;
    const where: Where = { kind: "comment", id, url, at };
    agents.push({
      type: "agent",
      agent: "unknown",
      name: "an AI assistant",
      signal: "comment",
      value: `/ai-review ai @${command.login}`,
      confidence: "definitive",
      where,
      authenticated: false,
    });
    people.push({
      type: "person",
      person: { id: null, login: command.login, email: null, name: null, isAccount: false },
      as: "prompter",
      role: "named in a comment",
      agent: null,
      where,
      authenticated: false,
    });
  }
  return { agents, people };
}
