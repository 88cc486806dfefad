/** Facts, a store in memory and a GitHub that only remembers: what tests of an evaluation need. */

import type { Report } from "../core/decision.ts";
import type { Commit, ExistingCheck, PullRequestFacts } from "../core/facts.ts";
import { UNKNOWN } from "../core/required.ts";
import { aClaudeCommit, aCommit } from "../core/testing/commit.ts";
import { aPullRequest } from "../core/testing/pull-request.ts";
import { createLog } from "../log.ts";
import type { Job } from "../queue/job.ts";
import type { BypassStore } from "../store/bypasses.ts";
import type { OrganizationFileStore } from "../store/organization-files.ts";
import type { Evaluation, Store, WrittenCheck } from "../store/store.ts";
import type { MemoryStore } from "./collect.ts";
import { createEvaluator, type GitHubDoor } from "./evaluate.ts";
import type { Publish } from "./publish.ts";

export const HEAD = "a".repeat(40);
export const OLDER = "b".repeat(40);

export function commitOf(sha: string, message = "Add a bucket"): Commit {
  return aCommit({ sha, message, parents: ["d".repeat(40)] });
}

/** Written by Claude Code: waits for a second person. */
export const byAgent = aClaudeCommit({ sha: HEAD, parents: ["d".repeat(40)] });

/** Alice's own request into `main`, without AI, at `HEAD`. */
export function factsOf(more: Partial<PullRequestFacts> = {}): PullRequestFacts {
  return aPullRequest()
    .withCommit(commitOf(HEAD))
    .touching("main.tf")
    .with({ base: { ref: "main", sha: "d".repeat(40), tree: null }, ...more })
    .facts();
}

export function policyText(text: string): PullRequestFacts["policy"] {
  const source = "acme/shop/.github/ai-review.yml";
  return { repository: { state: "present", text, oid: "e".repeat(40), source }, organization: { state: "absent" } };
}

export function jobOf(more: Partial<Job> = {}): Job {
  const change = { installationId: 1, owner: "acme", repo: "shop", repositoryId: 22, number: 7 };
  return { change, head: HEAD, reason: "test", ...more };
}

function memoryStore(): Store {
  const evaluations = new Map<string, Evaluation>();
  const checks = new Map<string, WrittenCheck>();
  let sequence = 0;
  const newestFirst = () => [...evaluations.values()].sort((a, b) => b.sequence - a.sequence);
  return {
    nextSequence: async () => ++sequence,
    async record(evaluation) {
      const key = `${evaluation.repositoryId}:${evaluation.number}`;
      if ((evaluations.get(key)?.sequence ?? 0) > evaluation.sequence) return false;
      evaluations.set(key, evaluation);
      return true;
    },
    evaluationsAt: async (repositoryId, head, numbers) =>
      newestFirst().filter((e) => e.repositoryId === repositoryId && e.head === head && numbers.includes(e.number)),
    judgedAt: async (repositoryId, head) =>
      newestFirst()
        .filter((e) => e.repositoryId === repositoryId && e.head === head)
        .map((e) => e.number),
    reportedAt: async () => [],
    lastMode: async (repositoryId) => newestFirst().find((e) => e.repositoryId === repositoryId)?.mode ?? null,
    lastHead: async (repositoryId, number) => evaluations.get(`${repositoryId}:${number}`)?.head ?? null,
    check: async (repositoryId, head) => checks.get(`${repositoryId}:${head}`) ?? null,
    async recordCheck(repositoryId, head, check) {
      checks.set(`${repositoryId}:${head}`, check);
    },
  };
}

/** A store that remembers no evidence: an evaluation has to get along with what GitHub shows. */
const forgetful: MemoryStore & OrganizationFileStore & Pick<BypassStore, "bypasses"> = {
  bypasses: async () => [],
  remember: async () => {},
  recall: async () => ({ evidence: [], knownCommits: new Set() }),
  isBase: async () => false,
  answered: async () => new Set(),
  forget: async () => 0,
  observe: async () => {},
  keepPushes: async () => {},
  pushes: async () => [],
  comments: async () => ({ commands: [], harmlessDeletions: [] }),
  headsOf: async () => ({ heads: new Map(), reviewed: new Map() }),
  keepHead: async () => {},
  keepReviewed: async () => {},
  answers: async () => new Map(),
  keepAnswer: async () => {},
  withdrawn: async () => new Set(),
  awaited: async () => [],
  settle: async () => {},
  doneAround: async () => ({ asked: false, labeled: false }),
  keepDone: async () => {},
  keepOrganizationFile: async () => {},
  organizationFiles: async () => new Map(),
};

type Written = Parameters<Publish>[1] & { readonly id: number };

/**
 * A GitHub that shows the facts it is given (an error is thrown) with the check that was last written on their head.
 */
export function evaluation(first: PullRequestFacts | Error | null) {
  const state = {
    facts: first,
    files: [] as PullRequestFacts["files"],
    /** What writing fails with. */
    refuses: null as Error | null,
    /** Runs before a read is answered. */
    beforeRead: async () => {},
  };
  const written: Written[] = [];
  const counted = { reads: 0, files: 0 };
  const outcomes: string[] = [];
  const github: GitHubDoor = {
    async read() {
      counted.reads += 1;
      const { facts } = state;
      await state.beforeRead();
      if (facts instanceof Error) throw facts;
      return facts && { ...facts, check: facts.check ?? shownOn(facts.head.sha) };
    },
    async readFiles() {
      counted.files += 1;
      return state.files;
    },
    readReplacedHead: async () => null,
    readTeams: async () => [],
    readNotes: async () => [],
    readIssue: async () => null,
    readActivity: async () => null,
    readContents: async () => new Map(),
    readAccess: async () => null,
    react: async () => true,
    findReviewers: async () => ({ people: new Map(), teams: new Map() }),
    createLabel: async () => "LA_1",
    help: async () => ({ ask: "done", label: "done", said: [] }),
    async publish(_, content) {
      if (state.refuses) throw state.refuses;
      const id = content.existing?.id ?? written.length + 100;
      written.push({ ...content, id });
      return { id };
    },
  };
  const shownOn = (head: string): ExistingCheck | null => {
    const last = written.findLast((each) => each.headSha === head);
    return last ? checkOf(last.id, last.report) : null;
  };
  const lines: string[] = [];
  const log = createLog({ level: "info", format: "json", secrets: [], write: (line) => lines.push(line) });
  const store = { ...forgetful, ...memoryStore() };
  const evaluate = createEvaluator({
    store,
    github,
    log,
    lookUpRequired: async () => UNKNOWN,
    onOutcome: (outcome) => outcomes.push(outcome),
  });
  return { state, written, counted, outcomes, store, github, evaluate, log: () => lines.join("") };
}

/** As GitHub shows a run in GraphQL: its conclusion in capitals. */
export function checkOf(id: number, report: Pick<Report, "conclusion" | "title">): ExistingCheck {
  const conclusion = report.conclusion.toUpperCase();
  return { id, status: "COMPLETED", conclusion, externalId: null, title: report.title };
}
