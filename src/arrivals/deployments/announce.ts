/** Where a held deployment can be countersigned: told once, and settled once it is. */
import { neededOf } from "../../core/deployment/covered.ts";
import type { PolicyInForce } from "../../core/policy.ts";
import type { WayOut } from "../../core/report/deployment.ts";
import { heldIssue, heldMark, heldText } from "../../core/report/held.ts";
import type { DeploymentJob } from "../../queue/job.ts";
import type { DeploymentStore, HeldDeployment } from "../../store/deployments.ts";
import type { JudgedDeployment } from "./collect.ts";
import type { DeploymentDoor } from "./door.ts";

interface Doors {
  readonly github: DeploymentDoor;
  readonly store: DeploymentStore;
}

/** Records who countersigned it, and closes its issue. */
export async function settle(
  job: DeploymentJob,
  { facts, judgement }: JudgedDeployment,
  inForce: PolicyInForce,
  { github, store }: Doors,
): Promise<void> {
  const { verdict, unreviewed } = judgement;
  if (unreviewed.length > 0) {
    const by = verdict.standings.flatMap((each) => (each.kind === "counts" ? [each.reviewer] : []));
    await store.keepHeld(
      job,
      unreviewed.map(({ sha }) => sha),
    );
    await store.keepHeldCountersigned(job, by, neededOf(verdict.requirements));
  }
  const held = await store.held(job.repositoryId, job.environment, job.sha);
  if (held && held.issue !== null) await github.closeIssue(job, held.issue, heldText(facts, judgement, inForce));
}

/** Where the deployment can be countersigned: in the issues that have all of it already, else in one of its own. */
export async function waysOut(
  job: DeploymentJob,
  { facts, judgement }: JudgedDeployment,
  inForce: PolicyInForce,
  hasIssues: boolean,
  { github, store }: Doors,
): Promise<WayOut[]> {
  const { verdict, unreviewed } = judgement;
  if (verdict.kind !== "waiting" || inForce.policy.mode !== "enforce") return [];
  const own = await store.held(job.repositoryId, job.environment, job.sha);
  if (!own) {
    const waiting = await waitingIssues();
    const told = new Set(waiting.flatMap(({ commits }) => commits));
    if (unreviewed.every(({ sha }) => told.has(sha))) return waiting;
  }
  await store.keepHeld(
    job,
    unreviewed.map(({ sha }) => sha),
  );
  const isRevised =
    own !== null &&
    own.issue !== null &&
    (await github.reviseIssue(job, own.issue, heldText(facts, judgement, inForce)));
  const issue = isRevised ? own.issue : await openOne(own);
  return issue === null ? [] : [{ issue, commit: job.sha }];

  /** Issues that are still there, in which some of the commits can be countersigned. */
  async function waitingIssues() {
    const open = new Set(unreviewed.map(({ sha }) => sha));
    const found: (WayOut & { readonly commits: readonly string[] })[] = [];
    for (const { issue, commit, commits, waits } of facts.reports) {
      if (!waits || issue === null || !commits.some((sha) => open.has(sha))) continue;
      if (await github.readIssue({ ...job, number: issue }, issue)) found.push({ issue, commit, commits });
    }
    return found;
  }

  /** Once, whatever happens in between: the intention is written down before. */
  async function openOne(before: HeldDeployment | null): Promise<number | null> {
    const earlier =
      before && before.issue === null && before.announcedAt !== null
        ? await github.findIssue(job, heldMark(facts), minutesBefore(before.announcedAt))
        : null;
    await store.keepOpening(job);
    const number = earlier ?? (hasIssues ? await github.openIssue(job, heldIssue(facts, judgement, inForce)) : null);
    if (number !== null) await store.keepOpened(job, number);
    return number;
  }
}

/** GitHub's clock may be a little behind. */
function minutesBefore(time: string): string {
  return new Date(Date.parse(time) - 5 * 60_000).toISOString();
}
