/** An installation of the App, and what the account's owner does with it. */
import { acceptPermissions, setReach, setSuspended, uninstall } from "../state/installations.ts";
import type { Account, Installation, Permissions, World } from "../state/model.ts";
import type { RepositoryHandle } from "./repository.ts";

export interface InstallationHandle {
  readonly id: number;
  suspend(): void;
  unsuspend(): void;
  uninstall(): void;
  add(repository: RepositoryHandle): void;
  remove(repository: RepositoryHandle): void;
  /** What the account's owner has granted, from now on. */
  grant(permissions: Permissions): void;
}

export function installationHandle(world: World, installation: Installation, owner: Account): InstallationHandle {
  return {
    id: installation.id,
    suspend: () => setSuspended(world, installation, owner, true),
    unsuspend: () => setSuspended(world, installation, owner, false),
    uninstall: () => uninstall(world, installation, owner),
    add: ({ repository }) => setReach(world, installation, owner, repository, true),
    remove: ({ repository }) => setReach(world, installation, owner, repository, false),
    grant: (permissions) => acceptPermissions(world, installation, owner, { metadata: "read", ...permissions }),
  };
}
