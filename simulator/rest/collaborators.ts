/** Who has access to a repository. https://docs.github.com/rest/collaborators/collaborators */
import { accountJson } from "../render/account.ts";
import { roleOf } from "../state/access.ts";
import type { Account, Repository, Role, World } from "../state/model.ts";
import { Refused } from "../state/refused.ts";
import { inRepository, paged, type Routes } from "./route.ts";

const RANK: readonly Role[] = ["read", "triage", "write", "maintain", "admin"];

function collaboratorJson(world: World, repository: Repository, account: Account) {
  const role = roleOf(repository, account) ?? "read";
  const may = (least: Role) => RANK.indexOf(role) >= RANK.indexOf(least);
  const permissions = {
    pull: true,
    triage: may("triage"),
    push: may("write"),
    maintain: may("maintain"),
    admin: may("admin"),
  };
  return { ...accountJson(world, account), permissions, role_name: role };
}

export const collaboratorRoutes: Routes = {
  // Everybody with access, the organisation's owners among them; `direct` only those who were given it here.
  "GET /repos/{owner}/{repo}/collaborators": inRepository("metadata:read", ({ world, repository, url }) => {
    const affiliation = url.searchParams.get("affiliation") ?? "all";
    if (url.searchParams.has("permission") || affiliation === "outside") {
      throw new Refused(501, "not simulated: this filter of collaborators");
    }
    const people = world.accounts.filter(
      (account) =>
        account.kind === "User" &&
        !account.deleted &&
        (repository.access.has(account.id) || (affiliation === "all" && repository.owner.owners.has(account))),
    );
    return paged(url, people, (page) => page.map((account) => collaboratorJson(world, repository, account)));
  }),
};
