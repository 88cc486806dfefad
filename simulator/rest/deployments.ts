/** Workflow runs that deploy, and an App's answers to them. https://docs.github.com/rest/actions/workflow-runs */
import { z } from "zod";
import { deploymentJson, runJson } from "../render/deployment.ts";
import type { WorkflowRun } from "../state/deployment.ts";
import { addStatus, answerGate, createDeployment } from "../state/deployments.ts";
import { Refused } from "../state/refused.ts";
import { resolveCommit } from "../state/repositories.ts";
import { actorOf } from "./actor.ts";
import { parse } from "./input.ts";
import { inRepository, ok, type RepositoryCall, type Routes } from "./route.ts";

/**
 * A comment is Markdown of at most 1,024 characters.
 * https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/create-custom-protection-rules
 */
const answer = z.object({
  environment_name: z.string(),
  state: z.enum(["approved", "rejected"]),
  comment: z.string().max(1024).optional(),
});

const newDeployment = z.object({ ref: z.string(), environment: z.string().default("production") });
const newStatus = z.object({ state: z.enum(["success", "failure", "error", "in_progress"]) });

function runOf({ repository, params }: RepositoryCall): WorkflowRun {
  const found = repository.runs.find(({ id }) => id === Number(params.run));
  if (!found) throw new Refused(404, "Not Found");
  return found;
}

export const deploymentRoutes: Routes = {
  "GET /repos/{owner}/{repo}/actions/runs/{run}": inRepository("actions:read", (call) =>
    ok(runJson(call.world, runOf(call))),
  ),
  "POST /repos/{owner}/{repo}/actions/runs/{run}/deployment_protection_rule": inRepository(
    "deployments:write",
    (call) => {
      const { environment_name, state, comment } = parse(answer, call.body);
      const run = runOf(call);
      if (call.credential.kind !== "installation") throw new Refused(403, "Resource not accessible by integration");
      if (run.environment.name.toLowerCase() !== environment_name.toLowerCase()) throw new Refused(404, "Not Found");
      answerGate(call.world, run, call.credential.installation.app, actorOf(call), state, comment ?? null);
      return { status: 204, body: undefined };
    },
  ),
  "POST /repos/{owner}/{repo}/deployments": inRepository("deployments:write", (call) => {
    const { ref, environment } = parse(newDeployment, call.body);
    const { world, repository } = call;
    const sha = resolveCommit(repository, ref);
    const made = createDeployment(world, repository, { sha, ref, environment, creator: actorOf(call) });
    return { status: 201, body: deploymentJson(world, made) };
  }),
  "POST /repos/{owner}/{repo}/deployments/{deployment}/statuses": inRepository("deployments:write", (call) => {
    const { state } = parse(newStatus, call.body);
    const { world, repository, params } = call;
    const found = repository.deployments.find(({ id }) => id === Number(params.deployment));
    if (!found) throw new Refused(404, "Not Found");
    const is = { success: "SUCCESS", failure: "FAILURE", error: "ERROR", in_progress: "IN_PROGRESS" } as const;
    addStatus(world, found, is[state], actorOf(call));
    return { status: 201, body: { state, deployment_url: deploymentJson(world, found).url } };
  }),
};
