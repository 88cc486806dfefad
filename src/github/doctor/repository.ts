/** A repository's people, branches, environments and open requests. */
import type { Collaborator, RepositoryBrief, Role } from "../../doctor/facts.ts";
import type { InstallationClient } from "../clients.ts";
import { toRestAccount } from "../facts/rest-account.ts";
import type { RepositoryName } from "../rulesets.ts";

const per_page = 100;

/** https://docs.github.com/rest/apps/installations#list-repositories-accessible-to-the-app-installation */
export async function readRepositories(client: InstallationClient): Promise<RepositoryBrief[]> {
  const all = await client.paginate("GET /installation/repositories", { per_page });
  return all.map(({ id, name, owner, archived, disabled, pushed_at }) => ({
    id,
    owner: owner.login,
    repo: name,
    archived: archived || disabled,
    pushedAt: pushed_at ?? null,
  }));
}

/** `metadata: read`. https://docs.github.com/rest/collaborators/collaborators#list-repository-collaborators */
export async function readCollaborators(
  client: InstallationClient,
  place: RepositoryName,
  affiliation: "all" | "direct",
): Promise<Collaborator[]> {
  const all = await client.paginate("GET /repos/{owner}/{repo}/collaborators", { ...place, affiliation, per_page });
  return all.flatMap((each) => {
    const account = toRestAccount(each);
    return account ? [{ account, role: roleOf(each.permissions) }] : [];
  });
}

interface PermissionsAnswer {
  readonly admin?: boolean;
  readonly maintain?: boolean;
  readonly push?: boolean;
  readonly triage?: boolean;
}

/** `role_name` may be a role that the organisation made itself; the base of it is what counts. */
function roleOf({ admin, maintain, push, triage }: PermissionsAnswer = {}): Role {
  if (admin) return "admin";
  if (maintain) return "maintain";
  if (push) return "write";
  return triage ? "triage" : "read";
}

/** `contents: read`. https://docs.github.com/rest/branches/branches#list-branches */
export async function readBranchNames(client: InstallationClient, place: RepositoryName): Promise<string[]> {
  const all = await client.paginate("GET /repos/{owner}/{repo}/branches", { ...place, per_page });
  return all.map(({ name }) => name);
}

/** `pull_requests: read`. https://docs.github.com/rest/pulls/pulls#list-pull-requests */
export async function readOpenRequests(client: InstallationClient, place: RepositoryName): Promise<number[]> {
  const all = await client.paginate("GET /repos/{owner}/{repo}/pulls", { ...place, state: "open", per_page });
  return all.map(({ number }) => number);
}

/** `actions: read`. https://docs.github.com/rest/deployments/environments#list-environments */
export async function readEnvironments(client: InstallationClient, place: RepositoryName): Promise<string[]> {
  const all = await client.paginate("GET /repos/{owner}/{repo}/environments", { ...place, per_page });
  return all.map(({ name }) => name);
}

/**
 * Slugs of the Apps whose custom rules are on. `actions: read`.
 * https://docs.github.com/rest/deployments/protection-rules#get-all-deployment-protection-rules-for-an-environment
 */
export async function readEnvironmentRules(
  client: InstallationClient,
  place: RepositoryName,
  environment: string,
): Promise<string[]> {
  const { data } = await client.request(
    "GET /repos/{owner}/{repo}/environments/{environment_name}/deployment_protection_rules",
    { ...place, environment_name: environment },
  );
  return (data.custom_deployment_protection_rules ?? []).filter(({ enabled }) => enabled).map(({ app }) => app.slug);
}
