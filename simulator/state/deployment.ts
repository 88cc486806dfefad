/** Deployments, and the workflow runs that make them. Types only; `deployments.ts` changes them. */
import type { Account, App, Environment, Repository } from "./model.ts";

/** https://docs.github.com/graphql/reference/enums#deploymentstatusstate */
export type DeploymentState = "WAITING" | "IN_PROGRESS" | "SUCCESS" | "FAILURE" | "ERROR" | "INACTIVE";

export interface DeploymentStatus {
  readonly kind: "DeploymentStatus";
  readonly id: number;
  readonly deployment: Deployment;
  readonly state: DeploymentState;
  readonly creator: Account;
  readonly createdAt: string;
}

/** https://docs.github.com/rest/deployments/deployments */
export interface Deployment {
  readonly kind: "Deployment";
  readonly id: number;
  readonly repository: Repository;
  readonly sha: string;
  /** A branch's or a tag's short name. */
  readonly ref: string;
  readonly environment: string;
  readonly creator: Account;
  readonly createdAt: string;
  /** Oldest first. */
  readonly statuses: DeploymentStatus[];
}

/** What an App's protection rule said of a job that waits for an environment. */
interface Gate {
  readonly app: App;
  state: "pending" | "approved" | "rejected";
  comment: string | null;
}

/** A workflow run with one job, which deploys. https://docs.github.com/rest/actions/workflow-runs */
export interface WorkflowRun {
  readonly id: number;
  readonly repository: Repository;
  readonly headSha: string;
  /** `refs/heads/main`, or a tag's. */
  readonly ref: string;
  readonly environment: Environment;
  readonly event: "push" | "workflow_dispatch";
  /** Whose run it was at first. */
  readonly actor: Account;
  readonly createdAt: string;
  /** Who started the present attempt. */
  triggeringActor: Account;
  attempt: number;
  status: "waiting" | "in_progress" | "completed";
  conclusion: "success" | "failure" | null;
  /** Of the present attempt. */
  deployment: Deployment;
  gates: Gate[];
}
