/** What a policy asks for beyond what this version does. */
import type { Policy } from "../core/policy.ts";

/**
 * Demands that can't be checked: each blocks, as passing without them would pass what the policy forbids. Keys that
 * only grant something (`override.teams`) or act outside the check's verdict are not among them; the documentation
 * lists those as not yet in effect.
 *
 * @returns a sentence for each key, none if everything can be checked
 */
export function unsupportedKeys({ approvals, prompters, risk }: Policy): string[] {
  const sentences: string[] = [];
  const demand = (key: string, teams: readonly string[]) => {
    sentences.push(`${key} names ${teams.join(", ")}: this version can't read who is in a team`);
  };
  const required = [approvals.teams, ...approvals.furtherTeams].flat();
  if (required.length > 0) demand("approvals.teams", required);
  if (prompters.trainedTeams.length > 0) demand("prompters.trained_team", prompters.trainedTeams);
  for (const { id, teams } of risk.rules) {
    if (teams.length > 0) demand(`risk.rules (${id}): teams`, teams);
  }
  return [...new Set(sentences)];
}
