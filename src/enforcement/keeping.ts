/** The errands of the required check: one repository's, and those of a whole installation handed out one by one. */
import { resolvePolicy } from "../config/resolve.ts";
import type { PolicyInForce } from "../core/policy.ts";
import { withOrganizationFile } from "../evaluation/organization-file.ts";
import type { Errand, Place } from "../queue/job.ts";
import type { Lane } from "../queue/lane.ts";
import { createRulesetKeeper, type KeeperOptions } from "./keep.ts";

type OfKind<Kind extends Errand["kind"]> = Extract<Errand, { readonly kind: Kind }>;

export interface Keeping {
  one(errand: OfKind<"keep-ruleset">): Promise<void>;
  all(errand: OfKind<"keep-rulesets">): Promise<void>;
}

export interface KeepingOptions extends Omit<KeeperOptions, "onChange"> {
  readonly errands: Pick<Lane<Errand>, "enqueue">;
}

export function createKeeping({ errands, ...options }: KeepingOptions): Keeping {
  const { store, github, keepProtection } = options;
  const keep = createRulesetKeeper({
    ...options,
    onChange: (place) =>
      errands.enqueue({ kind: "survey-repository", ...place, base: null, reason: "required otherwise than before" }),
  });
  return {
    one: async ({ installationId, owner, repo, repositoryId, by, urgent }) =>
      keep({ installationId, owner, repo, repositoryId }, { by, urgent }),
    async all({ installationId, renewToken, reason }) {
      if (renewToken) await github.renewToken(installationId);
      const holders = await github.listPolicyHolders(installationId);
      const known = await store.keptAmong(holders.map(({ place }) => place.repositoryId));
      // The organisation's file concerns every repository; without one only those do that have their own, or had one.
      const everywhere = await hasOrganizationFile(holders);
      for (const { place, defaultBranch, hasFile } of holders) {
        if (!everywhere && !hasFile && !known.has(place.repositoryId)) {
          await keepProtection(place, defaultBranch, withoutFile(place, defaultBranch));
          continue;
        }
        await errands.enqueue({ kind: "keep-ruleset", ...place, by: null, urgent: false, reason }, "survey");
      }
    },
  };

  /** Whether GitHub shows such a file, or showed one before. */
  async function hasOrganizationFile(holders: Awaited<ReturnType<typeof github.listPolicyHolders>>): Promise<boolean> {
    const [first] = holders;
    if (!first) return false;
    const policies = await github.readPolicies(first.place);
    if (policies === null) return true;
    return (await withOrganizationFile(policies, store)).policy.organization.state !== "absent";
  }
}

const ABSENT = { state: "absent" } as const;

function withoutFile({ owner, repo }: Place, defaultBranch: string): PolicyInForce {
  const repository = { owner, name: repo, nodeId: "", defaultBranch };
  return resolvePolicy({ repository, policy: { repository: ABSENT, organization: ABSENT }, proposedPolicy: null });
}
