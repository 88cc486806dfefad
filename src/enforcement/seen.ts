/** What an evaluation says of the required check, and what it sets going if the policy that it saw isn't carried out yet. */
import type { PolicyInForce } from "../core/policy.ts";
import { type RequiredCheck, UNKNOWN } from "../core/required.ts";
import type { Errand, Place } from "../queue/job.ts";
import type { Lane } from "../queue/lane.ts";
import type { RulesetStore } from "../store/rulesets.ts";
import { isSamePlan, planUnder } from "./plan.ts";

export type LookUpRequired = (place: Place, inForce: PolicyInForce) => Promise<RequiredCheck>;

/** Asks the store alone, so that no request is spent where nothing changed. */
export function createLookUpRequired(
  store: Pick<RulesetStore, "kept">,
  errands: Pick<Lane<Errand>, "enqueue">,
): LookUpRequired {
  return async ({ installationId, owner, repo, repositoryId }, inForce) => {
    const known = await store.kept(repositoryId);
    const before = known?.plan ?? { kind: "none" };
    const plan = planUnder(inForce, before);
    if (known !== null && isSamePlan(plan, before)) return known.required;
    if (!isSamePlan(plan, before)) {
      const place = { installationId, owner, repo, repositoryId };
      const reason = "another policy than was carried out";
      await errands.enqueue({ kind: "keep-ruleset", ...place, by: null, urgent: true, reason });
    }
    return UNKNOWN;
  };
}
