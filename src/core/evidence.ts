/**
 * The one currency: evidence. Every source of facts yields items of this type; authorship, principals, attribution
 * and the report are questions asked of the list. More evidence never makes a verdict milder, authenticated
 * principals apart.
 */
import type { Confidence } from "./policy.ts";

/** What kind of fact points to an agent. */
export type SignalKind =
  | "account"
  | "author"
  | "committer"
  | "co-author"
  | "trailer"
  | "footer"
  | "branch"
  | "request-author"
  | "declaration"
  | "note"
  | "policy-file"
  | "every-change"
  | "missing-head"
  | "comment"
  | "bypass";

/** Where an item was found. */
export type Where =
  | { readonly kind: "commit"; readonly sha: string }
  | { readonly kind: "request"; readonly part: "author" | "body" | "branch" | "assignee" | "files" }
  | { readonly kind: "timeline"; readonly id: string; readonly at: string }
  | { readonly kind: "comment"; readonly id: string; readonly url: string; readonly at: string }
  | { readonly kind: "note"; readonly sha: string }
  | { readonly kind: "store"; readonly what: string }
  | { readonly kind: "policy" };

/** "This agent wrote." */
export interface AgentEvidence {
  readonly type: "agent";
  /** The catalogue's id: `kiro`, `claude-code`; `unknown` where AI is certain and its product is not. */
  readonly agent: string;
  readonly name: string;
  readonly signal: SignalKind;
  /** What was seen, short enough to show: a trailer line, a login, a branch. */
  readonly value: string;
  readonly confidence: Confidence;
  readonly where: Where;
  /** GitHub vouches for it: not text that anyone could have written. */
  readonly authenticated: boolean;
}

/** A person as far as a fact names one. People are compared by numeric id where both have it, else by login. */
export interface PersonRef {
  readonly id: number | null;
  readonly login: string | null;
  readonly email: string | null;
  readonly name: string | null;
  /** GitHub itself named the account. Else login and number are what a text says, and may be anybody's. */
  readonly isAccount: boolean;
}

/** What the person did. */
export type PersonRole =
  | "opened the request"
  | "authored"
  | "committed"
  | "co-authored"
  | "pushed"
  | "merged"
  | "requested the deployment"
  | "named as requester"
  | "assigned to the agent's request"
  | "asked the agent in a comment"
  | "set the agent to work by a label"
  | "set the agent to work by an assignment"
  | "named in a git note"
  | "named in a comment";

/** "This person is a principal." */
export interface PersonEvidence {
  readonly type: "person";
  readonly person: PersonRef;
  readonly as: "prompter" | "contributor";
  readonly role: PersonRole;
  /** The agent that the person prompted, when one is known. */
  readonly agent: string | null;
  readonly where: Where;
  readonly authenticated: boolean;
}

/** An address of a commit that belongs to nobody known: it could be the reviewer. */
export interface StrangerEvidence {
  readonly type: "stranger";
  readonly role: "authored" | "committed" | "co-authored";
  readonly name: string;
  readonly email: string;
  readonly where: Where;
}

export type Evidence = AgentEvidence | PersonEvidence | StrangerEvidence;

/** Each item once, at its first place. What is remembered of a request says again what the request still shows. */
export function distinct<Item extends Evidence>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item, withSortedKeys), item])).values()];
}

/** A store may give an object's keys in another order. */
function withSortedKeys(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
