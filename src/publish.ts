/** Writes a report to its head: one writer a head at a time, and nothing where nothing changed. */
import { createHash } from "node:crypto";
import type { Report } from "./core/decision.ts";
import type { ExistingCheck } from "./core/facts.ts";
import type { ChangeRef } from "./queue/job.ts";
import type { Store, WrittenCheck } from "./store/store.ts";

/** How a check run is written at GitHub; `existing` is a run to update in place. */
export type Publish = (
  change: ChangeRef,
  content: {
    readonly headSha: string;
    readonly externalId: string;
    readonly report: Report;
    readonly existing: { readonly id: number } | null;
  },
) => Promise<{ id: number }>;

export interface Publisher {
  /**
   * Publishes a report on a head, unless it is there already.
   *
   * @param onGitHub the run that the facts showed there; null if none, or if that isn't known
   * @param report made under the head's lock, so that requests which share a head see each other's verdicts
   */
  publish(
    change: ChangeRef,
    headSha: string,
    onGitHub: ExistingCheck | null,
    report: () => Promise<Report>,
  ): Promise<void>;
}

export function createPublisher(store: Store, publish: Publish): Publisher {
  const inTurn = createTurns();
  return {
    publish: (change, headSha, onGitHub, makeReport) =>
      inTurn(`${change.repositoryId}:${headSha}`, async () => {
        const report = await makeReport();
        const digest = digestOf(report);
        const written = await store.check(change.repositoryId, headSha);
        if (isThere(written, digest, onGitHub, report)) return;
        const { id } = await publish(change, {
          headSha,
          externalId: `pr:${change.number}:${headSha}`,
          report,
          existing: written && !written.annotated ? { id: written.checkId } : null,
        });
        const annotated = report.annotations.length > 0;
        await store.recordCheck(change.repositoryId, headSha, { checkId: id, report: digest, annotated });
      }),
  };
}

/** The same report was written, and GitHub still shows it: somebody may have written over it with the App's own key. */
function isThere(
  written: WrittenCheck | null,
  digest: string,
  onGitHub: ExistingCheck | null,
  report: Report,
): boolean {
  if (written === null || written.report !== digest) return false;
  if (onGitHub === null) return false;
  return onGitHub.conclusion?.toLowerCase() === report.conclusion && onGitHub.title === report.title;
}

function digestOf(report: Report): string {
  return createHash("sha256").update(JSON.stringify(report)).digest("hex");
}

/** Runs the tasks of one key one after another. */
function createTurns(): (key: string, task: () => Promise<void>) => Promise<void> {
  const last = new Map<string, Promise<void>>();
  return (key, task) => {
    const turn = (last.get(key) ?? Promise.resolve()).catch(() => {}).then(task);
    last.set(key, turn);
    const clear = () => {
      if (last.get(key) === turn) last.delete(key);
    };
    turn.then(clear, clear);
    return turn;
  };
}
