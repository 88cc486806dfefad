/**
 * What GitHub forgets and the store keeps, as plain data: who pushed, what comments said before they were edited or
 * deleted, and the evidence of commits that are gone. It only ever adds to what the facts show.
 */
import type { CommandAnswer } from "./commands/command.ts";
import type { Evidence } from "./evidence.ts";
import type { Account } from "./facts.ts";

/** One push to a branch, by the account that GitHub authenticated. */
export interface Push {
  /** The branch's short name. */
  readonly branch: string;
  /** The head before; null where the push created the branch. */
  readonly before: string | null;
  readonly after: string;
  /** Null where the account is gone. */
  readonly actor: Account | null;
  /** ISO 8601, by GitHub's clock. */
  readonly at: string;
}

/** A comment that set agents to work, as it came: later edits and its deletion change nothing about it. */
export interface Command {
  readonly id: string;
  /** The request or the issue that it stands on. */
  readonly number: number;
  readonly author: Account | null;
  /** Ids of the agents that it addresses. */
  readonly agents: readonly string[];
  readonly at: string;
  readonly url: string;
  /** False where it came by an edit: then its author may not be who wrote the command. */
  readonly asWritten: boolean;
}

/** Somebody's comment was deleted, and the text that it always had addressed no agent. */
export interface HarmlessDeletion {
  readonly number: number;
  readonly author: Account | null;
}

/** Evidence that an earlier evaluation found, and why it bears on this change. */
export interface RememberedEvidence {
  readonly item: Evidence;
  /** The request that it was found on. */
  readonly number: number;
}

/** What a request would have merged at one of its heads. */
export interface HeadState {
  /** A digest of the changed files' paths and statuses. */
  readonly files: string;
  /** The commits that its commits stood on. */
  readonly boundary: readonly string[];
  /** A digest of the fingerprint; null where it wasn't asked for, empty where GitHub couldn't show it. */
  readonly fingerprint: string | null;
}

/** What was done around a request, so that it is done once: whoever undoes it has the last word. */
export interface DoneAround {
  readonly asked: boolean;
  readonly labeled: boolean;
}

export interface Memory {
  /** Pushes to the request's head branch, oldest first. */
  readonly pushes: readonly Push[];
  /** Pushes of the request's commits to other branches, oldest first: they may have come from there. */
  readonly elsewhere: readonly Push[];
  /** On the request and its issues. */
  readonly commands: readonly Command[];
  readonly harmlessDeletions: readonly HarmlessDeletion[];
  /** What set an agent to work on an issue for an earlier request already: ids of labels and assignments, comments' addresses. */
  readonly answered: ReadonlySet<string>;
  readonly evidence: readonly RememberedEvidence[];
  /** Commits of this request whose evidence the store has already, those of replaced heads among them. */
  readonly knownCommits: ReadonlySet<string>;
  /** The request's heads, the present one among them, by commit. */
  readonly heads: ReadonlyMap<string, HeadState>;
  /** What stood there when each approval was first seen, by the review's id. */
  readonly reviewed: ReadonlyMap<string, HeadState>;
  /** What this App answered to commands (`/ai-review …`), by the comment's node id. */
  readonly answers: ReadonlyMap<string, CommandAnswer>;
  /** Addresses of commands that were edited or deleted, whatever GitHub still shows. */
  readonly withdrawn: ReadonlySet<string>;
  readonly done: DoneAround;
}

export const NO_MEMORY: Memory = {
  pushes: [],
  elsewhere: [],
  commands: [],
  harmlessDeletions: [],
  answered: new Set(),
  evidence: [],
  knownCommits: new Set(),
  heads: new Map(),
  reviewed: new Map(),
  answers: new Map(),
  withdrawn: new Set(),
  done: { asked: false, labeled: false },
};
