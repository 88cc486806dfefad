/** Deployments for tests. */
import type { CountersignedWork } from "../deployment/covered.ts";
import type { DeploymentFacts } from "../deployment/facts.ts";
import type { Account, Commit, Review } from "../facts.ts";
import { account } from "./accounts.ts";

/** A deployment of these commits to `production`, which tess asked for, and which alice pushed. */
export function aDeployment(commits: readonly Commit[], changes: Partial<DeploymentFacts> = {}): DeploymentFacts {
  return {
    repository: { owner: "acme", name: "shop", nodeId: "R_1", defaultBranch: "main" },
    url: "https://github.test/acme/shop",
    environment: "production",
    sha: commits.at(-1)?.sha ?? "base",
    since: { kind: "deployment", sha: "base", at: "2026-01-01T00:00:00Z" },
    commits,
    files: [],
    requests: [],
    pushers: new Map(commits.map(({ sha }) => [sha, account("alice")])),
    reports: [],
    older: new Set(),
    requesters: [account("tess")],
    notes: [],
    teams: [],
    approvals: [],
    gaps: [],
    ...changes,
  };
}

/** The report of a push of these commits. */
export function aReport(commits: readonly string[], changes: Partial<CountersignedWork> = {}): CountersignedWork {
  const waits = (changes.by ?? []).length === 0;
  return { commit: commits.at(-1) ?? "", commits, issue: 5, waits, by: [], needed: 1, ...changes };
}

/** An approval of a commit, as somebody writes it in an issue. */
export function anApproval(author: Account, commit: string): Review {
  return {
    id: author.login,
    author,
    state: "APPROVED",
    commit,
    submittedAt: "2026-01-02T03:04:05Z",
    authorCanPush: true,
    body: "",
    url: "",
  };
}
