/** Pull requests: opened, edited, closed, opened again. */
import { isAncestor } from "../git/graph.ts";
import { requireRole } from "./access.ts";
import { announce } from "./announce.ts";
import type { Issue, PullRequest } from "./conversation.ts";
import type { Account, Repository, World } from "./model.ts";
import { invalid, Refused } from "./refused.ts";
import { branchTip } from "./repositories.ts";

export interface RequestOptions {
  readonly by: Account;
  readonly head: { readonly repository: Repository; readonly branch: string };
  readonly base: string;
  readonly title: string;
  readonly body: string;
  readonly draft: boolean;
}

/** What a new issue or request begins with. */
export function newConversation(world: World, repository: Repository, author: Account, title: string, body: string) {
  const at = world.clock.tick();
  return {
    id: world.nextId(),
    number: repository.conversations.size + 1,
    repository,
    author,
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    title,
    body,
    lastEditedAt: null,
    editor: null,
    labels: new Set<never>(),
    assignees: new Set<never>(),
    timeline: [],
  };
}

/**
 * Opens a request. https://docs.github.com/rest/pulls/pulls#create-a-pull-request
 *
 * @throws Refused (422) without the branches, without a commit between them, or if there is one already
 */
export function openRequest(world: World, repository: Repository, options: RequestOptions): PullRequest {
  const { by, head, base, title, body, draft } = options;
  requireRole(repository, by, "read", "open a pull request");
  const headSha = branchTip(head.repository, head.branch);
  const baseSha = branchTip(repository, base);
  if (headSha === null) throw invalid("PullRequest", "head", `head ${head.branch} doesn't exist`);
  if (baseSha === null) throw invalid("PullRequest", "base", `base ${base} doesn't exist`);
  if (isAncestor(repository.objects, headSha, baseSha)) {
    throw invalid("PullRequest", "head", `No commits between ${base} and ${head.branch}`);
  }
  const label = `${head.repository.owner.login}:${head.branch}`;
  for (const other of repository.conversations.values()) {
    if (other.kind !== "PullRequest" || other.state !== "OPEN" || other.base.ref !== base) continue;
    if (other.head.repository !== head.repository || other.head.ref !== head.branch) continue;
    throw invalid("PullRequest", "head", `A pull request already exists for ${label}.`);
  }
  const request: PullRequest = {
    kind: "PullRequest",
    ...newConversation(world, repository, by, title, body),
    state: "OPEN",
    isDraft: draft,
    base: { ref: base, sha: baseSha },
    head: { ref: head.branch, sha: headSha, repository: head.repository },
    reviews: [],
    reviewRequests: new Set(),
    mergedAt: null,
    mergedBy: null,
    mergeCommit: null,
  };
  repository.conversations.set(request.number, request);
  announce(world, request, "opened", by);
  return request;
}

/** Points the request at another base. */
export function retarget(
  world: World,
  request: PullRequest,
  by: Account,
  base: string,
  kind: "BaseRefChangedEvent" | "AutomaticBaseChangeSucceededEvent" = "BaseRefChangedEvent",
): void {
  const old = request.base;
  const sha = branchTip(request.repository, base);
  if (sha === null) throw invalid("PullRequest", "base", `base ${base} doesn't exist`);
  if (old.ref === base) return;
  const at = world.clock.tick();
  request.base = { ref: base, sha };
  request.updatedAt = at;
  request.timeline.push({ kind, id: world.nextId(), createdAt: at, actor: by, from: old.ref, to: base });
  announce(world, request, "edited", by, { changes: { base: { ref: { from: old.ref }, sha: { from: old.sha } } } });
}

export function closeConversation(world: World, on: Issue | PullRequest, by: Account): void {
  if (on.state !== "OPEN") throw new Refused(422, `#${on.number} is closed already`);
  const at = world.clock.tick();
  on.state = "CLOSED";
  on.closedAt = at;
  on.updatedAt = at;
  on.timeline.push({ kind: "ClosedEvent", id: world.nextId(), createdAt: at, actor: by });
  announce(world, on, "closed", by);
}

/** @throws Refused (422) if it's open, merged, or its branch is gone */
export function reopenConversation(world: World, on: Issue | PullRequest, by: Account): void {
  if (on.state !== "CLOSED") throw new Refused(422, `#${on.number} can't be reopened: it is ${on.state}`);
  if (on.kind === "PullRequest") {
    const head = branchTip(on.head.repository, on.head.ref);
    const base = branchTip(on.repository, on.base.ref);
    if (head === null || base === null) throw new Refused(422, `#${on.number} can't be reopened: a branch is gone`);
    if (!isAncestor(on.repository.objects, on.head.sha, head)) {
      throw new Refused(422, `#${on.number} can't be reopened: ${on.head.ref} was force-pushed`);
    }
    on.head = { ...on.head, sha: head };
    on.base = { ...on.base, sha: base };
  }
  const at = world.clock.tick();
  on.state = "OPEN";
  on.closedAt = null;
  on.updatedAt = at;
  on.timeline.push({ kind: "ReopenedEvent", id: world.nextId(), createdAt: at, actor: by });
  announce(world, on, "reopened", by);
}

/** @param commit that brought it into the base */
export function markMerged(world: World, request: PullRequest, by: Account, commit: string): void {
  const at = world.clock.tick();
  request.state = "MERGED";
  request.closedAt = at;
  request.mergedAt = at;
  request.updatedAt = at;
  request.mergedBy = by;
  request.mergeCommit = commit;
  const happened = { createdAt: at, actor: by };
  request.timeline.push({ kind: "MergedEvent", id: world.nextId(), ...happened, commit, ref: request.base.ref });
  request.timeline.push({ kind: "ClosedEvent", id: world.nextId(), ...happened });
  announce(world, request, "closed", by);
}
