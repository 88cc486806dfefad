/** What the core concludes: types only. `verdict.ts` makes them, `report.ts` shows them. */
import type { CommandStanding } from "./commands/command.ts";
import type { AgentEvidence, PersonEvidence, PersonRef, StrangerEvidence } from "./evidence.ts";
import type { Account, Review } from "./facts.ts";
import type { Mode, PolicyProblem } from "./policy.ts";

/** Which commits of the change an agent wrote, with the signals that say so. */
export interface Authorship {
  readonly ai: boolean;
  /** Agent signals of at least the policy's confidence. */
  readonly signals: readonly AgentEvidence[];
  /** Signals below it: shown, and without consequence. */
  readonly weaker: readonly AgentEvidence[];
  /** Shas of AI-written commits, oldest first. */
  readonly commits: readonly string[];
  /** Distinct agents, the most telling first: `{ id, name }`. */
  readonly agents: readonly { readonly id: string; readonly name: string }[];
}

/** A person who may not countersign, with every reason. */
export interface Principal {
  readonly person: PersonRef;
  readonly as: "prompter" | "contributor";
  readonly evidence: readonly PersonEvidence[];
}

export interface Principals {
  readonly people: readonly Principal[];
  /** No human principal is known from authenticated evidence. */
  readonly unattributed: boolean;
  /** Addresses that belong to nobody known. */
  readonly strangers: readonly StrangerEvidence[];
}

/** Why an approval (or a person's latest review) doesn't count. */
export type Discount =
  | { readonly why: "principal"; readonly principal: Principal }
  | { readonly why: "not-human"; readonly kind: "bot" | "agent" | "machine-user" | "mannequin" | "organization" }
  | { readonly why: "no-write-access" }
  | { readonly why: "older-commit"; readonly commit: string }
  | { readonly why: "commit-unknown" }
  | { readonly why: "dismissed" }
  | { readonly why: "only-commented" }
  | { readonly why: "retargeted"; readonly from: string }
  | { readonly why: "base-rewritten" }
  | { readonly why: "author-gone" };

/** One reviewer's standing: the latest review that says something, and what becomes of it. */
export type Standing =
  | { readonly kind: "counts"; readonly reviewer: Account; readonly review: Review }
  | {
      readonly kind: "discounted";
      readonly reviewer: Account | null;
      readonly review: Review;
      readonly discount: Discount;
    }
  | { readonly kind: "objects"; readonly reviewer: Account; readonly review: Review };

/** Why something is asked for. `report/texts.ts` has the words. */
export type Reason =
  | { readonly kind: "ai" /** Names of the agents, as far as they are known. */; readonly agents: readonly string[] }
  | { readonly kind: "policy-file" | "every-change" | "declaration" | "missing-head" | "bypass" }
  | { readonly kind: "unattributed" }
  | { readonly kind: "stranger" }
  | { readonly kind: "untrained" /** None: nobody is known to have asked. */; readonly people: readonly PersonRef[] }
  | { readonly kind: "risk"; readonly name: string };

/** What must be present, and which rule asks for it. */
export interface Requirement {
  /** The rule: `approvals.required`, `approvals.unattributed`, `risk:infrastructure`… */
  readonly rule: string;
  readonly approvals: number;
  /** `org/team` slugs, any of them; empty means anyone eligible. */
  readonly teams: readonly string[];
  readonly why: Reason;
}

/** A requirement with what is there to meet it. */
export interface Met {
  readonly requirement: Requirement;
  /** Whose approvals serve it. */
  readonly by: readonly Account[];
  readonly present: number;
  readonly met: boolean;
}

/** A place where risk was found, for an annotation. */
export interface RiskFinding {
  readonly risk: string;
  readonly name: string;
  readonly level: "low" | "medium" | "high" | "critical";
  readonly path: string;
  /** 1-based; 1 where the content was not read. */
  readonly line: number;
  readonly explanation: string;
}

/** Why nothing can pass now. */
export type Block =
  | { readonly why: "changes-requested"; readonly by: readonly Account[] }
  | { readonly why: "policy-would-break"; readonly problems: readonly PolicyProblem[] }
  | { readonly why: "facts-incomplete"; readonly gaps: readonly string[] }
  | { readonly why: "teams-missing"; readonly absent: readonly string[]; readonly unreadable: readonly string[] };

interface Judged {
  readonly authorship: Authorship;
  readonly principals: Principals;
  readonly standings: readonly Standing[];
  readonly requirements: readonly Met[];
  readonly risks: readonly RiskFinding[];
  /** What comments told this App to do. */
  readonly commands: readonly CommandStanding[];
}

export type Verdict =
  /** With AI in `authorship`: people who could have approved it say in comments that there is none. */
  | ({ readonly kind: "not-ai" } & Judged)
  | ({ readonly kind: "satisfied" } & Judged)
  | ({ readonly kind: "waiting" /** How many more approvals at least. */; readonly missing: number } & Judged)
  | ({ readonly kind: "blocked"; readonly blocks: readonly Block[] } & Judged)
  | ({
      readonly kind: "overridden" /** What blocked it, if anything did. */;
      readonly blocks: readonly Block[];
    } & Judged);

export type Conclusion = "success" | "action_required" | "failure" | "neutral";

export interface Annotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly level: "notice" | "warning" | "failure";
  readonly title: string;
  readonly message: string;
}

/** A check run, ready to be written. */
export interface Report {
  readonly conclusion: Conclusion;
  /** Under 60 characters: what is missing. */
  readonly title: string;
  /** Markdown, at most 65,535 characters. */
  readonly summary: string;
  /** Markdown, the evidence; at most 65,535 characters. */
  readonly text: string;
  /** All of them; GitHub takes 50 a request, so the writer pages. */
  readonly annotations: readonly Annotation[];
  readonly mode: Mode;
}
