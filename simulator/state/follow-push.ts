/** What a push means for pull requests: new heads, moved bases, and requests that end by it. */
import { isAncestor } from "../git/graph.ts";
import { announce } from "./announce.ts";
import type { PullRequest } from "./conversation.ts";
import type { World } from "./model.ts";
import type { Push } from "./push.ts";
import { allRequests, branchTip } from "./repositories.ts";
import { closeConversation, markMerged, retarget } from "./requests.ts";

/** Lets every open request whose head or base is the pushed branch follow it. */
export function followPush(world: World, push: Push): void {
  if (!push.ref.startsWith("refs/heads/")) return;
  const branch = push.ref.slice("refs/heads/".length);
  for (const request of allRequests(world).filter(({ state }) => state === "OPEN")) {
    if (request.head.repository === push.repository && request.head.ref === branch) followHead(world, request, push);
    else if (request.repository === push.repository && request.base.ref === branch) followBase(world, request, push);
  }
}

function followHead(world: World, request: PullRequest, { before, after, by, forced, ref, repository }: Push): void {
  if (after === null) {
    request.timeline.push({
      kind: "HeadRefDeletedEvent",
      id: world.nextId(),
      createdAt: world.clock.tick(),
      actor: by,
    });
    closeConversation(world, request, by);
    return;
  }
  const at = world.clock.tick();
  request.head = { ...request.head, sha: after };
  request.base = { ...request.base, sha: branchTip(request.repository, request.base.ref) ?? request.base.sha };
  request.updatedAt = at;
  if (forced && before !== null) {
    const kind = "HeadRefForcePushedEvent";
    request.timeline.push({ kind, id: world.nextId(), createdAt: at, actor: by, repository, before, after, ref });
  }
  announce(world, request, "synchronize", by, { before, after });
  // Nothing is left to merge: GitHub closes the request.
  if (isAncestor(repository.objects, after, request.base.sha)) closeConversation(world, request, by);
}

function followBase(world: World, request: PullRequest, { before, after, by, forced, ref, repository }: Push): void {
  if (after === null) {
    followDeletedBase(world, request, by);
    return;
  }
  if (forced && before !== null) {
    request.base = { ...request.base, sha: after };
    const kind = "BaseRefForcePushedEvent";
    request.timeline.push({
      kind,
      id: world.nextId(),
      createdAt: world.clock.tick(),
      actor: by,
      repository,
      before,
      after,
      ref,
    });
    return;
  }
  // Pushed past the request, or merged by hand: GitHub sees that the base has it, and calls the request merged.
  if (isAncestor(repository.objects, request.head.sha, after)) markMerged(world, request, by, request.head.sha);
}

/**
 * A request into a branch that was merged and then deleted goes where that one went; otherwise it's closed.
 * https://docs.github.com/pull-requests/collaborating-with-pull-requests/proposing-changes-to-your-work-with-pull-requests/about-branches#working-with-branches
 */
function followDeletedBase(world: World, request: PullRequest, by: Push["by"]): void {
  const parent = allRequests(world).find(
    ({ state, head }) => state === "MERGED" && head.repository === request.repository && head.ref === request.base.ref,
  );
  if (parent) retarget(world, request, by, parent.base.ref, "AutomaticBaseChangeSucceededEvent");
  else closeConversation(world, request, by);
}
