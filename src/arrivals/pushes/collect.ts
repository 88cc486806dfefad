/** Everything that judging a push needs, each request made only where its answer can matter. */
import { resolvePolicy } from "../../config/resolve.ts";
import { isProtectedBranch } from "../../core/branches.ts";
import type { PolicyInForce } from "../../core/policy.ts";
import { type Accounting, accountFor } from "../../core/push/account.ts";
import { approvalsOf } from "../../core/push/approve.ts";
import type { LandedRequest, PushFacts, PushMemory } from "../../core/push/facts.ts";
import { withOrganizationFile } from "../../evaluation/organization-file.ts";
import type { Comparison } from "../../github/facts/comparison.ts";
import type { PushSurroundings, TiedRequest } from "../../github/facts/push.ts";
import type { PushJob } from "../../queue/job.ts";
import type { EvidenceStore } from "../../store/evidence.ts";
import type { LandingStore, ReportedLanding } from "../../store/landings.ts";
import type { ObservationStore } from "../../store/observations.ts";
import type { OrganizationFileStore } from "../../store/organization-files.ts";
import { tipBefore } from "./before.ts";
import type { PushDoor } from "./door.ts";

export type PushStore = LandingStore &
  Pick<ObservationStore, "pushes" | "keepPushes"> &
  Pick<EvidenceStore, "recall"> &
  OrganizationFileStore;

/** Adds what GitHub ties to the push, with what was judged of it here. */
export async function withTied(
  job: PushJob,
  known: readonly LandedRequest[],
  tied: readonly TiedRequest[],
  store: LandingStore,
): Promise<LandedRequest[]> {
  const requests = new Map(known.map((request) => [request.number, request]));
  for (const request of tied) {
    const { number, head } = request;
    const before = requests.get(number);
    const verdict = before?.head === head ? before.verdict : undefined;
    requests.set(number, {
      ...request,
      mergeCommit: request.mergeCommit ?? before?.mergeCommit ?? null,
      mergedBy: request.mergedBy ?? before?.mergedBy ?? null,
      verdict: verdict ?? (await store.verdictOf(job.repositoryId, job.branch, number, head)),
    });
  }
  return [...requests.values()];
}

/** The policy that judges the push; which branches it protects is remembered. */
export async function policyFor(
  job: PushJob,
  { repository, policy, touchesPolicy }: PushSurroundings,
  store: PushStore,
): Promise<PolicyInForce> {
  const files = await withOrganizationFile({ repository, policy }, store);
  const inForce = resolvePolicy({ ...files, proposedPolicy: null });
  const { mode, branches } = inForce.policy;
  // A push that changes the policy is judged by the one before it; the next is to be judged by the new one.
  if (!touchesPolicy) {
    const { owner, defaultBranch } = repository;
    await store.keepProtection(job.repositoryId, owner, { mode, branches, defaultBranch });
  }
  return { ...inForce, touchesPolicy };
}

export function factsOf(
  job: PushJob,
  comparison: Comparison,
  around: PushSurroundings,
  requests: readonly LandedRequest[],
): PushFacts {
  return {
    repository: around.repository,
    url: around.url,
    branch: job.branch,
    before: job.before,
    after: job.head,
    forced: job.forced,
    pusher: job.pusher,
    ...comparison,
    requests,
    elsewhere: new Set(),
    touchesPolicy: around.touchesPolicy,
    notes: [],
    teams: [],
    approvals: [],
    check: around.check,
  };
}

/** Evidence that is remembered of what nobody answers for, and of the requests that were merged without passing. */
export async function memoryOf(
  job: PushJob,
  { left, bypassed }: Accounting,
  store: Pick<EvidenceStore, "recall">,
): Promise<PushMemory> {
  const { repositoryId } = job;
  const commits = left.map(({ sha }) => sha);
  const trees = left.filter(({ empty }) => !empty).map(({ tree }) => tree);
  const found = [(await store.recall({ repositoryId, number: 0, commits, trees })).evidence];
  for (const { number } of bypassed) {
    const { evidence } = await store.recall({ repositoryId, number, commits: [], trees: [] });
    found.push(evidence);
  }
  return { evidence: found.flat() };
}

/** How many other protected branches are compared with. */
const MOST_BRANCHES = 20;

/** Which of the commits that are left another protected branch had before. */
export async function withElsewhere(
  job: PushJob,
  facts: PushFacts,
  { branches }: PushSurroundings,
  { policy }: PolicyInForce,
  github: PushDoor,
  store: PushStore,
): Promise<PushFacts> {
  const { defaultBranch } = facts.repository;
  const others = branches
    .filter(({ name }) => name !== job.branch && isProtectedBranch(policy, name, defaultBranch))
    .slice(0, MOST_BRANCHES);
  const elsewhere = new Set(facts.elsewhere);
  for (const other of others) {
    const { left } = accountFor({ ...facts, elsewhere });
    if (left.length === 0) break;
    const tip = await tipBefore(job, other, github, store);
    if (tip === null) continue;
    const comparison = await github.compare(job, tip, job.head);
    if (comparison.gaps.some((gap) => gap.list === "commits")) continue;
    const missing = new Set(comparison.commits.map(({ sha }) => sha));
    for (const { sha } of left) if (!missing.has(sha)) elsewhere.add(sha);
  }
  return { ...facts, elsewhere };
}

/** Notes that agents' tools wrote beside the commits that are left. */
export async function withNotes(
  job: PushJob,
  facts: PushFacts,
  { notesRef }: PushSurroundings,
  github: PushDoor,
): Promise<PushFacts> {
  const { left } = accountFor(facts);
  if (notesRef === null || left.length === 0) return facts;
  const shas = left.map(({ sha }) => sha);
  return { ...facts, notes: await github.readNotes({ ...job, number: 0 }, notesRef, shas) };
}

/** How many people's access is asked about. */
const MOST_APPROVALS = 20;

/**
 * What people say in the report's issue, or on the commit where it has none; each with what they may do now.
 *
 * @returns also the addresses of all that GitHub shows
 */
export async function withApprovals(
  job: PushJob,
  facts: PushFacts,
  { issue }: Pick<ReportedLanding, "issue">,
  github: PushDoor,
): Promise<{ facts: PushFacts; shown: ReadonlySet<string> }> {
  const change = { ...job, number: issue ?? 0 };
  const said =
    issue === null
      ? await github.readCommitComments(job, job.head)
      : ((await github.readIssue(change, issue))?.timeline ?? []);
  const access = new Map<string, boolean>();
  const approvals: PushFacts["approvals"][number][] = [];
  for (const { author, review } of approvalsOf(said, job.head).slice(0, MOST_APPROVALS)) {
    const authorCanPush = access.get(author.login) ?? (await github.readAccess(change, author)) ?? false;
    access.set(author.login, authorCanPush);
    approvals.push({ ...review, authorCanPush });
  }
  return { facts: { ...facts, approvals }, shown: new Set(said.map((item) => ("url" in item ? item.url : item.id))) };
}
