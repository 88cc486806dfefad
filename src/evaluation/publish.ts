/** Writes a report to its head: one writer a head at a time, and nothing where nothing changed. */
import { createHash } from "node:crypto";
import type { Report } from "../core/decision.ts";
import type { ExistingCheck } from "../core/facts.ts";
import type { ChangeRef, Place } from "../queue/job.ts";
import type { Store, WrittenCheck } from "../store/store.ts";

/** A request, or another change by the name that its check has for it. */
type CheckedChange = ChangeRef | (Place & { readonly externalId: string });

/** How a check run is written at GitHub; `existing` is a run to update in place. */
export type Publish = (
  change: Place,
  content: {
    readonly headSha: string;
    readonly externalId: string;
    readonly report: Report;
    readonly existing: { readonly id: number } | null;
  },
) => Promise<{ id: number }>;

/** What became of a report: `superseded` if there was none to write, because a newer evaluation is known. */
type Published = "written" | "unchanged" | "superseded";

export interface Publisher {
  /**
   * Publishes a report on a head, unless it is there already.
   *
   * @param onGitHub the run that the facts showed there, null if none; `unknown` if GitHub couldn't be read
   * @param report made under the head's lock, so that requests which share a head see each other's verdicts; null if
   * nothing is to be written
   */
  publish(
    change: CheckedChange,
    headSha: string,
    onGitHub: ExistingCheck | null | "unknown",
    report: () => Promise<Report | null>,
  ): Promise<Published>;
}

export function createPublisher(store: Store, publish: Publish): Publisher {
  return {
    publish: (change, headSha, onGitHub, makeReport) =>
      store.inTurn(`${change.repositoryId}:${headSha}`, async () => {
        const report = await makeReport();
        if (report === null) return "superseded";
        const digest = digestOf(report);
        const written = await store.check(change.repositoryId, headSha);
        if (isThere(written, digest, onGitHub, report)) return "unchanged";
        const { id } = await publish(change, {
          headSha,
          externalId: "externalId" in change ? change.externalId : `pr:${change.number}:${headSha}`,
          report,
          existing: runToUpdate(written, onGitHub),
        });
        const annotated = report.annotations.length > 0;
        await store.recordCheck(change.repositoryId, headSha, { checkId: id, report: digest, annotated });
        return "written";
      }),
  };
}

/** The same report was written, and GitHub still shows it: somebody may have written over it with the App's own key. */
function isThere(
  written: WrittenCheck | null,
  digest: string,
  onGitHub: ExistingCheck | null | "unknown",
  report: Report,
): boolean {
  if (written === null || written.report !== digest || onGitHub === null) return false;
  if (onGitHub === "unknown") return true;
  return onGitHub.conclusion?.toLowerCase() === report.conclusion && onGitHub.title === report.title;
}

/**
 * The run to write over. None if it has annotations, which GitHub would keep; and none if GitHub shows a newer one, which
 * it would go on showing: its record was lost, or it isn't ours.
 */
function runToUpdate(written: WrittenCheck | null, onGitHub: ExistingCheck | null | "unknown"): { id: number } | null {
  if (written === null || written.annotated) return null;
  const shown = onGitHub === "unknown" ? null : onGitHub;
  return shown !== null && shown.id > written.checkId ? null : { id: written.checkId };
}

function digestOf(report: Report): string {
  return createHash("sha256").update(JSON.stringify(report)).digest("hex");
}
