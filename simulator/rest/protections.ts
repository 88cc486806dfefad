/** Branch protection of the older kind, as administrators see it. https://docs.github.com/rest/branches/branch-protection */
import { accountJson, appJson } from "../render/account.ts";
import { repositoryApiUrl } from "../render/repository.ts";
import { teamJson } from "../render/team.ts";
import type { Repository, World } from "../state/model.ts";
import type { Protection } from "../state/protection.ts";
import { Refused } from "../state/refused.ts";
import { branchTip } from "../state/repositories.ts";
import { inRepository, ok, type Routes } from "./route.ts";

function checksJson({ checks }: Protection) {
  if (checks.length === 0) return {};
  const contexts = checks.map(({ context }) => context);
  const shown = checks.map(({ context, integration_id = null }) => ({ context, app_id: integration_id }));
  return { required_status_checks: { strict: false, contexts, checks: shown } };
}

function actorsJson(world: World, { users, teams, apps }: NonNullable<Protection["restrictions"]>) {
  return {
    users: users.map((user) => accountJson(world, user)),
    teams: teams.map((team) => teamJson(world, team)),
    apps: apps.map((app) => appJson(world, app)),
  };
}

function protectionJson(world: World, repository: Repository, branch: string, protection: Protection) {
  const url = repositoryApiUrl(world, repository, `/branches/${branch}/protection`);
  const { bypassPullRequests, restrictions, enforceAdmins } = protection;
  return {
    url,
    ...checksJson(protection),
    ...(bypassPullRequests && {
      required_pull_request_reviews: {
        dismiss_stale_reviews: false,
        require_code_owner_reviews: false,
        required_approving_review_count: 1,
        bypass_pull_request_allowances: actorsJson(world, bypassPullRequests),
      },
    }),
    ...(restrictions && { restrictions: { url: `${url}/restrictions`, ...actorsJson(world, restrictions) } }),
    enforce_admins: { url: `${url}/enforce_admins`, enabled: enforceAdmins },
  };
}

export const protectionRoutes: Routes = {
  "GET /repos/{owner}/{repo}/branches/{+branch}/protection": inRepository(
    "administration:read",
    ({ world, repository, params }) => {
      const branch = params.branch ?? "";
      if (branchTip(repository, branch) === null) throw new Refused(404, "Branch not found");
      const protection = repository.protections.get(branch);
      if (!protection) throw new Refused(404, "Branch not protected");
      return ok(protectionJson(world, repository, branch, protection));
    },
  ),
};
