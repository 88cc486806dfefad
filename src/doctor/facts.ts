/** What the doctor looks at, as plain data: what GitHub says of the App, of organisations and of repositories. */
import type { PersonRef } from "../core/evidence.ts";
import type { Account } from "../core/facts.ts";
import type { PolicyInForce } from "../core/policy.ts";
import type { Rule } from "../enforcement/ruleset.ts";

/** What could be read; or why not, as the end of a sentence: "needs `administration: read`", and how that is mended. */
export type Look<Value> =
  | { readonly state: "seen"; readonly value: Value }
  | { readonly state: "unseen"; readonly why: string; readonly mend?: string };

export const seen = <Value>(value: Value): Look<Value> => ({ state: "seen", value });
export const unseen = (why: string, mend?: string): Look<never> => ({
  state: "unseen",
  why,
  ...(mend !== undefined && { mend }),
});

/** A permission's level, as GitHub writes it. */
export type Permissions = Readonly<Record<string, string>>;

/** Permissions and events: what `app.yml` asks for, what the App has, what an installation was granted. */
export interface Grants {
  readonly permissions: Permissions;
  readonly events: readonly string[];
}

export interface AppFacts extends Grants {
  readonly id: number;
  readonly slug: string;
}

export interface WebhookFacts {
  readonly url: string | null;
  readonly contentType: string | null;
  readonly verifiesTls: boolean;
  readonly hasSecret: boolean;
}

/** One attempt of GitHub's to deliver an event. */
export interface DeliveryFacts {
  /** The same for every attempt at one event. */
  readonly guid: string;
  readonly event: string;
  /** ISO 8601. */
  readonly at: string;
  readonly succeeded: boolean;
  /** GitHub's words: `OK`, `timed out`. */
  readonly status: string;
  readonly repositoryId: number | null;
}

export interface DeliveryLog {
  readonly deliveries: readonly DeliveryFacts[];
  /** The log was read back to this time. ISO 8601. */
  readonly since: string;
}

export interface InstallationFacts extends Grants {
  readonly id: number;
  readonly account: string;
  readonly ofOrganization: boolean;
  readonly suspended: boolean;
  readonly allRepositories: boolean;
  /** When its repositories or permissions last changed. ISO 8601. */
  readonly changedAt: string;
}

/** An App on an organisation, ours or another. */
export interface InstalledApp {
  readonly appId: number;
  readonly slug: string;
  readonly permissions: Permissions;
  readonly allRepositories: boolean;
  readonly suspended: boolean;
}

export interface RepositoryBrief {
  readonly id: number;
  readonly owner: string;
  readonly repo: string;
  readonly archived: boolean;
  /** ISO 8601; null for an empty repository. */
  readonly pushedAt: string | null;
}

export const ROLES = ["read", "triage", "write", "maintain", "admin"] as const;
export type Role = (typeof ROLES)[number];

export interface Collaborator {
  readonly account: Account;
  readonly role: Role;
}

/** Who is let past a rule. */
export interface Actor {
  readonly kind: "role" | "organization-owners" | "team" | "app" | "deploy-keys" | "user";
  /** A role, a team's slug, an App's slug, a login; null where there is only one of its kind. */
  readonly name: string | null;
  /** GitHub's number; null where there is none. */
  readonly id: number | null;
}

/** Accounts, teams and Apps as the older branch protection lists them. */
export type Listed = readonly Actor[];

/** Branch protection of the older kind. */
export interface ProtectionFacts {
  /** What it requires, written as a ruleset's rules. */
  readonly rules: readonly Rule[];
  readonly enforcesAdmins: boolean;
  readonly bypassPullRequests: Listed;
  /** Who may push; null where everybody with write access may. */
  readonly restrictedTo: Listed | null;
}

/** A ruleset that holds a branch. */
export interface RulesetFacts {
  readonly id: number;
  readonly name: string;
  /** Who it belongs to: `acme/shop`, or the organisation `acme`. */
  readonly source: string;
  readonly actors: Look<readonly Actor[]>;
}

export interface BranchFacts {
  readonly name: string;
  /** Rules in force, of rulesets only. */
  readonly rules: Look<readonly Rule[]>;
  /** Null where the branch has none of the older kind. */
  readonly protection: Look<ProtectionFacts | null>;
  /** What that protection requires, as the branch itself shows it, where the protection isn't shown. */
  readonly shownRules: readonly Rule[];
}

export interface EnvironmentFacts {
  readonly name: string;
  /** Slugs of the Apps whose custom protection rules are on. */
  readonly ruleApps: Look<readonly string[]>;
}

interface OpenPrincipal {
  readonly person: PersonRef;
  readonly as: "prompter" | "contributor";
  /** Opened the request: may not approve it under any policy. */
  readonly opened: boolean;
}

/** An open request that was judged as written by AI. */
export interface OpenChange {
  readonly number: number;
  readonly principals: readonly OpenPrincipal[];
}

export interface RepositoryFacts {
  readonly brief: RepositoryBrief;
  readonly policy: Look<PolicyInForce>;
  readonly branches: Look<readonly BranchFacts[]>;
  /** How many further branches the policy protects, that weren't looked at. */
  readonly moreBranches: number;
  readonly rulesets: ReadonlyMap<number, RulesetFacts>;
  /** Everybody with access, however they came by it. */
  readonly collaborators: Look<readonly Collaborator[]>;
  /** Those who were given access to this repository by itself. */
  readonly direct: Look<readonly Collaborator[]>;
  /** Members of teams, by `organisation/team` in lower case: teams that the policy names, and those in bypass lists. */
  readonly teams: Look<ReadonlyMap<string, ReadonlySet<number>>>;
  /** Environments that the policy names and that exist here. */
  readonly environments: Look<readonly EnvironmentFacts[]>;
  readonly openChanges: Look<readonly OpenChange[]>;
}

export interface OrganizationFacts {
  readonly installation: InstallationFacts;
  readonly owners: Look<readonly Account[]>;
  readonly apps: Look<readonly InstalledApp[]>;
  /** Names of its repositories that the App sees. */
  readonly repositories: readonly string[];
  /** The store remembers a policy file of the organisation. */
  readonly remembersPolicy: boolean;
  /** The policy file that is shown: null for none. */
  readonly shownPolicy: string | null;
}
