/** All REST endpoints that are simulated. */
import { appRoutes } from "./app.ts";
import { branchRoutes } from "./branches.ts";
import { checkRoutes } from "./checks.ts";
import { collaboratorRoutes } from "./collaborators.ts";
import { commitCommentRoutes } from "./commit-comments.ts";
import { deliveryRoutes } from "./deliveries.ts";
import { deploymentRoutes } from "./deployments.ts";
import { environmentRoutes } from "./environments.ts";
import { issueRoutes } from "./issues.ts";
import { organizationRoutes } from "./organizations.ts";
import { protectionRoutes } from "./protections.ts";
import { pullRoutes } from "./pulls.ts";
import { reactionRoutes } from "./reactions.ts";
import { repositoryRoutes } from "./repositories.ts";
import type { Routes } from "./route.ts";
import { rulesetRoutes } from "./rulesets.ts";

/** In this order the first that fits answers: `commits/{+ref}` takes what no longer path took. */
export const routes: Routes = {
  ...appRoutes,
  ...deliveryRoutes,
  ...organizationRoutes,
  ...protectionRoutes,
  ...environmentRoutes,
  ...deploymentRoutes,
  ...checkRoutes,
  ...commitCommentRoutes,
  ...pullRoutes,
  ...issueRoutes,
  ...reactionRoutes,
  ...rulesetRoutes,
  ...branchRoutes,
  ...collaboratorRoutes,
  ...repositoryRoutes,
};
