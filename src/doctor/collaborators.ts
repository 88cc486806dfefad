/** People with access of their own, beside the teams that the policy relies on. */
import { humanness } from "../core/people/identity.ts";
import type { Policy } from "../core/policy.ts";
import { teamsAsked } from "../core/requirements.ts";
import type { RepositoryFacts } from "./facts.ts";
import { type Finding, finding, inRepository, onceSeen } from "./finding.ts";

/** Every team that the policy names: demands, training, risks and overrides. */
export function teamsOf(policy: Policy): string[] {
  return [...new Set([...teamsAsked(policy), ...policy.override.teams].map((team) => team.toLowerCase()))];
}

/** Nothing to find where the policy names no team. One finding a repository, however many they are. */
export function collaboratorFindings({ brief, direct, teams }: RepositoryFacts, policy: Policy): Finding[] {
  const named = teamsOf(policy);
  if (named.length === 0) return [];
  const place = inRepository(brief);
  return [
    ...onceSeen(direct, "who was given access to the repository", place, (people) => [
      ...onceSeen(teams, "the teams that the policy names", place, (known) => {
        const isMember = (id: number | null) => named.some((team) => known.get(team)?.has(id ?? -1));
        const outside = people.filter(
          ({ account, role }) =>
            role !== "read" && role !== "triage" && humanness(account, policy) === "human" && !isMember(account.id),
        );
        if (outside.length === 0) return [];
        const who = outside.map(({ account }) => account.login);
        const names = who.map((login) => `@${login}`).join(", ");
        const says = `${names} can write by ${who.length === 1 ? "an invitation of their own" : "invitations of their own"}, in none of ${named.join(", ")}.`;
        return [finding("collaborator-outside-teams", place, { says, who })];
      }),
    ]),
  ];
}
