/** What GraphQL writes. https://docs.github.com/graphql/reference/mutations */
import { z } from "zod";
import { actorOf } from "../rest/actor.ts";
import { may } from "../server/credentials.ts";
import type { PullRequest } from "../state/conversation.ts";
import { setLabel } from "../state/editing.ts";
import type { Account, Label, Repository, Team } from "../state/model.ts";
import { requestReviews } from "../state/review-requests.ts";
import { forbidden, notFound } from "./errors.ts";
import { type Args, type Context, type Fields, shown } from "./fields.ts";
import { node } from "./repositories.ts";

const ids = z.array(z.string()).nullish();
const mutationId = z.string().nullish();
const reviewsInput = z.object({
  clientMutationId: mutationId,
  pullRequestId: z.string(),
  userIds: ids,
  teamIds: ids,
  union: z.boolean().nullish(),
});
const labelsInput = z.object({ clientMutationId: mutationId, labelableId: z.string(), labelIds: z.array(z.string()) });

type Nodes = { readonly PullRequest: PullRequest; readonly User: Account; readonly Team: Team; readonly Label: Label };

/** The object of this kind: GitHub names the kind that it expected when an id is of another. */
function find<Kind extends keyof Nodes>(kind: Kind, id: string, context: Context): Nodes[Kind] {
  const found = node(id, context);
  if (typeof found === "object" && found !== null && "kind" in found && found.kind === kind)
    return found as Nodes[Kind];
  throw notFound(`Could not resolve to ${kind} node with the global id of '${id}'.`);
}

function requireWrite({ credential }: Context, repository: Repository, permission: string): void {
  if (!may(credential, repository, permission, "write")) throw forbidden();
}

function ask(args: Args, context: Context) {
  const { clientMutationId = null, pullRequestId, userIds, teamIds, union } = reviewsInput.parse(args.input);
  const request = find("PullRequest", pullRequestId, context);
  requireWrite(context, request.repository, "pull_requests");
  const users = (userIds ?? []).map((id) => find("User", id, context));
  const teams = (teamIds ?? []).map((id) => find("Team", id, context));
  const actor = actorOf(context);
  requestReviews(context.world, request, actor, [...users, ...teams], union ?? false);
  return shown({ clientMutationId, actor, pullRequest: request });
}

function addLabels(args: Args, context: Context) {
  const { clientMutationId = null, labelableId, labelIds } = labelsInput.parse(args.input);
  const request = find("PullRequest", labelableId, context);
  requireWrite(context, request.repository, "pull_requests");
  const labels = labelIds.map((id) => find("Label", id, context));
  for (const { name } of labels) setLabel(context.world, request, actorOf(context), name, true);
  return shown({ clientMutationId, labelable: request });
}

const mutation: Fields<unknown> = {
  requestReviews: { args: ["input"], resolve: (_, args, context) => ask(args, context) },
  addLabelsToLabelable: { args: ["input"], resolve: (_, args, context) => addLabels(args, context) },
};

export const mutationTypes = { Mutation: mutation };
