/** One judgement of a merge queue's group: who is in it, and has each of them passed? */
import { resolvePolicy } from "../config/resolve.ts";
import { isProtectedBranch } from "../core/branches.ts";
import { type GroupedRequest, holding, membersOf } from "../core/group/group.ts";
import { groupReport, unseenGroup } from "../core/report/group.ts";
import { switchedOff } from "../core/report/special.ts";
import { withOrganizationFile } from "../evaluation/organization-file.ts";
import type { Publish, Publisher } from "../evaluation/publish.ts";
import { GitHubError } from "../github/errors.ts";
import type { GroupSurroundings } from "../github/facts/merge-group.ts";
import type { GroupJob, Job } from "../queue/job.ts";
import type { Lane } from "../queue/lane.ts";
import type { LandingStore } from "../store/landings.ts";
import type { MergeGroupStore } from "../store/merge-groups.ts";
import type { OrganizationFileStore } from "../store/organization-files.ts";

export interface GroupDoor {
  /** One request. Null if the repository is gone. */
  readMergeGroup(job: GroupJob): Promise<GroupSurroundings | null>;
  publish: Publish;
}

export interface GroupOptions {
  readonly github: GroupDoor;
  readonly store: MergeGroupStore & Pick<LandingStore, "verdictOf"> & OrganizationFileStore;
  readonly publisher: Publisher;
  readonly changes: Pick<Lane<Job>, "enqueue">;
}

/** How often GitHub is asked for a group that it doesn't show: its replicas may not know of it yet. */
const ASK_AGAIN = 4;

/**
 * A request counts by what was last judged of it. Each is judged afresh when its own group is new; and whenever one is
 * judged, the groups that have it are judged again.
 *
 * @returns what came of it, for the log
 */
export async function judgeMergeGroup(
  job: GroupJob,
  attempt: number,
  { github, store, publisher, changes }: GroupOptions,
): Promise<string> {
  const { repositoryId, branch, head } = job;
  if (!job.isNew && (await store.group(repositoryId, head)) === null) return "gone";
  const around = await github.readMergeGroup(job);
  if (!around) throw new GitHubError("GitHub says that there is no such repository", { permanent: true });
  const { repository, policy } = around;
  const inForce = resolvePolicy({
    ...(await withOrganizationFile({ repository, policy }, store)),
    proposedPolicy: null,
  });
  if (!isProtectedBranch(inForce.policy, branch, repository.defaultBranch)) return "unprotected";
  const publish = (report: ReturnType<typeof unseenGroup>) =>
    publisher.publish({ ...job, externalId: `group:${head}` }, head, around.check, async () => report);
  if (inForce.policy.mode === "off") {
    await publish(switchedOff(inForce));
    return "off";
  }
  const members = membersOf(around.entries, head);
  if (members === null) {
    if (attempt < ASK_AGAIN) throw new GitHubError("GitHub's queue has no entry for this group: it lags behind");
    await publish(unseenGroup(inForce));
    return "unseen";
  }
  await store.keepGroup(
    repositoryId,
    { branch, head },
    members.map(({ number }) => number),
  );
  const requests: GroupedRequest[] = [];
  for (const { number, requestHead } of members) {
    requests.push({ number, verdict: await store.verdictOf(repositoryId, branch, number, requestHead) });
  }
  await publish(groupReport(branch, requests, inForce));
  const newest = job.isNew ? members.at(-1)?.number : undefined;
  for (const { number, verdict } of requests) {
    if (verdict !== "unknown" && number !== newest) continue;
    await changes.enqueue({
      change: { ...placeOf(job), number },
      head: null,
      reason: `merge group ${head.slice(0, 7)}`,
    });
  }
  return holding(requests).length === 0 ? "passes" : "held";
}

function placeOf({ installationId, owner, repo, repositoryId }: GroupJob) {
  return { installationId, owner, repo, repositoryId };
}
