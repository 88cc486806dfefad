/** Tells of a push: one issue, or a comment on the commit where there are no issues; and the check. */
import type { PolicyInForce } from "../../core/policy.ts";
import type { PushFacts } from "../../core/push/facts.ts";
import type { PushJudgement } from "../../core/push/judge.ts";
import { markOf, pushComment, pushIssue } from "../../core/report/push.ts";
import type { Announcement } from "../../core/report/push-steps.ts";
import type { PushJob } from "../../queue/job.ts";
import type { Landing, LandingStore, ReportedLanding } from "../../store/landings.ts";
import type { PushDoor } from "./door.ts";

/** The push as it is remembered. */
export function landingOf({ repositoryId, branch, head, before, forced, pusher, at }: PushJob): Landing {
  return { repositoryId, branch, head, before, forced, pusher, at };
}

/**
 * Announces a push once, whatever happens in between: the intention is written down first, and where it was written before,
 * GitHub is asked for what may have come of it.
 */
export async function announce(
  job: PushJob,
  known: ReportedLanding,
  facts: PushFacts,
  judgement: PushJudgement,
  inForce: PolicyInForce,
  hasIssues: boolean,
  github: Pick<PushDoor, "findIssue" | "openIssue" | "commentOnCommit" | "readCommitComments">,
  store: Pick<LandingStore, "keepAnnouncing" | "keepAnnounced">,
): Promise<Announcement> {
  if (!inForce.hasFile) return { kind: "no-file" };
  const { policy } = inForce;
  if (known.issue !== null) return { kind: "issue", number: known.issue };
  if (known.commented) return { kind: "comment" };
  if (policy.mode !== "enforce") return { kind: "observed" };
  if (policy.pushes.unreviewed === "check") return { kind: "check" };
  const landing = landingOf(job);
  const earlier =
    known.announcedAt === null ? null : await github.findIssue(job, markOf(facts), minutesBefore(known.announcedAt));
  await store.keepAnnouncing(landing);
  const number = earlier ?? (hasIssues ? await github.openIssue(job, pushIssue(facts, judgement, inForce)) : null);
  if (number !== null) {
    await store.keepAnnounced(landing, { issue: number });
    return { kind: "issue", number };
  }
  const isThere =
    (known.announcedAt !== null && (await hasComment(job, markOf(facts), github))) ||
    (await github.commentOnCommit(job, job.head, pushComment(facts, judgement, inForce)));
  if (!isThere) return { kind: "refused" };
  await store.keepAnnounced(landing, "comment");
  return { kind: "comment" };
}

/** Whether an App's comment with this mark stands on the commit already: people can copy the mark, and must not silence it. */
async function hasComment(job: PushJob, mark: string, github: Pick<PushDoor, "readCommitComments">): Promise<boolean> {
  const comments = await github.readCommitComments(job, job.head);
  return comments.some((item) => item.kind === "comment" && item.author?.kind === "Bot" && item.body.startsWith(mark));
}

/** GitHub's clock may be a little behind. */
function minutesBefore(time: string): string {
  return new Date(Date.parse(time) - 5 * 60_000).toISOString();
}
