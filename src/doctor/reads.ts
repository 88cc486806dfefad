/** GitHub as the doctor asks it. `github/doctor/` answers. */
import type { Account } from "../core/facts.ts";
import type { Rule } from "../enforcement/ruleset.ts";
import type { Policies } from "../github/facts/policies.ts";
import type {
  AppFacts,
  Collaborator,
  DeliveryLog,
  InstallationFacts,
  InstalledApp,
  Look,
  ProtectionFacts,
  RepositoryBrief,
  RulesetFacts,
  WebhookFacts,
} from "./facts.ts";

export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

export interface DoctorReads {
  /** @throws GitHubError if the App can't sign in: then there is nothing to look at */
  app(): Promise<AppFacts>;
  /** @throws GitHubError as `app` */
  installations(): Promise<InstallationFacts[]>;
  webhook(): Promise<Look<WebhookFacts>>;
  /** @param since ISO 8601 */
  deliveries(since: string): Promise<Look<DeliveryLog>>;
  ofInstallation(installation: InstallationFacts): AccountReads;
}

/** What an installation's token shows. */
export interface AccountReads {
  repositories(): Promise<Look<RepositoryBrief[]>>;
  /** None for a person's account. */
  owners(): Promise<Look<Account[]>>;
  /** None for a person's account. */
  apps(): Promise<Look<InstalledApp[]>>;
  policies(place: RepositoryName): Promise<Look<Policies>>;
  collaborators(place: RepositoryName, affiliation: "all" | "direct"): Promise<Look<Collaborator[]>>;
  branches(place: RepositoryName): Promise<Look<string[]>>;
  /** Of rulesets. */
  rules(place: RepositoryName, branch: string): Promise<Look<readonly Rule[]>>;
  /** Of rulesets and of the older branch protection, as far as a branch itself shows that. */
  rulesAndProtection(place: RepositoryName, branch: string): Promise<Look<readonly Rule[]>>;
  protection(place: RepositoryName, branch: string): Promise<Look<ProtectionFacts | null>>;
  ruleset(place: RepositoryName, id: number): Promise<Look<RulesetFacts>>;
  /** Members by `organisation/team` in lower case; a team that doesn't exist isn't there. */
  teams(names: readonly string[]): Promise<Look<ReadonlyMap<string, ReadonlySet<number>>>>;
  openRequests(place: RepositoryName): Promise<Look<number[]>>;
  environments(place: RepositoryName): Promise<Look<string[]>>;
  environmentRules(place: RepositoryName, name: string): Promise<Look<string[]>>;
}
