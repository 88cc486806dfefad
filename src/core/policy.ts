/** The policy after defaults and merging: what the core is asked to enforce. `config/` makes it from YAML. */
import type { Bypass, RequiredCheck } from "./required.ts";

export type Mode = "enforce" | "observe" | "off";
export type Confidence = "definitive" | "strong" | "weak";
export type BuiltinRisk = "infrastructure" | "pipeline" | "access" | "data" | "guardrails" | "dependencies";

export interface CustomAgent {
  readonly id: string;
  readonly name: string;
  readonly logins: readonly string[];
  /** Globs on addresses: `*@codegen.acme.example`. */
  readonly emails: readonly string[];
  /** Trailer keys that only this agent writes. */
  readonly trailers: readonly string[];
  /** Branch globs. */
  readonly branches: readonly string[];
  /**
   * A repository's entry under an organisation's file: it can only make more changes an agent's. Accounts and addresses that it
   * names stay those of people who may not approve, or of nobody known.
   */
  readonly onlyDetects?: boolean;
}

export interface KnownPerson {
  readonly login: string;
  readonly accounts: readonly string[];
  readonly emails: readonly string[];
  /**
   * A repository's entry under an organisation's file: it can only make more people principals. An address here makes
   * this person one, and stays an unidentified contributor's as well.
   */
  readonly onlyExcludes?: boolean;
}

/** A rule of `risk.rules`: its own class of paths, or a built-in risk (by id) made stricter. */
export interface RiskRule {
  readonly id: string;
  readonly name: string | null;
  /** Empty for a rule that names a built-in risk. */
  readonly paths: readonly string[];
  readonly level: "low" | "medium" | "high" | "critical";
  /** How many approvals a match asks for; 0 means that it only marks. */
  readonly approvals: number;
  /** `org/team` slugs; any of them. */
  readonly teams: readonly string[];
}

export interface Policy {
  readonly mode: Mode;
  /** Branch patterns; null means the default branch. */
  readonly branches: readonly string[] | null;
  readonly detection: {
    readonly minimumConfidence: Confidence;
    readonly treatEveryChangeAsAi: boolean;
    readonly declaration: "optional" | "required";
    readonly ignoreAgents: readonly string[];
    readonly automation: readonly string[];
    readonly customAgents: readonly CustomAgent[];
  };
  readonly approvals: {
    readonly required: number;
    readonly unattributed: number;
    /** `org/team` slugs that approvals must come from; empty means anyone eligible. */
    readonly teams: readonly string[];
    /** More such lists, when organisation and repository each name teams: every one must be met as well as `teams`. */
    readonly furtherTeams: readonly (readonly string[])[];
    readonly validFor: "diff" | "commit";
    readonly exclude: "principals" | "prompters";
  };
  readonly prompters: {
    /** `org/team` slugs, each of which a prompter must be in; empty means that training isn't asked for. */
    readonly trainedTeams: readonly string[];
    readonly untrainedApprovals: number;
  };
  readonly identities: { readonly machineUsers: readonly string[]; readonly people: readonly KnownPerson[] };
  readonly risk: { readonly builtin: readonly BuiltinRisk[]; readonly rules: readonly RiskRule[] };
  readonly override: { readonly teams: readonly string[] };
  readonly pushes: { readonly unreviewed: "issue" | "check" };
  readonly enforcement: { readonly manage: "ruleset" | "verify" | "off" };
  readonly deployments: { readonly environments: readonly string[] };
  readonly reviewers: { readonly request: boolean; readonly label: boolean };
}

/** Where something is wrong in a policy file. */
export interface PolicyProblem {
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  readonly message: string;
}

/** What the core is given: the policy in force, and what was wrong on the way to it. */
export interface PolicyInForce {
  readonly policy: Policy;
  /** A policy file exists (the repository's or the organisation's): without one only the check speaks. */
  readonly hasFile: boolean;
  /** The default branch's file is broken: built-in defaults hold in its place, and the check says so. */
  readonly broken: { readonly source: string; readonly problems: readonly PolicyProblem[] } | null;
  /** The request would introduce a broken policy: blocked, with annotations on its lines. */
  readonly proposed: { readonly problems: readonly PolicyProblem[] } | null;
  /** The request adds, edits or removes the policy file itself. */
  readonly touchesPolicy: boolean;
  /** Whether GitHub requires the check, as far as that was found out. */
  readonly required: RequiredCheck;
  /** Who could merge past it into the request's base, as far as that was found out. */
  readonly bypasses: readonly Bypass[];
}

/** The built-in policy: what an empty file means, and what judges where there is none. */
export const DEFAULT_POLICY: Policy = {
  mode: "enforce",
  branches: null,
  detection: {
    minimumConfidence: "strong",
    treatEveryChangeAsAi: false,
    declaration: "optional",
    ignoreAgents: [],
    automation: [],
    customAgents: [],
  },
  approvals: { required: 1, unattributed: 2, teams: [], furtherTeams: [], validFor: "diff", exclude: "principals" },
  prompters: { trainedTeams: [], untrainedApprovals: 2 },
  identities: { machineUsers: [], people: [] },
  risk: {
    builtin: ["infrastructure", "pipeline", "access", "data", "guardrails", "dependencies"],
    rules: [],
  },
  override: { teams: [] },
  pushes: { unreviewed: "issue" },
  enforcement: { manage: "ruleset" },
  deployments: { environments: [] },
  reviewers: { request: true, label: true },
};
