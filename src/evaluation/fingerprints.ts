/** Fingerprints of a request's heads: read where they can matter, kept as digests. */
import { createHash } from "node:crypto";
import type { PullRequestFacts } from "../core/facts.ts";
import type { HeadState, Push } from "../core/memory.ts";
import { boundaryOf, fileListOf, fingerprintOf, pathsOf, type Snapshot } from "../core/people/fingerprint.ts";
import { newApprovals, wantedFingerprints } from "../core/people/wanted.ts";
import type { Policy } from "../core/policy.ts";
import type { ChangeRef } from "../queue/job.ts";
import type { HeadStore } from "../store/heads.ts";
import type { Collected } from "./collect.ts";

export interface ContentReads {
  /** Files' modes and blobs at commits, by one request; a commit that GitHub can't show is missing. */
  readContents(
    change: ChangeRef,
    commits: readonly string[],
    paths: readonly string[],
  ): Promise<ReadonlyMap<string, Snapshot>>;
}

/**
 * The present head's state, and those that are remembered. A fingerprint stays with its head as long as files and boundary
 * are what they were.
 */
export async function statesOf(
  { repositoryId }: ChangeRef,
  facts: PullRequestFacts,
  store: HeadStore,
): Promise<{ heads: Map<string, HeadState>; reviewed: Map<string, HeadState> }> {
  const { heads, reviewed } = await store.headsOf(repositoryId, facts.number);
  // A cut list of files says nothing of the rest.
  if (facts.gaps.some((gap) => gap.list === "files")) {
    heads.delete(facts.head.sha);
    return { heads, reviewed };
  }
  const files = digest(fileListOf(facts.files));
  const boundary = boundaryOf(facts.commits);
  const known = heads.get(facts.head.sha);
  const same = known?.files === files && known.boundary.join() === boundary.join();
  const present = { files, boundary, fingerprint: same ? known.fingerprint : null };
  if (!same) await store.keepHead(repositoryId, facts.number, facts.head.sha, present);
  heads.set(facts.head.sha, present);
  return { heads, reviewed };
}

/**
 * Reads the fingerprints that can matter now, by one request, and keeps what newly arrived approvals were given for.
 *
 * @param moves pushes that may have changed nothing
 * @returns null if there was nothing to ask and nothing to keep
 */
export async function collectFingerprints(
  change: ChangeRef,
  { facts, memory }: Collected,
  moves: readonly Push[],
  policy: Policy,
  github: ContentReads,
  store: HeadStore,
): Promise<Collected | null> {
  const wanted = wantedFingerprints(facts, memory, moves, policy);
  const approvals = newApprovals(facts, memory, policy);
  if (wanted.length === 0 && approvals.length === 0) return null;
  const heads = new Map(memory.heads);
  if (wanted.length > 0) {
    const boundaries = wanted.flatMap((head) => heads.get(head)?.boundary ?? []);
    const paths = pathsOf(facts.files) ?? [];
    const snapshots = await github.readContents(change, [...new Set([...wanted, ...boundaries])], paths);
    for (const head of wanted) {
      const state = heads.get(head);
      if (!state) continue;
      const text = fingerprintOf(facts.files, head, state.boundary, snapshots);
      const read = { ...state, fingerprint: text === null ? "" : digest(text) };
      heads.set(head, read);
      await store.keepHead(change.repositoryId, facts.number, head, read);
    }
  }
  const reviewed = new Map(memory.reviewed);
  const present = heads.get(facts.head.sha);
  for (const review of approvals) {
    if (!present) break;
    reviewed.set(review.id, present);
    await store.keepReviewed(change.repositoryId, facts.number, review.id, present);
  }
  return { facts, memory: { ...memory, heads, reviewed } };
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
