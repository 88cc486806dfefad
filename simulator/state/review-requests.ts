/** Who is asked for a review. https://docs.github.com/rest/pulls/review-requests */
import { accountJson } from "../render/account.ts";
import { teamJson } from "../render/team.ts";
import { hasRole, requireRole } from "./access.ts";
import { announce } from "./announce.ts";
import type { PullRequest } from "./conversation.ts";
import type { Account, Team, World } from "./model.ts";
import { Refused } from "./refused.ts";

/**
 * Asks people and teams, in this order.
 *
 * @param union false takes everybody else off the list
 * @throws Refused (422) for the author, or for somebody who can't see the repository; then nobody is asked
 */
export function requestReviews(
  world: World,
  request: PullRequest,
  by: Account,
  reviewers: readonly (Account | Team)[],
  union: boolean,
): void {
  requireRole(request.repository, by, "triage", "ask for a review");
  for (const reviewer of reviewers) requireAskable(request, reviewer);
  if (!union) {
    for (const asked of [...request.reviewRequests]) {
      if (!reviewers.includes(asked)) removeReviewRequest(world, request, by, asked);
    }
  }
  for (const reviewer of reviewers) {
    if (request.reviewRequests.has(reviewer)) continue;
    request.reviewRequests.add(reviewer);
    request.updatedAt = world.clock.tick();
    announce(world, request, "review_requested", by, extra(world, reviewer));
  }
}

export function removeReviewRequest(world: World, request: PullRequest, by: Account, reviewer: Account | Team): void {
  requireRole(request.repository, by, "triage", "take a review request back");
  if (!request.reviewRequests.delete(reviewer)) return;
  request.updatedAt = world.clock.tick();
  announce(world, request, "review_request_removed", by, extra(world, reviewer));
}

function extra(world: World, reviewer: Account | Team) {
  return reviewer.kind === "Team"
    ? { requested_team: teamJson(world, reviewer) }
    : { requested_reviewer: accountJson(world, reviewer) };
}

function requireAskable({ author, repository }: PullRequest, reviewer: Account | Team): void {
  if (reviewer === author) throw new Refused(422, "Review cannot be requested from pull request author.");
  const known =
    reviewer.kind === "Team" ? reviewer.organization === repository.owner : hasRole(repository, reviewer, "read");
  if (known) return;
  const name = `${repository.owner.login}/${repository.name}`;
  throw new Refused(
    422,
    `Reviews may only be requested from collaborators. One or more of the users or teams you specified is not a collaborator of the ${name} repository.`,
  );
}
