/** Repositories, and what is in all of them. */
import type { PullRequest } from "./conversation.ts";
import type { Account, Label, Repository, World } from "./model.ts";
import { Refused } from "./refused.ts";

export function createRepository(world: World, owner: Account, name: string, parent: Repository | null): Repository {
  if (!/^[\w.-]{1,100}$/.test(name))
    throw new Refused(422, `Expected a repository's name, got ${JSON.stringify(name)}`);
  if (findRepository(world, owner.login, name)) throw new Refused(422, "name already exists on this account");
  const repository: Repository = {
    kind: "Repository",
    id: world.nextId(),
    name,
    owner,
    parent,
    createdAt: world.clock.tick(),
    defaultBranch: parent?.defaultBranch ?? "main",
    objects: parent?.objects ?? new Map(),
    refs: new Map(),
    access: new Map(),
    conversations: new Map(),
    labels: new Map(),
    suites: [],
    rulesets: [],
    protections: new Map(),
    environments: new Map(),
    deployments: [],
    runs: [],
    activity: [],
    commitComments: [],
    mergeQueues: new Map(),
    hasIssues: true,
    tiesMerges: true,
    archived: false,
    deleted: false,
  };
  world.repositories.push(repository);
  return repository;
}

/** Capitals don't count in names. */
export function findRepository(world: World, owner: string, name: string): Repository | null {
  return (
    world.repositories.find(
      (repository) =>
        !repository.deleted &&
        repository.owner.login.toLowerCase() === owner.toLowerCase() &&
        repository.name.toLowerCase() === name.toLowerCase(),
    ) ?? null
  );
}

/** The pull requests of all repositories. */
export function allRequests(world: World): PullRequest[] {
  return world.repositories
    .filter(({ deleted }) => !deleted)
    .flatMap(({ conversations }) => [...conversations.values()])
    .filter((conversation) => conversation.kind === "PullRequest");
}

export function branchTip(repository: Repository, branch: string): string | null {
  return repository.refs.get(`refs/heads/${branch}`) ?? null;
}

/** @throws Refused (422) if there is one of that name, whatever its case */
export function createLabel(world: World, repository: Repository, name: string, color: string): Label {
  if (repository.labels.has(name.toLowerCase())) {
    throw new Refused(422, "Validation Failed", [{ resource: "Label", code: "already_exists", field: "name" }]);
  }
  const label = { kind: "Label", id: world.nextId(), name, color } as const;
  repository.labels.set(name.toLowerCase(), label);
  return label;
}

/** GitHub makes a label that isn't there when somebody with write access puts it on. */
export function labelOf(world: World, repository: Repository, name: string): Label {
  const key = name.toLowerCase();
  const label = repository.labels.get(key) ?? { kind: "Label" as const, id: world.nextId(), name, color: "ededed" };
  repository.labels.set(key, label);
  return label;
}

/**
 * What a name of a commit means: a full ref, a branch, a tag, or an id, whole or begun.
 *
 * @throws Refused (422, as GitHub answers for a name that it can't resolve)
 */
export function resolveCommit(repository: Repository, name: string): string {
  for (const ref of [name, `refs/${name}`, `refs/heads/${name}`, `refs/tags/${name}`]) {
    const sha = repository.refs.get(ref);
    if (sha) return sha;
  }
  if (/^[0-9a-f]{7,40}$/.test(name)) {
    for (const [oid, object] of repository.objects) if (object.type === "commit" && oid.startsWith(name)) return oid;
  }
  throw new Refused(422, `No commit found for SHA: ${name}`);
}

/** Nothing can be changed in an archived repository. */
export function setArchived(world: World, repository: Repository, by: Account, archived: boolean): void {
  repository.archived = archived;
  announceRepository(world, repository, by, archived ? "archived" : "unarchived");
}

export function setDefaultBranch(world: World, repository: Repository, by: Account, branch: string): void {
  if (branchTip(repository, branch) === null) throw new Refused(422, `The branch ${branch} was not found`);
  const from = repository.defaultBranch;
  repository.defaultBranch = branch;
  announceRepository(world, repository, by, "edited", { changes: { default_branch: { from } } });
}

/** https://docs.github.com/webhooks/webhook-events-and-payloads#repository */
function announceRepository(
  world: World,
  repository: Repository,
  sender: Account,
  action: string,
  payload: Readonly<Record<string, unknown>> = {},
): void {
  world.emit({ event: "repository", action, sender, repository, payload });
}
