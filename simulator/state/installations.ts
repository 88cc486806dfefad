/** Where Apps are installed, and what that lets them see. */

import { nodeId } from "../render/node-id.ts";
import { fullName } from "../render/repository.ts";
import type { Account, App, Installation, Permissions, Repository, World } from "./model.ts";

/** The App's working installation that reaches a repository. */
export function installationFor(world: World, app: App, repository: Repository): Installation | null {
  return (
    world.installations.find(
      (installation) =>
        installation.app === app && installation.suspendedAt === null && reaches(installation, repository),
    ) ?? null
  );
}

/** The App's working installation on an account. */
export function installationOn(world: World, app: App, account: Account): Installation | null {
  return (
    world.installations.find(
      (each) => each.app === app && each.account === account && !each.deleted && each.suspendedAt === null,
    ) ?? null
  );
}

/** Whether the repository is one of the installation's. */
export function reaches(installation: Installation, repository: Repository): boolean {
  const { account, repositories, deleted } = installation;
  if (deleted || repository.deleted || account !== repository.owner) return false;
  return repositories === null || repositories.has(repository);
}

/** The repositories of an installation. */
export function repositoriesOf(world: World, installation: Installation): Repository[] {
  return world.repositories.filter((repository) => reaches(installation, repository));
}

const brief = (repository: Repository) => ({
  id: repository.id,
  node_id: nodeId("Repository", repository.id),
  name: repository.name,
  full_name: fullName(repository),
  private: true,
});

function announceInstallation(world: World, installation: Installation, action: string, sender: Account): void {
  const repositories = repositoriesOf(world, installation).map(brief);
  world.emit({ event: "installation", action, sender, repository: null, installation, payload: { repositories } });
}

/** @param repositories null for all */
export function install(
  world: World,
  app: App,
  account: Account,
  by: Account,
  repositories: readonly Repository[] | null,
): Installation {
  const installation: Installation = {
    id: world.nextId(),
    app,
    account,
    createdAt: world.clock.tick(),
    permissions: app.permissions,
    repositories: repositories && new Set(repositories),
    suspendedAt: null,
    suspendedBy: null,
    deleted: false,
  };
  world.installations.push(installation);
  if (app === world.app) announceInstallation(world, installation, "created", by);
  return installation;
}

/** The account's owner grants what the App asks for. */
export function acceptPermissions(
  world: World,
  installation: Installation,
  by: Account,
  permissions: Permissions,
): void {
  installation.permissions = permissions;
  announceInstallation(world, installation, "new_permissions_accepted", by);
}

/** Suspends or unsuspends: a suspended App gets no events and no tokens. */
export function setSuspended(world: World, installation: Installation, by: Account, suspended: boolean): void {
  installation.suspendedAt = suspended ? world.clock.tick() : null;
  installation.suspendedBy = suspended ? by : null;
  announceInstallation(world, installation, suspended ? "suspend" : "unsuspend", by);
}

export function uninstall(world: World, installation: Installation, by: Account): void {
  const repositories = repositoriesOf(world, installation).map(brief);
  installation.deleted = true;
  const action = "deleted";
  world.emit({ event: "installation", action, sender: by, repository: null, installation, payload: { repositories } });
}

/** Adds a repository to an installation with chosen ones, or takes it from there. */
export function setReach(
  world: World,
  installation: Installation,
  by: Account,
  repository: Repository,
  reached: boolean,
): void {
  installation.repositories ??= new Set(repositoriesOf(world, installation));
  if (reached) installation.repositories.add(repository);
  else installation.repositories.delete(repository);
  world.emit({
    event: "installation_repositories",
    action: reached ? "added" : "removed",
    sender: by,
    repository: null,
    installation,
    payload: {
      repository_selection: "selected",
      repositories_added: reached ? [brief(repository)] : [],
      repositories_removed: reached ? [] : [brief(repository)],
      requester: null,
    },
  });
}
