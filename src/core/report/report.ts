/** A verdict as the check run that people see. */
import type { Asked } from "../around/courtesies.ts";
import type { Conclusion, Report, Verdict } from "../decision.ts";
import type { PullRequestFacts } from "../facts.ts";
import type { PolicyInForce } from "../policy.ts";
import { annotationsOf } from "./annotations.ts";
import { detailsOf } from "./details.ts";
import { cutToFit } from "./markdown.ts";
import { summaryOf } from "./summary.ts";
import { TEXTS } from "./texts.ts";
import { titleOf } from "./title.ts";

const CONCLUSIONS: Readonly<Record<Verdict["kind"], Conclusion>> = {
  "not-ai": "success",
  satisfied: "success",
  overridden: "success",
  waiting: "action_required",
  blocked: "failure",
};

/** Renders a verdict. Nothing in it depends on when: the same verdict is the same report, and needs no second write. */
export function reportOf(
  verdict: Verdict,
  facts: PullRequestFacts,
  inForce: PolicyInForce,
  asked: readonly Asked[] = [],
): Report {
  const { mode } = inForce.policy;
  const observed = mode !== "enforce";
  const title = titleOf(verdict, observed ? "Observing: " : "");
  const summary = summaryOf(verdict, facts, inForce, asked);
  return {
    conclusion: observed ? "neutral" : CONCLUSIONS[verdict.kind],
    title,
    summary: cutToFit(observed ? `${TEXTS.observe}\n\n${summary}` : summary),
    text: cutToFit(detailsOf(verdict)),
    annotations: annotationsOf(verdict, facts, inForce),
    mode,
  };
}
