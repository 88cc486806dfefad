/** Deployment environments and their custom rules. https://docs.github.com/rest/deployments */
import { nodeId } from "../render/node-id.ts";
import { repositoryApiUrl } from "../render/repository.ts";
import { environmentNamed } from "../state/deployments.ts";
import { Refused } from "../state/refused.ts";
import { inRepository, ok, paged, type Routes } from "./route.ts";

export const environmentRoutes: Routes = {
  "GET /repos/{owner}/{repo}/environments": inRepository("actions:read", ({ world, repository, url }) => {
    const all = [...repository.environments.values()];
    return paged(url, all, (page) => ({
      total_count: all.length,
      environments: page.map(({ id, name, createdAt }) => ({
        id,
        node_id: nodeId("Environment", id),
        name,
        url: repositoryApiUrl(world, repository, `/environments/${encodeURIComponent(name)}`),
        html_url: `${world.url}/${repository.owner.login}/${repository.name}/deployments`,
        created_at: createdAt,
        updated_at: createdAt,
        protection_rules: [],
        deployment_branch_policy: null,
      })),
    }));
  }),
  // https://docs.github.com/rest/deployments/protection-rules#get-all-deployment-protection-rules-for-an-environment
  "GET /repos/{owner}/{repo}/environments/{environment}/deployment_protection_rules": inRepository(
    "actions:read",
    ({ world, repository, params }) => {
      const environment = environmentNamed(repository, params.environment ?? "");
      if (!environment) throw new Refused(404, "Not Found");
      return ok({
        total_count: environment.rules.length,
        custom_deployment_protection_rules: environment.rules.map(({ id, app }) => ({
          id,
          node_id: nodeId("DeploymentProtectionRule", id),
          enabled: true,
          app: {
            id: app.id,
            slug: app.slug,
            integration_url: `${world.url}/api/v3/apps/${app.slug}`,
            node_id: nodeId("App", app.id),
          },
        })),
      });
    },
  ),
};
