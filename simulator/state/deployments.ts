/** What happens with deployments: a run waits for an environment's rules, an App answers, the job ends. */
import { announceProtectionRule } from "./announce.ts";
import type { Deployment, DeploymentState, WorkflowRun } from "./deployment.ts";
import type { Account, App, Environment, Repository, World } from "./model.ts";
import { Refused } from "./refused.ts";

/** Capitals don't count in an environment's name. */
export function environmentNamed(repository: Repository, name: string): Environment | null {
  for (const environment of repository.environments.values()) {
    if (environment.name.toLowerCase() === name.toLowerCase()) return environment;
  }
  return null;
}

/** A workflow that names an environment which isn't there makes it, without any rule. */
function environmentOf(world: World, repository: Repository, name: string): Environment {
  const known = environmentNamed(repository, name);
  if (known) return known;
  const made: Environment = { id: world.nextId(), name, createdAt: world.clock.tick(), rules: [] };
  repository.environments.set(name, made);
  return made;
}

interface NewDeployment {
  readonly sha: string;
  readonly ref: string;
  readonly environment: string;
  readonly creator: Account;
}

export function createDeployment(world: World, repository: Repository, given: NewDeployment): Deployment {
  const deployment: Deployment = {
    kind: "Deployment",
    id: world.nextId(),
    repository,
    ...given,
    createdAt: world.clock.tick(),
    statuses: [],
  };
  repository.deployments.push(deployment);
  return deployment;
}

/**
 * A deployment that succeeded makes those before it to the same environment inactive.
 * https://docs.github.com/rest/deployments/statuses#create-a-deployment-status
 */
export function addStatus(world: World, deployment: Deployment, state: DeploymentState, creator: Account): void {
  const add = (to: Deployment, what: DeploymentState) => {
    const createdAt = world.clock.tick();
    to.statuses.push({
      kind: "DeploymentStatus",
      id: world.nextId(),
      deployment: to,
      state: what,
      creator,
      createdAt,
    });
  };
  add(deployment, state);
  if (state !== "SUCCESS") return;
  for (const other of deployment.repository.deployments) {
    const same = other !== deployment && other.environment.toLowerCase() === deployment.environment.toLowerCase();
    if (same && other.statuses.at(-1)?.state === "SUCCESS") add(other, "INACTIVE");
  }
}

interface NewRun {
  readonly by: Account;
  readonly sha: string;
  readonly ref: string;
  readonly environment: string;
  readonly event: WorkflowRun["event"];
}

const shortRef = (ref: string) => ref.replace(/^refs\/(heads|tags)\//, "");

/** Starts a workflow whose job names an environment, which asks the Apps whose rules are on there. */
export function startRun(world: World, repository: Repository, { by, sha, ref, environment, event }: NewRun) {
  const target = environmentOf(world, repository, environment);
  const run: WorkflowRun = {
    id: world.nextId(),
    repository,
    headSha: sha,
    ref,
    environment: target,
    event,
    actor: by,
    createdAt: world.clock.tick(),
    triggeringActor: by,
    attempt: 1,
    status: "in_progress",
    conclusion: null,
    deployment: createDeployment(world, repository, { sha, ref: shortRef(ref), environment, creator: by }),
    gates: [],
  };
  repository.runs.push(run);
  ask(world, run);
  return run;
}

/** "Re-run failed jobs": the same run, another attempt, and another deployment. */
export function rerun(world: World, run: WorkflowRun, by: Account): void {
  if (run.status !== "completed") throw new Refused(403, "This workflow is already running");
  const { repository, headSha: sha, ref } = run;
  run.attempt += 1;
  run.triggeringActor = by;
  run.conclusion = null;
  run.deployment = createDeployment(world, repository, {
    sha,
    ref: shortRef(ref),
    environment: run.environment.name,
    creator: by,
  });
  ask(world, run);
}

function ask(world: World, run: WorkflowRun): void {
  run.gates = run.environment.rules.map(({ app }) => ({ app, state: "pending", comment: null }));
  run.status = run.gates.length > 0 ? "waiting" : "in_progress";
  addStatus(world, run.deployment, run.gates.length > 0 ? "WAITING" : "IN_PROGRESS", run.triggeringActor);
  if (run.gates.some(({ app }) => app === world.app)) announceProtectionRule(world, run);
}

/** An App answers for its own rule. @throws Refused (422) where the run waits for nothing of it */
export function answerGate(
  world: World,
  run: WorkflowRun,
  app: App,
  account: Account,
  state: "approved" | "rejected",
  comment: string | null,
): void {
  const gate = run.status === "waiting" ? run.gates.find((each) => each.app === app) : undefined;
  if (gate?.state !== "pending")
    throw new Refused(422, "There are no pending deployment requests to approve or reject");
  gate.state = state;
  gate.comment = comment;
  if (state === "rejected") end(world, run, "failure", account);
  else if (run.gates.every((each) => each.state === "approved")) go(world, run, account);
}

function go(world: World, run: WorkflowRun, by: Account): void {
  run.status = "in_progress";
  addStatus(world, run.deployment, "IN_PROGRESS", by);
}

function end(world: World, run: WorkflowRun, conclusion: "success" | "failure", by: Account): void {
  run.status = "completed";
  run.conclusion = conclusion;
  addStatus(world, run.deployment, conclusion === "success" ? "SUCCESS" : "FAILURE", by);
}

/** The job ends. */
export function finishRun(world: World, run: WorkflowRun, conclusion: "success" | "failure"): void {
  if (run.status !== "in_progress") throw new Refused(422, `The run ${run.id} is ${run.status}`);
  end(world, run, conclusion, run.triggeringActor);
}

/** An administrator starts the job although its rules haven't let it. */
export function forceRun(world: World, run: WorkflowRun, by: Account): void {
  if (run.status !== "waiting") throw new Refused(422, `The run ${run.id} is ${run.status}`);
  go(world, run, by);
}
