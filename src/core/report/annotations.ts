/** Marks beside lines: risky paths, and the lines of a policy that the request would break. */

import type { Annotation, RiskFinding, Verdict } from "../decision.ts";
import type { FileChange, PullRequestFacts } from "../facts.ts";
import type { PolicyInForce } from "../policy.ts";
import { POLICY_PATH } from "../policy-path.ts";
import { shorten } from "./markdown.ts";

/** GitHub takes 50 a request; the gravest come first and the rest stand in the text, so that one request is enough. */
const MOST = 50;

/** A message is shown beside a line; GitHub takes 64 KB, and nobody reads that. */
const LONGEST_MESSAGE = 1000;

const LEVEL: Readonly<Record<RiskFinding["level"], Annotation["level"]>> = {
  low: "notice",
  medium: "notice",
  high: "warning",
  critical: "warning",
};

/** Annotations of an AI-authored change; a change without AI has none, unless it would break the policy. */
export function annotationsOf(verdict: Verdict, facts: PullRequestFacts, inForce: PolicyInForce): Annotation[] {
  const problems = (inForce.proposed?.problems ?? []).map(
    (problem): Annotation => ({
      path: POLICY_PATH,
      startLine: problem.line,
      endLine: problem.line,
      level: "failure",
      title: "The policy would be broken",
      message: shorten(problem.message, LONGEST_MESSAGE),
    }),
  );
  const removed = new Set(facts.files.filter(isRemoved).map((file) => file.path));
  const risks = verdict.authorship.ai ? verdict.risks.filter((risk) => !removed.has(risk.path)) : [];
  return [...problems, ...risks.map(riskAnnotation)].slice(0, MOST);
}

/** A file that the head doesn't have can't be marked. */
function isRemoved(file: FileChange): boolean {
  return file.status === "removed";
}

function riskAnnotation(risk: RiskFinding): Annotation {
  return {
    path: risk.path,
    startLine: risk.line,
    endLine: risk.line,
    level: LEVEL[risk.level],
    title: `${risk.name}: look closely`,
    message: risk.explanation,
  };
}
