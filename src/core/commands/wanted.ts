/** What commands make worth asking GitHub: only where an answer can matter. */
import type { Verdict } from "../decision.ts";
import type { Account, PullRequestFacts } from "../facts.ts";
import type { Memory } from "../memory.ts";
import { sameAccount } from "../people/identity.ts";
import { commandComments } from "./parse.ts";
import { mayPush, refusal } from "./standings.ts";

/** Anybody can write a comment, and each costs a request: so many people are asked about at most, the latest first. */
const MOST_ASKED = 20;

/**
 * People of whom it should be asked whether they may push: whose command is new, or could let the request pass now.
 */
export function accountsToAsk({ kind, commands }: Verdict, facts: PullRequestFacts, { answers }: Memory): Account[] {
  const holds = kind === "waiting" || kind === "blocked";
  const wanted: Account[] = [];
  for (const { id, author, state } of commands.toReversed()) {
    if (state.kind !== "unasked" || author === null || !(holds || !answers.has(id))) continue;
    if (mayPush(author, facts) !== undefined || wanted.some((other) => sameAccount(other, author))) continue;
    wanted.push(author);
  }
  return wanted.slice(0, MOST_ASKED);
}

/** Whether a comment stands that could override the present head: then it matters who is in the teams that may. */
export function asksToOverride(facts: PullRequestFacts, memory: Memory): boolean {
  return commandComments(facts).some(
    ({ id, command, edited, here }) =>
      command.name === "override" &&
      here &&
      !edited &&
      facts.head.sha.startsWith(command.sha) &&
      refusal(id, memory) === null,
  );
}
