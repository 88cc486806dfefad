/** Deployments. https://docs.github.com/graphql/reference/objects#deployment */
import { nodeId } from "../render/node-id.ts";
import type { Deployment, DeploymentStatus } from "../state/deployment.ts";
import { actor } from "./actors.ts";
import { connection } from "./connection.ts";
import type { Fields } from "./fields.ts";
import { objectSource } from "./git.ts";

const deployment: Fields<Deployment> = {
  id: ({ id }) => nodeId("Deployment", id),
  databaseId: ({ id }) => id,
  repository: ({ repository }) => repository,
  commit: ({ repository, sha }) => objectSource(repository, sha),
  commitOid: ({ sha }) => sha,
  environment: ({ environment }) => environment,
  latestEnvironment: ({ environment }) => environment,
  originalEnvironment: ({ environment }) => environment,
  creator: ({ creator }) => actor(creator),
  createdAt: ({ createdAt }) => createdAt,
  statuses: ({ statuses }, args) => connection(statuses.toReversed(), args),
};

const deploymentStatus: Fields<DeploymentStatus> = {
  id: ({ id }) => nodeId("DeploymentStatus", id),
  deployment: (status) => status.deployment,
  state: ({ state }) => state,
  creator: ({ creator }) => actor(creator),
  createdAt: ({ createdAt }) => createdAt,
};

export const deploymentTypes = { Deployment: deployment, DeploymentStatus: deploymentStatus };
