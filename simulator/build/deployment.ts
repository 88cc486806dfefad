/** A workflow run that deploys, as people see it. */
import type { WorkflowRun } from "../state/deployment.ts";
import { finishRun, forceRun, rerun } from "../state/deployments.ts";
import type { Account, World } from "../state/model.ts";

export interface NewDeployment {
  /** Who pushed, or pressed the button. */
  readonly by: Account;
  readonly environment: string;
  /** A branch, or a ref by its full name; the default branch unless it's given. */
  readonly ref?: string;
  /** The ref's tip unless it's given: also of a commit that GitHub doesn't have any more. */
  readonly sha?: string;
  readonly event?: WorkflowRun["event"];
}

export interface DeploymentHandle {
  readonly runId: number;
  /** What the App under test said of it; `pending` before that. */
  readonly answer: "pending" | "approved" | "rejected";
  /** What it said with that. */
  readonly comment: string;
  readonly status: WorkflowRun["status"];
  /** The job ends. */
  finish(conclusion?: "success" | "failure"): void;
  /** "Re-run failed jobs". */
  rerun(by: Account): void;
  /** An administrator's button: "Start all waiting jobs". */
  force(by: Account): void;
}

export function deploymentHandle(world: World, run: WorkflowRun): DeploymentHandle {
  const gate = () => run.gates.find(({ app }) => app === world.app);
  return {
    runId: run.id,
    get answer() {
      return gate()?.state ?? "pending";
    },
    get comment() {
      return gate()?.comment ?? "";
    },
    get status() {
      return run.status;
    },
    finish: (conclusion = "success") => finishRun(world, run, conclusion),
    rerun: (by) => rerun(world, run, by),
    force: (by) => forceRun(world, run, by),
  };
}
