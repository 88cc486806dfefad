/** A judgement in a few words. */
import { judge } from "../judge.ts";
import type { PolicyInForce } from "../policy.ts";
import { inForce } from "./policy.ts";
import type { PullRequestBuilder } from "./pull-request.ts";

/** `not-ai`, `satisfied`, `waiting for 2`, `blocked`. */
export function outcome(request: PullRequestBuilder, policy: PolicyInForce = inForce()): string {
  const { verdict } = judge(request.facts(), policy);
  return verdict.kind === "waiting" ? `waiting for ${verdict.missing}` : verdict.kind;
}
