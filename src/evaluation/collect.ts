/**
 * Everything that a judgement needs beyond the first query: what the store remembers, and what GitHub tells only when it's
 * asked for. Each further request is made only where its answer can matter.
 */
import { isReplacedHeadKnown, replacedHeadsOf } from "../core/authorship/replaced-heads.ts";
import { asksToOverride } from "../core/commands/wanted.ts";
import type { Authorship } from "../core/decision.ts";
import type { Commit, FileChange, LinkedIssue, Note, PullRequestFacts, Team } from "../core/facts.ts";
import type { Command, Memory, Push } from "../core/memory.ts";
import { issueOfBranch } from "../core/people/commands.ts";
import { arrivalsOf, hasUnknownPush } from "../core/people/pushers.ts";
import type { Policy } from "../core/policy.ts";
import { teamsAsked } from "../core/requirements.ts";
import { GitHubError } from "../github/errors.ts";
import type { ChangeRef } from "../queue/job.ts";
import type { CommandStore } from "../store/commands.ts";
import type { CourtesyStore } from "../store/courtesies.ts";
import type { EvidenceStore } from "../store/evidence.ts";
import type { HeadStore } from "../store/heads.ts";
import type { ObservationStore } from "../store/observations.ts";
import { statesOf } from "./fingerprints.ts";
import { pushesElsewhere, pushesTo } from "./request-pushes.ts";

/** What can be asked of GitHub besides; one request each. */
export interface FurtherReads {
  /** Files with their old names. */
  readFiles(change: ChangeRef): Promise<readonly FileChange[]>;
  /** Commits of a replaced head that the base doesn't contain; null if GitHub can't show them. */
  readReplacedHead(change: ChangeRef, base: string, head: string): Promise<readonly Commit[] | null>;
  readTeams(change: ChangeRef, names: readonly string[]): Promise<readonly Team[]>;
  readNotes(change: ChangeRef, notesRef: string, shas: readonly string[]): Promise<readonly Note[]>;
  /** Null if there is no such issue. */
  readIssue(change: ChangeRef, issue: number): Promise<LinkedIssue | null>;
  /** Null if GitHub doesn't show them. */
  readActivity(
    change: ChangeRef,
    repository: string,
    branch: string,
    head: string,
  ): Promise<readonly (Push & { readonly id: string; readonly forced: boolean })[] | null>;
}

export interface Collected {
  readonly facts: PullRequestFacts;
  readonly memory: Memory;
}

export type MemoryStore = EvidenceStore & ObservationStore & HeadStore & CommandStore & CourtesyStore;

/** What bears on whether the request is AI-written: remembered evidence, replaced heads, notes. */
export async function collect(
  change: ChangeRef,
  facts: PullRequestFacts,
  github: FurtherReads,
  store: MemoryStore,
): Promise<Collected> {
  const pushes = await pushesTo(facts, store);
  const { repositoryId } = change;
  const { evidence, knownCommits } = await store.recall({
    repositoryId,
    number: facts.number,
    commits: facts.commits.map((commit) => commit.sha),
    trees: facts.commits
      .filter((commit) => !commit.empty && commit.tree !== facts.base.tree)
      .map((commit) => commit.tree),
  });
  const replaced: Commit[] = [];
  const lostHeads: string[] = [];
  for (const head of replacedHeadsOf(facts, pushes)) {
    if (isReplacedHeadKnown(head, facts, knownCommits)) continue;
    const commits = head.sha === null ? null : await github.readReplacedHead(change, facts.base.sha, head.sha);
    if (commits) replaced.push(...commits);
    else lostHeads.push(head.sha ?? head.id);
  }
  const all = uniqueBySha([...replaced, ...facts.commits]);
  const listed = new Set(facts.commits.map((commit) => commit.sha));
  const elsewhere = await pushesElsewhere(change, facts, all, store);
  const notes =
    facts.notesRef === null
      ? []
      : await github.readNotes(
          change,
          facts.notesRef,
          all.map((commit) => commit.sha),
        );
  const numbers = [facts.number, ...ownIssues(facts)];
  const states = await statesOf(change, facts, store);
  const answers = await store.answers(repositoryId, facts.number);
  const withdrawn = await store.withdrawn(repositoryId, facts.number);
  const comments = await store.comments(repositoryId, numbers);
  const answered = await answeredOf(change, facts, comments.commands, store);
  return {
    facts: { ...facts, notes, lostHeads, replaced: all.filter((commit) => !listed.has(commit.sha)) },
    memory: {
      pushes,
      elsewhere,
      evidence,
      knownCommits,
      answers,
      withdrawn,
      answered,
      ...states,
      ...comments,
      done: await store.doneAround(repositoryId, facts.number),
    },
  };
}

/** What was said and done on the request's issues, as far as an earlier request came of it. */
async function answeredOf(
  { repositoryId, number }: ChangeRef,
  { issues }: Pick<PullRequestFacts, "issues">,
  commands: readonly Command[],
  store: EvidenceStore,
): Promise<ReadonlySet<string>> {
  if (issues.length === 0) return new Set();
  const shown = issues.flatMap((issue) => issue.timeline.map((item) => ("url" in item ? item.url : item.id)));
  return store.answered(repositoryId, number, [...shown, ...commands.map(({ url }) => url)]);
}

/**
 * What bears only on an AI-written request: who set the agent to work on its issue, who pushed, who is in the policy's teams,
 * old names of files.
 */
export async function collectForAi(
  change: ChangeRef,
  { facts, memory }: Collected,
  authorship: Authorship,
  policy: Policy,
  github: FurtherReads,
  store: MemoryStore,
): Promise<Collected> {
  let { issues, files } = facts;
  let { pushes, commands, harmlessDeletions, answered } = memory;

  const number = issueOfBranch(facts.head.ref, authorship.agents);
  if (number !== null && !ownIssues(facts).includes(number)) {
    const issue = await github.readIssue(change, number);
    if (issue) {
      issues = [...issues, issue];
      ({ commands, harmlessDeletions } = await store.comments(change.repositoryId, [
        facts.number,
        ...ownIssues({ ...facts, issues }),
      ]));
      answered = await answeredOf(change, { issues }, commands, store);
    }
  }
  const { repository, repositoryId, ref, sha } = facts.head;
  if (
    repository !== null &&
    repositoryId !== null &&
    hasUnknownPush(facts, arrivalsOf(facts, pushes, memory.knownCommits))
  ) {
    const activity = await github.readActivity(change, repository, ref, sha);
    if (activity) {
      await store.keepPushes(repositoryId, activity);
      pushes = await pushesTo(facts, store);
    }
  }
  const named = [...new Set([...teamsAsked(policy), ...(asksToOverride(facts, memory) ? policy.override.teams : [])])];
  const teams = named.length === 0 ? facts.teams : await github.readTeams(change, named);
  // Only REST tells a renamed file's old name.
  if (files.some((file) => file.status === "renamed")) files = withOldNames(files, await github.readFiles(change));
  return {
    facts: { ...facts, issues, files, teams },
    memory: { ...memory, pushes, commands, harmlessDeletions, answered },
  };
}

/** Numbers of the request's issues in its own repository. */
function ownIssues({ issues, repository }: Pick<PullRequestFacts, "issues" | "repository">): number[] {
  const own = `${repository.owner}/${repository.name}`.toLowerCase();
  return issues.filter((issue) => issue.repository.toLowerCase() === own).map((issue) => issue.number);
}

function uniqueBySha(commits: readonly Commit[]): Commit[] {
  return [...new Map(commits.map((commit) => [commit.sha, commit])).values()];
}

/** Adds old names to the files that were judged. Those are never replaced: the other list may be of another moment. */
function withOldNames(files: PullRequestFacts["files"], named: PullRequestFacts["files"]): PullRequestFacts["files"] {
  const byPath = new Map(named.map((file) => [file.path, file]));
  return files.map((file) => {
    const same = byPath.get(file.path);
    if (file.status === "renamed" && (same?.previousPath ?? null) === null) {
      throw new GitHubError(`expected the old name of ${file.path}, got none: the files changed while they were read`);
    }
    return { ...file, previousPath: same?.previousPath ?? null, patch: same?.patch ?? null };
  });
}
