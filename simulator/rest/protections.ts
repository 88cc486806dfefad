/** Branches, and their protection of the older kind. https://docs.github.com/rest/branches */
import { accountJson, appJson } from "../render/account.ts";
import { repositoryApiUrl } from "../render/repository.ts";
import { teamJson } from "../render/team.ts";
import type { Repository, World } from "../state/model.ts";
import type { Protection } from "../state/protection.ts";
import { Refused } from "../state/refused.ts";
import { rulesetsFor } from "../state/rules.ts";
import { type Answer, inRepository, ok, paged, type RepositoryCall, type Routes } from "./route.ts";

const HEADS = "refs/heads/";

function isProtected(repository: Repository, branch: string): boolean {
  return repository.protections.has(branch) || rulesetsFor(repository, HEADS + branch).length > 0;
}

function listBranches({ world, repository, url }: RepositoryCall): Answer {
  const names = [...repository.refs.keys()]
    .filter((ref) => ref.startsWith(HEADS))
    .map((ref) => ref.slice(HEADS.length));
  const wanted = url.searchParams.get("protected");
  const found = names.filter((name) => wanted === null || String(isProtected(repository, name)) === wanted).sort();
  return paged(url, found, (page) =>
    page.map((name) => {
      const sha = repository.refs.get(HEADS + name);
      return {
        name,
        commit: { sha, url: repositoryApiUrl(world, repository, `/commits/${sha}`) },
        protected: isProtected(repository, name),
      };
    }),
  );
}

function checksJson({ checks }: Protection) {
  if (checks === null) return {};
  const contexts = checks.map(({ context }) => context);
  return { required_status_checks: { strict: false, contexts, checks } };
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
  "GET /repos/{owner}/{repo}/branches": inRepository("contents:read", listBranches),
  "GET /repos/{owner}/{repo}/branches/{+branch}/protection": inRepository(
    "administration:read",
    ({ world, repository, params }) => {
      const branch = params.branch ?? "";
      if (!repository.refs.has(HEADS + branch)) throw new Refused(404, "Branch not found");
      const protection = repository.protections.get(branch);
      if (!protection) throw new Refused(404, "Branch not protected");
      return ok(protectionJson(world, repository, branch, protection));
    },
  ),
  "GET /repos/{owner}/{repo}/branches/{+branch}": inRepository("contents:read", ({ world, repository, params }) => {
    const name = params.branch ?? "";
    const sha = repository.refs.get(HEADS + name);
    if (sha === undefined) throw new Refused(404, "Branch not found");
    const protection = repository.protections.get(name);
    return ok({
      name,
      commit: { sha, url: repositoryApiUrl(world, repository, `/commits/${sha}`) },
      protected: isProtected(repository, name),
      protection: { enabled: protection !== undefined, ...(protection && checksJson(protection)) },
      protection_url: repositoryApiUrl(world, repository, `/branches/${name}/protection`),
    });
  }),
};
