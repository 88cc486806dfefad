/** GitHub as the judging of pushes needs it; one request each, unless it says more. */

import type { Account, TimelineItem } from "../../core/facts.ts";
import type { FurtherReads } from "../../evaluation/collect.ts";
import type { Publish } from "../../evaluation/publish.ts";
import type { Comparison } from "../../github/facts/comparison.ts";
import type { PushSurroundings } from "../../github/facts/push.ts";
import type { IssueText } from "../../github/issues.ts";
import type { ChangeRef, Place, PushJob } from "../../queue/job.ts";

export interface PushDoor extends Pick<FurtherReads, "readNotes" | "readTeams" | "readIssue" | "readActivity"> {
  /** One request per 100 commits. @param base a commit or a branch */
  compare(place: Place, base: string, head: string): Promise<Comparison>;
  /** What surrounds a push; null if the repository is gone. @param shas commits whose requests are asked for */
  readPush(job: PushJob, shas: readonly string[]): Promise<PushSurroundings | null>;
  /** What is said about a commit, oldest first. */
  readCommitComments(place: Place, sha: string): Promise<readonly TimelineItem[]>;
  /** Null where GitHub doesn't say. */
  readAccess(change: ChangeRef, account: Account): Promise<boolean | null>;
  /** Null where issues are switched off, or closed to this App. */
  openIssue(place: Place, text: IssueText): Promise<number | null>;
  /** @returns false if it isn't there any more */
  closeIssue(place: Place, number: number, body: string): Promise<boolean>;
  /** An issue that this App opened since a time, by what its text begins with. */
  findIssue(place: Place, mark: string, since: string): Promise<number | null>;
  /** @returns false if GitHub doesn't take it */
  commentOnCommit(place: Place, sha: string, body: string): Promise<boolean>;
  publish: Publish;
}
