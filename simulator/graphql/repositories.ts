/** Repositories, and how a query begins. */
import { z } from "zod";
import { nodeId, parseNodeId } from "../render/node-id.ts";
import { fullName } from "../render/repository.ts";
import { canSee, may } from "../server/credentials.ts";
import { findAccount } from "../state/accounts.ts";
import type { PullRequest } from "../state/conversation.ts";
import type { Repository } from "../state/model.ts";
import { Refused } from "../state/refused.ts";
import { findRepository, resolveCommit } from "../state/repositories.ts";
import { connection } from "./connection.ts";
import { forbidden, notFound } from "./errors.ts";
import type { Context, Fields } from "./fields.ts";
import { objectAt, objectSource, type RefSource } from "./git.ts";
import { maySeeTeams } from "./teams.ts";

const refSource = (repository: Repository, name: string): RefSource | null =>
  repository.refs.has(name) ? { kind: "Ref", repository, name } : null;

const repository: Fields<Repository> = {
  id: ({ id }) => nodeId("Repository", id),
  databaseId: ({ id }) => id,
  name: ({ name }) => name,
  nameWithOwner: fullName,
  owner: ({ owner }) => owner,
  url: (source, _, { world }) => `${world.url}/${fullName(source)}`,
  isPrivate: () => true,
  isFork: ({ parent }) => parent !== null,
  isArchived: ({ archived }) => archived,
  isDisabled: () => false,
  hasIssuesEnabled: ({ hasIssues }) => hasIssues,
  defaultBranchRef: (source) => refSource(source, `refs/heads/${source.defaultBranch}`),
  ref: {
    args: ["qualifiedName"],
    resolve: (source, { qualifiedName }) => {
      const name = String(qualifiedName);
      return refSource(source, name.startsWith("refs/") ? name : `refs/heads/${name}`);
    },
  },
  refs: {
    args: ["refPrefix"],
    resolve: (source, args) => {
      const names = [...source.refs.keys()].filter((name) => name.startsWith(String(args.refPrefix))).sort();
      return connection(
        names.map((name) => refSource(source, name)),
        args,
      );
    },
  },
  object: {
    args: ["oid", "expression"],
    resolve: (source, { oid, expression }) => {
      if (typeof oid === "string") return objectSource(source, oid);
      const [, revision = "", path = null] = /^([^:]*)(?::(.*))?$/s.exec(String(expression)) ?? [];
      try {
        const name = revision === "HEAD" || revision === "" ? source.defaultBranch : revision;
        return objectAt(source, resolveCommit(source, name), path);
      } catch (error) {
        // What the expression names isn't there: null, and no error.
        if (error instanceof Refused) return null;
        throw error;
      }
    },
  },
  pullRequest: {
    args: ["number"],
    resolve: ({ conversations }, { number }) => {
      const found = conversations.get(Number(number));
      if (found?.kind === "PullRequest") return found;
      throw notFound(`Could not resolve to a PullRequest with the number of ${number}.`);
    },
  },
  pullRequests: {
    args: ["states", "baseRefName", "headRefName", "orderBy"],
    resolve: ({ conversations, tiesMerges }, args) => {
      const states = Array.isArray(args.states) ? args.states : null;
      const found = [...conversations.values()]
        .filter((each) => each.kind === "PullRequest")
        .filter(({ state }) => states?.includes(state) ?? true)
        .filter(({ base }) => args.baseRefName == null || base.ref === args.baseRefName)
        .filter(({ head }) => args.headRefName == null || head.ref === args.headRefName)
        .filter(({ state }) => tiesMerges || state !== "MERGED");
      return connection(inOrder(found, args.orderBy), args);
    },
  },
  label: {
    args: ["name"],
    resolve: ({ labels }, { name }) => labels.get(String(name).toLowerCase()) ?? null,
  },
  mergeQueue: {
    args: ["branch"],
    resolve: ({ mergeQueues, defaultBranch }, { branch }) => mergeQueues.get(String(branch ?? defaultBranch)) ?? null,
  },
  deployments: {
    args: ["environments", "orderBy"],
    resolve: ({ deployments }, args) => {
      const names = Array.isArray(args.environments) ? args.environments.map((name) => String(name)) : null;
      const found = deployments.filter(({ environment }) => names?.includes(environment) ?? true);
      const { direction } = deploymentOrder.parse(args.orderBy ?? { field: "CREATED_AT", direction: "ASC" });
      return connection(direction === "ASC" ? found : found.toReversed(), args);
    },
  },
  issue: {
    args: ["number"],
    resolve: ({ conversations }, { number }) => {
      const found = conversations.get(Number(number));
      if (found?.kind === "Issue") return found;
      throw notFound(`Could not resolve to an Issue with the number of ${number}.`);
    },
  },
};

/** Looks an object up by its node id. */
export function node(id: string, context: Context): unknown {
  const { world, credential } = context;
  const missing = () => notFound(`Could not resolve to a node with the global id of '${id}'`);
  const { kind, keys } = parseNodeId(id) ?? {};
  const number = Number(keys?.[0]);
  const visible = world.repositories.filter((each) => canSee(credential, each));
  const conversations = visible.flatMap((each) => [...each.conversations.values()]);
  switch (kind) {
    case "Repository":
      return visible.find((each) => each.id === number) ?? fail(missing());
    case "PullRequest":
    case "Issue": {
      const found = conversations.find((each) => each.id === number && each.kind === kind) ?? fail(missing());
      const permission = kind === "Issue" ? "issues" : "pull_requests";
      return may(credential, found.repository, permission, "read") ? found : fail(forbidden());
    }
    case "PullRequestReview": {
      const reviews = conversations.flatMap((each) => (each.kind === "PullRequest" ? each.reviews : []));
      const found = reviews.find((each) => each.id === number) ?? fail(missing());
      return may(credential, found.on.repository, "pull_requests", "read") ? found : fail(forbidden());
    }
    case "Commit": {
      const of = visible.find((each) => each.id === number) ?? fail(missing());
      const found = objectSource(of, keys?.[1] ?? "") ?? fail(missing());
      return may(credential, of, "contents", "read") ? found : fail(forbidden());
    }
    case "Label": {
      const labels = visible.flatMap((each) => [...each.labels.values()]);
      return labels.find((each) => each.id === number) ?? fail(missing());
    }
    case "Team": {
      const found = world.teams.find((each) => each.id === number) ?? fail(missing());
      return maySeeTeams(context, found.organization) ? found : fail(forbidden());
    }
    case "User":
    case "Bot":
    case "Organization":
      return world.accounts.find((each) => each.id === number && !each.deleted) ?? fail(missing());
    default:
      return fail(missing());
  }
}

function fail(error: Error): never {
  throw error;
}

const issueOrder = z.object({
  field: z.enum(["CREATED_AT", "UPDATED_AT"]),
  direction: z.enum(["ASC", "DESC"]),
});

const deploymentOrder = z.object({ field: z.literal("CREATED_AT"), direction: z.enum(["ASC", "DESC"]) });

/** Without an order: as they were opened. */
function inOrder(requests: readonly PullRequest[], by: unknown): readonly PullRequest[] {
  if (by == null) return requests;
  const { field, direction } = issueOrder.parse(by);
  const key = field === "CREATED_AT" ? "createdAt" : "updatedAt";
  const ascending = requests.toSorted((a, b) => Date.parse(a[key]) - Date.parse(b[key]));
  return direction === "ASC" ? ascending : ascending.reverse();
}

/** One that isn't there is null, with an error at its place; the others come all the same. */
function nodeOrError(id: string, context: Context): unknown {
  try {
    return node(id, context);
  } catch (error) {
    // GraphQL takes an error in a list as that of the one entry.
    return error;
  }
}

const query: Fields<unknown> = {
  repository: {
    args: ["owner", "name"],
    resolve: (_, { owner, name }, { world, credential }) => {
      const found = findRepository(world, String(owner), String(name));
      if (found && canSee(credential, found)) return found;
      throw notFound(`Could not resolve to a Repository with the name '${owner}/${name}'.`);
    },
  },
  organization: {
    args: ["login"],
    resolve: (_, { login }, { world }) => {
      const found = findAccount(world, String(login));
      if (found?.kind === "Organization") return found;
      throw notFound(`Could not resolve to an Organization with the login of '${login}'.`);
    },
  },
  user: {
    args: ["login"],
    resolve: (_, { login }, { world }) => {
      const found = findAccount(world, String(login));
      if (found?.kind === "User") return found;
      throw notFound(`Could not resolve to a User with the login of '${login}'.`);
    },
  },
  node: { args: ["id"], resolve: (_, { id }, context) => node(String(id), context) },
  nodes: {
    args: ["ids"],
    resolve: (_, { ids }, context) => {
      const wanted = Array.isArray(ids) ? ids.map(String) : [];
      // https://docs.github.com/graphql/reference/queries
      if (wanted.length > 100) throw new Refused(422, "You may not provide more than 100 node ids");
      return wanted.map((id) => nodeOrError(id, context));
    },
  },
};

export const repositoryTypes = { Query: query, Repository: repository };
