/** All types of GitHub's schema that are simulated. */
import { actorTypes } from "./actors.ts";
import { checkTypes } from "./checks.ts";
import { deploymentTypes } from "./deployments.ts";
import type { Types } from "./fields.ts";
import { gitTypes } from "./git.ts";
import { mergeQueueTypes } from "./merge-queues.ts";
import { mutationTypes } from "./mutations.ts";
import { repositoryTypes } from "./repositories.ts";
import { requestTypes } from "./requests.ts";
import { teamTypes } from "./teams.ts";
import { timelineTypes } from "./timeline.ts";

export const types: Types = {
  ...repositoryTypes,
  ...mutationTypes,
  ...actorTypes,
  ...gitTypes,
  ...mergeQueueTypes,
  ...deploymentTypes,
  ...checkTypes,
  ...requestTypes,
  ...timelineTypes,
  ...teamTypes,
};
