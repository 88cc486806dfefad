/** Judges a deployment. Pure: the same facts, policy and memory always give the same judgement. */
import { authorshipOf } from "../authorship/authorship.ts";
import { rule } from "../authorship/rules.ts";
import { commitSignals } from "../authorship/signals.ts";
import type { Standing, Verdict } from "../decision.ts";
import { distinct, type Evidence, type PersonEvidence } from "../evidence.ts";
import type { Account, Commit } from "../facts.ts";
import { humanness, personOf } from "../people/identity.ts";
import type { Policy, PolicyInForce } from "../policy.ts";
import { type Accounting, accountFor } from "../push/account.ts";
import { conclude } from "../push/conclude.ts";
import type { PushFacts } from "../push/facts.ts";
import { gatherPushEvidence } from "../push/gather.ts";
import { isCovered, isOneOf } from "./covered.ts";
import type { DeploymentFacts, DeploymentMemory } from "./facts.ts";

export interface DeploymentJudgement {
  /** Commits that no request which passed, and no countersignature, answers for; whoever wrote them. */
  readonly left: readonly Commit[];
  /** Those of them that AI wrote, oldest first. */
  readonly unreviewed: readonly Commit[];
  /** GitHub may know in a while to which request one of them belongs. */
  readonly mayBeTied: boolean;
  /** Of what is unreviewed: `not-ai` where that is nothing. */
  readonly verdict: Verdict;
  /** Who countersigned some of it, and doesn't count because they asked for the deployment. */
  readonly setAside: readonly Account[];
}

/** What nobody answers for yet. */
export function accountForDeployment(facts: DeploymentFacts, policy: Policy): Accounting {
  const covered = facts.reports.filter((report) => isCovered(report, facts.requesters, policy));
  const elsewhere = new Set([...facts.older, ...covered.flatMap(({ commits }) => commits)]);
  return accountFor({ ...facts, elsewhere });
}

/** The commits that AI wrote and nobody answers for are judged as a request of just those commits would be. */
export function judgeDeployment(
  facts: DeploymentFacts,
  inForce: PolicyInForce,
  memory: DeploymentMemory,
): DeploymentJudgement {
  const { policy } = inForce;
  const accounting = accountForDeployment(facts, policy);
  const evidenceOf = (commits: readonly Commit[]) => evidenceAbout(commits, facts, accounting, memory, policy);
  const unreviewed = accounting.left.filter((commit) => authorshipOf(evidenceOf([commit]), policy).ai);
  const open = new Set(unreviewed.map(({ sha }) => sha));
  const tied = new Set([
    ...accounting.bypassed.flatMap(({ number }) => [...(accounting.brought.get(number) ?? [])]),
    // Before it was reported GitHub had been asked often enough.
    ...facts.reports.flatMap(({ commits }) => commits),
  ]);
  const verdict = conclude(
    evidenceOf(unreviewed),
    { ...facts, ref: facts.environment, commits: unreviewed },
    inForce,
    (standing) => withoutRequesters(standing, facts, policy),
  );
  return {
    left: accounting.left,
    unreviewed,
    mayBeTied: accounting.mayBeTied && unreviewed.some(({ sha }) => !tied.has(sha)),
    verdict,
    setAside: facts.reports
      .filter(({ commits }) => commits.some((sha) => open.has(sha)))
      .flatMap(({ by }) => by.filter((account) => isOneOf(account, facts.requesters, policy))),
  };
}

/** Those of older commits that carry a mark of AI. */
export function writtenByAi(commits: readonly Commit[], policy: Policy): Commit[] {
  return commits.filter((commit) => authorshipOf(commitSignals(commit, policy), policy).ai);
}

/** What facts and memory say of some commits that nobody answers for. */
function evidenceAbout(
  commits: readonly Commit[],
  facts: DeploymentFacts,
  accounting: Accounting,
  { ofCommits, ofRequests }: DeploymentMemory,
  policy: Policy,
): Evidence[] {
  const shas = new Set(commits.map(({ sha }) => sha));
  const bypassed = accounting.bypassed.filter(({ number }) => hasAny(accounting.brought.get(number), shas));
  const numbers = new Set(bypassed.map(({ number }) => number));
  const evidence = [
    ...ofRequests.filter(({ number }) => numbers.has(number)),
    ...commits.flatMap(({ sha }) => ofCommits.get(sha) ?? []),
  ];
  const reports = facts.reports.filter((each) => each.waits || each.by.length > 0);
  const own = reports.filter((report) => report.commits.some((sha) => shas.has(sha)));
  return distinct([
    ...gatherPushEvidence(asPush(facts), { ...accounting, left: commits, bypassed }, { evidence }, policy),
    // It was found to be AI's when it was reported, for whichever reason.
    ...own.map(({ commit }) => rule("bypass", `${commit.slice(0, 7)} was reported`, { kind: "commit", sha: commit })),
    ...commits.flatMap(({ sha }) => took("pushed", facts.pushers.get(sha) ?? null, sha, policy)),
    ...bypassed.flatMap(({ mergedBy, mergeCommit }) => took("merged", mergedBy, mergeCommit ?? facts.sha, policy)),
  ]);
}

function hasAny(some: ReadonlySet<string> | undefined, others: ReadonlySet<string>): boolean {
  return some !== undefined && [...others].some((each) => some.has(each));
}

/** Who brought commits: GitHub authenticated them. */
function took(role: "pushed" | "merged", account: Account | null, sha: string, policy: Policy): PersonEvidence[] {
  if (account === null) return [];
  const kind = humanness(account, policy);
  if (kind !== "human" && kind !== "machine-user") return [];
  const where = { kind: "commit", sha } as const;
  return [
    { type: "person", person: personOf(account), as: "contributor", role, agent: null, where, authenticated: true },
  ];
}

function asPush({ repository, url, sha, commits, files, requests, notes, gaps }: DeploymentFacts): PushFacts {
  return {
    repository,
    url,
    branch: repository.defaultBranch,
    before: null,
    after: sha,
    forced: false,
    pusher: null,
    commits,
    files,
    requests,
    elsewhere: new Set(),
    touchesPolicy: false,
    notes,
    teams: [],
    approvals: [],
    gaps,
    check: null,
  };
}

/** Who asked for a deployment doesn't countersign it, whatever part they had in its commits. */
function withoutRequesters(standing: Standing, { requesters, sha }: DeploymentFacts, policy: Policy): Standing {
  if (standing.kind !== "counts" || !isOneOf(standing.reviewer, requesters, policy)) return standing;
  const { reviewer, review } = standing;
  const person = personOf(reviewer);
  const item: PersonEvidence = {
    type: "person",
    person,
    as: "contributor",
    role: "requested the deployment",
    agent: null,
    where: { kind: "commit", sha },
    authenticated: true,
  };
  const principal = { person, as: "contributor", evidence: [item] } as const;
  return { kind: "discounted", reviewer, review, discount: { why: "principal", principal } };
}
