/** Which branches a repository's policy protects is remembered whenever the policy is read: a push to others then costs nothing. */
import type { PolicyInForce } from "../core/policy.ts";
import type { Arrival, Place } from "../queue/job.ts";
import type { Lane } from "../queue/lane.ts";
import type { LandingStore } from "../store/landings.ts";

export type KeepProtection = (place: Place, defaultBranch: string, inForce: PolicyInForce) => Promise<void>;

/** Where nothing was known before, pushes may wait for just that: they are judged now. */
export function createKeepProtection(
  store: Pick<LandingStore, "keepProtection">,
  arrivals: Pick<Lane<Arrival>, "hasten">,
): KeepProtection {
  return async ({ installationId, repositoryId, owner }, defaultBranch, { policy: { mode, branches } }) => {
    const isNew = await store.keepProtection(repositoryId, owner, { mode, branches, defaultBranch });
    if (isNew) await arrivals.hasten(`push:${installationId}:${repositoryId}:`);
  };
}
