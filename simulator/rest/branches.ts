/** Branches and their protection of the older kind. https://docs.github.com/rest/branches/branches */
import { commitJson } from "../render/commit.ts";
import { repositoryApiUrl } from "../render/repository.ts";
import type { Repository, World } from "../state/model.ts";
import { Refused } from "../state/refused.ts";
import { branchTip } from "../state/repositories.ts";
import { inRepository, ok, paged, type Routes } from "./route.ts";

function protectionOf(world: World, repository: Repository, name: string) {
  const checks = repository.protections.get(name)?.checks;
  return {
    protected: checks !== undefined,
    protection: {
      enabled: checks !== undefined,
      required_status_checks: {
        enforcement_level: checks ? "non_admins" : "off",
        contexts: (checks ?? []).map(({ context }) => context),
        checks: (checks ?? []).map(({ context, integration_id = null }) => ({ context, app_id: integration_id })),
      },
    },
    protection_url: repositoryApiUrl(world, repository, `/branches/${name}/protection`),
  };
}

const HEADS = "refs/heads/";

export const branchRoutes: Routes = {
  "GET /repos/{owner}/{repo}/branches": inRepository("contents:read", ({ world, repository, url }) => {
    const names = [...repository.refs.keys()]
      .filter((ref) => ref.startsWith(HEADS))
      .map((ref) => ref.slice(HEADS.length));
    return paged(url, names.sort(), (page) =>
      page.map((name) => ({
        name,
        commit: { sha: branchTip(repository, name), url: repositoryApiUrl(world, repository, `/commits/${name}`) },
        protected: repository.protections.has(name),
      })),
    );
  }),
  "GET /repos/{owner}/{repo}/branches/{+branch}": inRepository("contents:read", ({ world, repository, params }) => {
    const { branch = "" } = params;
    const tip = branchTip(repository, branch);
    if (tip === null) throw new Refused(404, "Branch not found");
    const commit = commitJson(world, repository, tip);
    return ok({ name: branch, commit, ...protectionOf(world, repository, branch) });
  }),
};
