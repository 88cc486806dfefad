/** What is done around a request to help people: a label, and asking for a review. It decides nothing. */
import type { Verdict } from "../decision.ts";
import type { PullRequestFacts } from "../facts.ts";
import type { DoneAround } from "../memory.ts";
import type { PolicyInForce } from "../policy.ts";
import { type Candidate, candidatesOf, mayBeAsked } from "./candidates.ts";

/** No agent is set to work by it, so putting it on or off changes no verdict. */
export const LABEL = "ai-authored";

export interface Courtesies {
  readonly label: boolean;
  readonly ask: readonly Candidate[];
}

const NONE: Courtesies = { label: false, ask: [] };

/**
 * What is still to be done. Each once: a label that somebody took off stays off, and a review request that somebody took
 * back isn't made again.
 */
export function courtesiesFor(
  verdict: Verdict,
  facts: PullRequestFacts,
  { policy, hasFile }: PolicyInForce,
  done: DoneAround,
): Courtesies {
  // Where people say that AI didn't write it, there is nothing to label.
  const isAi = verdict.authorship.ai && verdict.kind !== "not-ai";
  if (!hasFile || policy.mode !== "enforce" || !isAi) return NONE;
  // GitHub doesn't ask code owners while a request is a draft either.
  const mayAsk = policy.reviewers.request && !done.asked && !facts.isDraft;
  return {
    label: policy.reviewers.label && !done.labeled && !everHadLabel(facts),
    ask: mayAsk && verdict.kind === "waiting" ? candidatesOf(verdict, facts, policy) : [],
  };
}

function everHadLabel({ labels, timeline }: PullRequestFacts): boolean {
  const names = [...labels, ...timeline.flatMap((item) => (item.kind === "labeled" ? [item.label] : []))];
  return names.some((name) => name.toLowerCase() === LABEL);
}

/** Somebody who is asked for a review, as the report names them. */
export interface Asked {
  readonly type: "person" | "team";
  readonly name: string;
}

/** Who is asked, or about to be, and can give what is missing; in an order that doesn't depend on when. */
export function askedFor(
  verdict: Verdict,
  { around }: PullRequestFacts,
  { policy }: PolicyInForce,
  { ask }: Courtesies,
): Asked[] {
  const asked = around.asked.flatMap((each): Asked[] => {
    if (each.type === "team") return [each];
    if (each.type === "unknown" || !mayBeAsked(each.account, verdict, policy)) return [];
    return [{ type: "person", name: each.account.login }];
  });
  const planned = ask.map((each): Asked => {
    return each.type === "team" ? each : { type: "person", name: each.account.login };
  });
  return [...asked, ...planned].sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}
