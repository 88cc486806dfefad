/**
 * Who may write and who is in which team: an approval counts by what its giver may do now, so these change verdicts without
 * any push. https://docs.github.com/webhooks/webhook-events-and-payloads
 */
import { z } from "zod";
import { type Delivery, IGNORED, type Reading, surveyInstallation, surveyRepository } from "./reading.ts";

/** A person got, lost or changed access to one repository. */
export function readMemberEvent({ action, payload }: Delivery): Reading {
  if (action !== "added" && action !== "removed" && action !== "edited") return IGNORED;
  return surveyRepository(payload, `member.${action}`);
}

/** A person joined or left a team, which may reach any repository and be named by any policy. */
export function readMembershipEvent({ action, payload }: Delivery): Reading {
  if (action !== "added" && action !== "removed") return IGNORED;
  return surveyInstallation(payload, `membership.${action}`);
}

const teamEdit = z.object({
  changes: z.object({ name: z.unknown(), repository: z.unknown(), parent: z.unknown() }).partial(),
});

/**
 * A team got, lost or changed access to one repository; or it came, went, or goes by another name, of which policies may
 * speak anywhere. What else can be edited (description, visibility, notifications) concerns no verdict.
 */
export function readTeamEvent({ action, payload }: Delivery): Reading {
  const reason = `team.${action}`;
  switch (action) {
    case "added_to_repository":
    case "removed_from_repository":
      return surveyRepository(payload, reason);
    case "created":
    case "deleted":
      return surveyInstallation(payload, reason);
    case "edited": {
      const parsed = teamEdit.safeParse(payload);
      const { name, parent, repository } = parsed.success ? parsed.data.changes : {};
      if (name !== undefined || parent !== undefined) return surveyInstallation(payload, reason);
      return repository === undefined ? IGNORED : surveyRepository(payload, reason);
    }
    default:
      return IGNORED;
  }
}

const ORGANIZATION_ACTIONS = new Set(["member_added", "member_removed", "renamed"]);

/** Members have what the organisation's base permission gives them; and policies name teams by the organisation's name. */
export function readOrganizationEvent({ action, payload }: Delivery): Reading {
  return ORGANIZATION_ACTIONS.has(action) ? surveyInstallation(payload, `organization.${action}`) : IGNORED;
}
