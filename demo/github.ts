/** What the stories need of GitHub besides. */
import type { RequestHandle } from "../simulator/build/request.ts";
import type { Account } from "../simulator/state/model.ts";
import { Refused } from "../simulator/state/refused.ts";
import type { RulesetInput } from "../simulator/state/rulesets.ts";

/** Requires `ai-review` from this App, and a pull request, on the default branch. */
export function ruleset(appId: number): RulesetInput {
  return {
    name: "Countersign",
    enforcement: "active",
    conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
    rules: [
      { type: "pull_request", parameters: { required_approving_review_count: 0 } },
      {
        type: "required_status_checks",
        parameters: {
          required_status_checks: [{ context: "ai-review", integration_id: appId }],
          strict_required_status_checks_policy: false,
        },
      },
    ],
  };
}

/** Presses the merge button. */
export function merging(request: () => RequestHandle, by: Account): () => string {
  return () => {
    const result = request().merge(by, "squash");
    if (!result.merged) throw new Refused(result.status, result.why);
    return `merged as ${result.sha.slice(0, 7)}`;
  };
}
