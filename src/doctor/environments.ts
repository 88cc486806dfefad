/** Environments that the policy wants guarded, against what GitHub asks before it deploys to them. */
import type { RepositoryFacts } from "./facts.ts";
import { type Finding, finding, inRepository, onceSeen } from "./finding.ts";

/** @param slug this App's */
export function environmentFindings({ brief, environments }: RepositoryFacts, slug: string): Finding[] {
  const place = inRepository(brief);
  return [
    ...onceSeen(environments, "the environments", place, (all) =>
      all.flatMap(({ name, ruleApps }) => {
        const here = { ...place, environment: name };
        return onceSeen(ruleApps, `the protection rules of ${name}`, here, (apps) => {
          if (apps.includes(slug)) return [];
          return [
            finding("environment-unguarded", here, { says: `This App's rule isn't on for ${name}.`, who: [name] }),
          ];
        });
      }),
    ),
  ];
}
