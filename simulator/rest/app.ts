/** The App's own endpoints: itself, its installations, their tokens. https://docs.github.com/rest/apps */
import { z } from "zod";
import { appJson } from "../render/account.ts";
import { installationJson } from "../render/installation.ts";
import { repositoryJson } from "../render/repository.ts";
import { issueToken } from "../server/credentials.ts";
import { reaches, repositoriesOf } from "../state/installations.ts";
import type { Installation, Level, Permissions, Repository, World } from "../state/model.ts";
import { Refused } from "../state/refused.ts";
import { findRepository } from "../state/repositories.ts";
import { parse } from "./input.ts";
import { asApp, type Call, ok, paged, type Routes } from "./route.ts";

function installationOf({ world, params }: Call): Installation {
  const found = world.installations.find(({ id, deleted }) => !deleted && id === Number(params.installation));
  if (!found || found.app !== world.app) throw new Refused(404, "Not Found");
  return found;
}

const LEVELS: readonly Level[] = ["read", "write", "admin"];
const level = z.enum(["read", "write", "admin"]);
const tokenRequest = z.object({
  repositories: z.array(z.string()).optional(),
  repository_ids: z.array(z.number()).optional(),
  permissions: z.record(z.string(), level).optional(),
});

/** The repositories that a token is asked for; null means all of the installation's. */
function chosen(world: World, installation: Installation, names?: string[], ids?: number[]): Set<Repository> | null {
  if (!names && !ids) return null;
  const owner = installation.account.login;
  const found = [
    ...(names ?? []).map((name) => findRepository(world, owner, name)),
    ...(ids ?? []).map((id) => world.repositories.find((each) => each.id === id) ?? null),
  ];
  const repositories = found.filter((each) => each !== null && reaches(installation, each));
  if (repositories.length < found.length) {
    throw new Refused(
      422,
      "There is at least one repository that does not exist or is not accessible to the parent installation.",
    );
  }
  return new Set(repositories.filter((each) => each !== null));
}

function createToken(call: Call) {
  const installation = installationOf(call);
  if (installation.suspendedAt !== null) throw new Refused(403, "This installation has been suspended");
  const { repositories: names, repository_ids: ids, permissions: wanted } = parse(tokenRequest, call.body);
  for (const [name, asked] of Object.entries(wanted ?? {})) {
    const given = installation.permissions[name];
    if (given === undefined || LEVELS.indexOf(given) < LEVELS.indexOf(asked)) {
      throw new Refused(422, "The permissions requested are not granted to this installation.");
    }
  }
  const permissions: Permissions = wanted ?? installation.permissions;
  const repositories = chosen(call.world, installation, names, ids);
  const body = {
    ...issueToken(call.tokens, installation, permissions, repositories),
    permissions,
    repository_selection: repositories === null && installation.repositories === null ? "all" : "selected",
    ...(repositories && { repositories: [...repositories].map((each) => repositoryJson(call.world, each)) }),
  };
  return { status: 201, body };
}

export const appRoutes: Routes = {
  "GET /app": asApp(({ world }) =>
    ok({
      ...appJson(world, world.app),
      installations_count: world.installations.filter((each) => !each.deleted).length,
    }),
  ),
  "GET /app/installations": asApp(({ world, url }) =>
    paged(
      url,
      world.installations.filter((each) => !each.deleted && each.app === world.app),
      (page) => page.map((each) => installationJson(world, each)),
    ),
  ),
  "GET /app/installations/{installation}": asApp((call) => ok(installationJson(call.world, installationOf(call)))),
  "POST /app/installations/{installation}/access_tokens": asApp(createToken),
  "GET /repos/{owner}/{repo}/installation": asApp(({ world, params }) => {
    const repository = findRepository(world, params.owner ?? "", params.repo ?? "");
    const found = world.installations.find((each) => each.app === world.app && repository && reaches(each, repository));
    if (!found) throw new Refused(404, "Not Found");
    return ok(installationJson(world, found));
  }),
  "GET /installation/repositories": ({ world, credential, url }) => {
    if (credential.kind !== "installation") throw new Refused(403, "Resource not accessible by integration");
    const { installation, repositories } = credential;
    const all = repositoriesOf(world, installation).filter((each) => repositories?.has(each) ?? true);
    return paged(url, all, (page) => ({
      total_count: all.length,
      repository_selection: installation.repositories === null && repositories === null ? "all" : "selected",
      repositories: page.map((each) => repositoryJson(world, each)),
    }));
  },
};
