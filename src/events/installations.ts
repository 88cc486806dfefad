/** The App was installed, may do something again, or reaches more: what is open there was never judged, or long ago. */
import { z } from "zod";
import type { Errand } from "../queue/job.ts";
import {
  andKeepRulesets,
  type Delivery,
  errands,
  IGNORED,
  id,
  installation,
  odd,
  type Reading,
  surveyInstallation,
} from "./reading.ts";

const ACTIONS = new Set(["created", "unsuspend", "new_permissions_accepted"]);

export function readInstallationEvent({ action, payload }: Delivery): Reading {
  if (!ACTIONS.has(action)) return IGNORED;
  const renewToken = action === "new_permissions_accepted";
  const reading = surveyInstallation(payload, `installation.${action}`, renewToken ? { renewToken } : {});
  return andKeepRulesets(reading, false);
}

const added = z.object({
  installation,
  repositories_added: z.array(z.object({ id, full_name: z.string().regex(/^[^/]+\/[^/]+$/) })),
});

/** Beyond so many repositories it costs less to survey them all together. */
const MOST_ONE_BY_ONE = 5;

export function readInstallationRepositoriesEvent({ action, payload }: Delivery): Reading {
  if (action !== "added") return IGNORED;
  const parsed = added.safeParse(payload);
  if (!parsed.success) return odd("`installation` and `repositories_added` with ids and full names");
  const { installation, repositories_added: repositories } = parsed.data;
  const reason = "installation_repositories.added";
  if (repositories.length > MOST_ONE_BY_ONE) return andKeepRulesets(surveyInstallation(payload, reason), false);
  const surveys = repositories.map(({ id, full_name }): Errand => {
    const [owner = "", repo = ""] = full_name.split("/");
    const place = { installationId: installation.id, owner, repo, repositoryId: id };
    return { kind: "survey-repository", ...place, base: null, reason };
  });
  return andKeepRulesets(errands(...surveys), false);
}
