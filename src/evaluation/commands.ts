/** Commands in comments (`/ai-review …`): what GitHub has to be asked about them, and their answers. */

import type { CommandAnswer, CommandStanding } from "../core/commands/command.ts";
import { accountsToAsk } from "../core/commands/wanted.ts";
import type { Account } from "../core/facts.ts";
import { type Judgement, judge } from "../core/judge.ts";
import type { PolicyInForce } from "../core/policy.ts";
import type { ChangeRef } from "../queue/job.ts";
import type { CommandStore } from "../store/commands.ts";
import type { Collected } from "./collect.ts";

export interface CommandDoor {
  /** Whether somebody may push now; null if GitHub doesn't say. One request. */
  readAccess(change: ChangeRef, account: Account): Promise<boolean | null>;
  /** @param url the comment's. @returns false if GitHub doesn't take it */
  react(change: ChangeRef, url: string, content: "+1" | "confused"): Promise<boolean>;
}

export interface Judged {
  readonly collected: Collected;
  readonly judgement: Judgement;
}

/** Judges again if it matters whether people who gave commands may push: it is asked each time, as a review's access is. */
export async function withAccess(
  change: ChangeRef,
  { collected, judgement }: Judged,
  inForce: PolicyInForce,
  github: Pick<CommandDoor, "readAccess">,
): Promise<Judged> {
  const { facts, memory } = collected;
  const asked = accountsToAsk(judgement.verdict, facts, memory);
  if (asked.length === 0) return { collected, judgement };
  const access = await Promise.all(
    asked.map(async (account) => ({ account, canPush: await github.readAccess(change, account) })),
  );
  const known = { memory, facts: { ...facts, access: [...facts.access, ...access] } };
  return { collected: known, judgement: judge(known.facts, inForce, memory) };
}

/**
 * Answers commands by a reaction, each once: again only if one that was turned down counts after all. Kept once GitHub has
 * it, or has refused it: a comment may be gone by then.
 *
 * @param head that was judged
 */
export async function answerCommands(
  change: ChangeRef,
  head: string,
  commands: readonly CommandStanding[],
  answers: ReadonlyMap<string, CommandAnswer>,
  github: Pick<CommandDoor, "react">,
  store: Pick<CommandStore, "keepAnswer">,
): Promise<void> {
  for (const standing of commands) {
    const answer = answerTo(standing);
    const before = answers.get(standing.id);
    if (answer === null || before?.accepted || (before && !answer.accepted)) continue;
    await github.react(change, standing.url, answer.accepted ? "+1" : "confused");
    await store.keepAnswer(change.repositoryId, change.number, head, standing, answer);
  }
}

function answerTo({ state }: CommandStanding): CommandAnswer | null {
  switch (state.kind) {
    case "unasked":
      return null;
    case "counts":
      return { accepted: true, why: null };
    case "discounted":
      return { accepted: false, why: state.discount.why };
  }
}
