/** What a policy asks for beyond what this version does. An entry goes when its key is built. */
import type { Policy } from "../core/policy.ts";

interface Pending {
  readonly key: string;
  /** What the documentation says of the key at present. */
  readonly says: string;
  /** Demands that can't be checked: each blocks, as passing without them would pass what the policy forbids. */
  readonly demands?: (policy: Policy) => readonly { readonly where: string; readonly teams: readonly string[] }[];
}

const UNREADABLE = "this version can't read who is in a team";
const BLOCKS = `**blocks** if it names a team, because ${UNREADABLE} and passing would ignore a demand.`;

/** Keys that are read and checked, and not yet in effect as the documentation of the key says. */
export const PENDING: readonly Pending[] = [
  {
    key: "approvals.teams",
    says: BLOCKS,
    demands: ({ approvals }) => [
      { where: "approvals.teams", teams: [approvals.teams, ...approvals.furtherTeams].flat() },
    ],
  },
  {
    key: "prompters.trained_team",
    says: BLOCKS,
    demands: ({ prompters }) => [{ where: "prompters.trained_team", teams: prompters.trainedTeams }],
  },
  { key: "prompters.untrained_approvals", says: "has no effect: nothing can say yet who was trained." },
  {
    key: "risk.rules[].teams",
    says: BLOCKS,
    demands: ({ risk }) => risk.rules.map(({ id, teams }) => ({ where: `risk.rules (${id}): teams`, teams })),
  },
  { key: "approvals.valid_for", says: "`diff` is treated as `commit`, which is stricter." },
  { key: "override.teams", says: "has no effect: nobody can override." },
  { key: "pushes.unreviewed", says: "has no effect: unreviewed pushes are not reported." },
  { key: "enforcement.manage", says: "has no effect: make `ai-review` a required check yourself." },
  { key: "deployments.environments", says: "has no effect: deployments are not judged." },
];

/** @returns a sentence for each demand that can't be checked, none if everything can */
export function unsupportedKeys(policy: Policy): string[] {
  const sentences = PENDING.flatMap(({ demands }) => demands?.(policy) ?? [])
    .filter(({ teams }) => teams.length > 0)
    .map(({ where, teams }) => `${where} names ${teams.join(", ")}: ${UNREADABLE}`);
  return [...new Set(sentences)];
}
