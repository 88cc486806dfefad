/** What AI assistants themselves may do: their Apps on an organisation, their accounts in repositories. */
import type { Account } from "../core/facts.ts";
import { agentOfAccount } from "../core/people/identity.ts";
import { DEFAULT_POLICY, type Policy } from "../core/policy.ts";
import type { InstalledApp, OrganizationFacts, RepositoryFacts } from "./facts.ts";
import { type Finding, finding, inAccount, inRepository, onceSeen } from "./finding.ts";

/** With these an App can change who may do what, or which rules hold. */
const ADMINISTRATION = ["administration", "organization_administration", "members"];
/** With these it can change what is in a repository. */
const WRITING = ["contents", "workflows", "pull_requests"];

/** @param policies those of the organisation's repositories, which may name agents of their own; none if no policy could be read */
export function agentAppFindings(
  { installation, apps, owners }: OrganizationFacts,
  policies: readonly Policy[],
): Finding[] {
  if (!installation.ofOrganization) return [];
  const place = inAccount(installation.account);
  const known = policies.length > 0 ? policies : [DEFAULT_POLICY];
  const agentOf = (account: Account) => known.map((policy) => agentOfAccount(account, policy)).find(Boolean);
  return [
    ...onceSeen(apps, "the Apps on the organisation", place, (all) =>
      all.flatMap((app) => {
        const agent = agentOf({ id: null, login: `${app.slug}[bot]`, kind: "Bot" });
        return agent && !app.suspended ? appFinding(app, agent.name, installation.account) : [];
      }),
    ),
    ...onceSeen(owners, "the organisation's owners", place, (all) =>
      all.flatMap((account) => {
        const agent = agentOf(account);
        if (!agent) return [];
        const says = `@${account.login}, an account of ${agent.name}, owns the organisation.`;
        return [finding("agent-administers", place, { says, who: [account.login] })];
      }),
    ),
  ];
}

function appFinding(app: InstalledApp, agent: string, account: string): Finding[] {
  const writable = (names: readonly string[]) =>
    names.filter((name) => app.permissions[name] === "write" || app.permissions[name] === "admin");
  const [administers, writes] = [writable(ADMINISTRATION), writable(WRITING)];
  if (administers.length + writes.length === 0) return [];
  const id = administers.length > 0 ? "agent-administers" : "agent-writes";
  const where = app.allRepositories
    ? "in all repositories"
    : "in repositories that an owner selected; GitHub doesn't tell which";
  const what = [...administers, ...writes].map((name) => `${name}: write`);
  const says = `${agent}'s App ${app.slug} holds ${what.join(", ")}, ${where}.`;
  const who = [app.slug, ...what, ...(app.allRepositories ? ["all repositories"] : [])];
  return [finding(id, inAccount(account), { says, who })];
}

/** Agents' accounts of type User; their Apps aren't among a repository's collaborators. */
export function agentAccountFindings({ brief, collaborators }: RepositoryFacts, policy: Policy): Finding[] {
  const place = inRepository(brief);
  return [
    ...onceSeen(collaborators, "who has access to the repository", place, (all) =>
      all.flatMap(({ account, role }) => {
        const agent = agentOfAccount(account, policy);
        if (!agent || role === "read" || role === "triage") return [];
        const id = role === "write" ? "agent-writes" : "agent-administers";
        const says = `@${account.login}, an account of ${agent.name}, has the role ${role}.`;
        return [finding(id, place, { says, who: [account.login, `role: ${role}`] })];
      }),
    ),
  ];
}
