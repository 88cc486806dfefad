/** The whole look: the App, each account that it's installed on, each repository; and what is kept of it. */
import type { Policy } from "../core/policy.ts";
import { withOrganizationFile } from "../evaluation/organization-file.ts";
import type { Policies } from "../github/facts/policies.ts";
import type { BypassStore } from "../store/bypasses.ts";
import type { OrganizationFileStore } from "../store/organization-files.ts";
import { agentAppFindings } from "./agents.ts";
import { appFindings, installationFindings } from "./app.ts";
import { failureFindings, missingFindings } from "./deliveries.ts";
import {
  type AppFacts,
  type DeliveryLog,
  type Grants,
  type InstallationFacts,
  type Look,
  type OrganizationFacts,
  type RepositoryBrief,
  type RepositoryFacts,
  seen,
  unseen,
} from "./facts.ts";
import { couldNotLook, type Finding, inAccount, inOrder, onceSeen, THE_APP } from "./finding.ts";
import { passersOf } from "./passers.ts";
import { organizationPolicyFindings } from "./policy.ts";
import type { DoctorReads } from "./reads.ts";
import { type RepositoryMemory, readRepository, repositoryFindings } from "./repository.ts";
import { NO_MEMORY } from "./texts.ts";
import { webhookFindings } from "./webhook.ts";

export type DoctorStore = BypassStore & OrganizationFileStore;

export interface ExamineOptions {
  readonly reads: DoctorReads;
  /** Or why there is none, as the end of a sentence. */
  readonly store: DoctorStore | string;
  /** What `app.yml` asks for. */
  readonly manifest: Grants;
  /** Milliseconds. */
  readonly now: number;
  /** Only this account's installation. */
  readonly account?: string | undefined;
  /** Only this repository, `owner/name`. */
  readonly repository?: string | undefined;
  /** Only so many repositories of each account, those that were pushed to last. */
  readonly mostRepositories?: number;
  /** Asked between repositories. */
  readonly isStopped?: () => boolean;
}

export interface Examination {
  /** In order: by repository, the gravest first. */
  readonly findings: readonly Finding[];
  readonly accounts: number;
  readonly repositories: number;
  /** Repositories that weren't looked at, for there were more than so many. */
  readonly leftOut: number;
}

/** There is nothing of the kind to look at. The message says what was expected. */
export class NothingToLookAt extends Error {
  override readonly name = "NothingToLookAt";
}

/** GitHub keeps deliveries so long. https://docs.github.com/webhooks/testing-and-troubleshooting-webhooks/viewing-webhook-deliveries */
const KEPT_MS = 3 * 24 * 3_600_000;

/**
 * Looks at everything.
 *
 * @throws GitHubError if the App can't sign in
 * @throws NothingToLookAt if the App isn't installed on the account, or doesn't reach the repository
 */
export async function examine(options: ExamineOptions): Promise<Examination> {
  const { reads, manifest, now } = options;
  const app = await reads.app();
  const installations = chosen(await reads.installations(), options);
  const log = await reads.deliveries(new Date(now - KEPT_MS).toISOString());
  const findings: Finding[] = [
    ...appFindings(app, manifest),
    ...onceSeen(await reads.webhook(), "the webhook's settings", THE_APP, webhookFindings),
    ...onceSeen(log, "the webhook's deliveries", THE_APP, failureFindings),
  ];
  let [repositories, leftOut] = [0, 0];
  for (const installation of installations) {
    findings.push(...installationFindings(installation, app, manifest));
    if (installation.suspended) continue;
    const looked = await examineAccount(installation, app, log, options);
    findings.push(...looked.findings);
    repositories += looked.repositories;
    leftOut += looked.leftOut;
  }
  return { findings: inOrder(findings), accounts: installations.length, repositories, leftOut };
}

function chosen(all: readonly InstallationFacts[], { account, repository }: ExamineOptions): InstallationFacts[] {
  const wanted = account ?? repository?.split("/")[0];
  const found = all.filter((each) => wanted === undefined || each.account.toLowerCase() === wanted.toLowerCase());
  if (found.length > 0) return found;
  const there = all.map((each) => each.account).join(", ") || "nowhere";
  throw new NothingToLookAt(
    wanted === undefined
      ? "expected an installation, found none: install the App on an organisation or account first"
      : `expected the App on ${wanted}, found it ${all.length === 0 ? there : `on ${there} only`}`,
  );
}

async function examineAccount(
  installation: InstallationFacts,
  app: AppFacts,
  log: Look<DeliveryLog>,
  options: ExamineOptions,
): Promise<Omit<Examination, "accounts">> {
  const reads = options.reads.ofInstallation(installation);
  const all = await reads.repositories();
  if (all.state === "unseen") {
    const place = inAccount(installation.account);
    return { findings: [couldNotLook("the repositories", place, all.why)], repositories: 0, leftOut: 0 };
  }
  const wanted = wantedOf(all.value, options);
  const looked = wanted.slice(0, options.mostRepositories ?? wanted.length);
  const memory = memoryOf(options);
  const [owners, apps] = [await reads.owners(), await reads.apps()];
  const findings: Finding[] = [];
  const policies: Policy[] = [];
  let shownPolicy: string | null = null;
  let remembersPolicy = false;
  for (const brief of looked) {
    if (options.isStopped?.()) break;
    const facts = await readRepository(brief, reads, {
      ...memory,
      async withOrganizationFile(shown) {
        if (shown.policy.organization.state !== "absent") shownPolicy = shown.policy.organization.source;
        const found = await memory.withOrganizationFile(shown);
        remembersPolicy ||= found.policy.organization.state !== "absent";
        return found;
      },
    });
    if (facts.policy.state === "seen") policies.push(facts.policy.value.policy);
    findings.push(...repositoryFindings(facts, { owners }, app));
    if (log.state === "seen") findings.push(...missingFindings(log.value, brief, installation.changedAt, options.now));
    await keepBypasses(facts, { owners }, app, options);
  }
  const names = all.value.map(({ repo }) => repo);
  const organization = { installation, owners, apps, repositories: names, remembersPolicy, shownPolicy };
  findings.push(...agentAppFindings(organization, policies), ...organizationPolicyFindings(organization));
  return { findings, repositories: looked.length, leftOut: wanted.length - looked.length };
}

/** The newest first; an archived one can't be changed by anybody. */
function wantedOf(all: readonly RepositoryBrief[], { repository }: ExamineOptions): RepositoryBrief[] {
  const named = ({ owner, repo }: RepositoryBrief) => `${owner}/${repo}`.toLowerCase() === repository?.toLowerCase();
  const found = all.filter((each) => repository === undefined || named(each));
  if (found.length === 0 && repository !== undefined) {
    throw new NothingToLookAt(
      `expected ${repository} among the repositories that the App reaches, found it isn't there`,
    );
  }
  const inUse = found.filter(({ archived }) => !archived);
  if (inUse.length === 0 && repository !== undefined) {
    throw new NothingToLookAt(`expected ${repository} in use, found it archived: nothing can be merged there`);
  }
  return inUse.sort((a, b) => (b.pushedAt ?? "").localeCompare(a.pushedAt ?? ""));
}

function memoryOf({ store }: ExamineOptions): RepositoryMemory {
  if (typeof store === "string") {
    return {
      withOrganizationFile: async (policies) => policies,
      openChanges: async (_, numbers) => (numbers.length === 0 ? seen([]) : unseen(store, NO_MEMORY)),
    };
  }
  return {
    withOrganizationFile: (policies: Policies) => withOrganizationFile(policies, store),
    openChanges: async (repositoryId, numbers) =>
      seen(numbers.length === 0 ? [] : await store.openChanges(repositoryId, numbers)),
  };
}

/** For the check, which says without a request when a prompter could merge past it. */
async function keepBypasses(
  facts: RepositoryFacts,
  organization: Pick<OrganizationFacts, "owners">,
  app: AppFacts,
  { store }: ExamineOptions,
): Promise<void> {
  if (typeof store === "string" || facts.branches.state === "unseen" || facts.policy.state === "unseen") return;
  for (const { name } of facts.branches.value) {
    const passers = passersOf(facts, organization, name, app.id);
    if (passers.state === "unseen") continue;
    const kept = passers.value.flatMap(({ account: { id, login }, why }) =>
      id === null ? [] : [{ accountId: id, login, why }],
    );
    await store.keepBypasses(facts.brief.id, name, kept);
  }
}
