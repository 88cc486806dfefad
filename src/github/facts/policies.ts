/** The policy files that bear on a repository: its own, and its organisation's. */
import type { PolicyFile, PullRequestFacts } from "../../core/facts.ts";
import { GitHubError } from "../errors.ts";
import { type GraphqlError, graphql, type Octokit, wholeData } from "../graphql.ts";
import type { PoliciesAnswer } from "./answer.ts";
import { policyOf } from "./policy-file.ts";
import { POLICIES_QUERY } from "./query.ts";

/** What a repository's policy is made from, as a pull request's facts hold it. */
export type Policies = Pick<PullRequestFacts, "policy" | "repository">;

/**
 * Reads a repository's policy files. One request.
 *
 * @returns null if there is no such repository, or the App can't see it
 * @throws GitHubError whenever what came isn't whole
 */
export async function readPolicies(
  octokit: Octokit,
  { owner, repo }: { readonly owner: string; readonly repo: string },
): Promise<Policies | null> {
  const operation = `reading the policy of ${owner}/${repo}`;
  const answer = await graphql<PoliciesAnswer>(octokit, operation, POLICIES_QUERY, { owner, name: repo });
  if (answer.errors.some(({ type, path }) => type === "NOT_FOUND" && path?.join(".") === "repository")) return null;
  const errors = answer.errors.filter((error) => !saysNoOrganizationFile(error, answer.data));
  const data = wholeData(answer.data, errors, operation);
  const { repository } = data;
  if (!repository) throw new GitHubError(`${operation}: expected the repository, got null without a reason`);
  return {
    policy: policyFilesOf(data),
    repository: {
      owner: repository.owner.login,
      name: repository.name,
      nodeId: repository.id,
      defaultBranch: repository.defaultBranchRef?.name ?? "",
    },
  };
}

export function policyFilesOf(data: PoliciesAnswer): PullRequestFacts["policy"] {
  return { repository: policyOf(data.repository), organization: organizationPolicy(data) };
}

/**
 * "There is no such repository" is an answer where the organisation's policy is asked for, and nowhere else; and nothing
 * matters there where a person owns the repository.
 */
export function saysNoOrganizationFile({ type, path }: GraphqlError, data: PoliciesAnswer | null): boolean {
  if (path?.[0] !== "organizationPrivate" && path?.[0] !== "organizationPublic") return false;
  return (type === "NOT_FOUND" && path.length === 1) || isOfPerson(data);
}

/** Only an organisation's repositories have an organisation policy: a person's `.github` repository is theirs alone. */
function isOfPerson(data: PoliciesAnswer | null): boolean {
  return data?.repository?.owner.__typename === "User";
}

function organizationPolicy(data: PoliciesAnswer): PolicyFile {
  if (isOfPerson(data)) return { state: "absent" };
  const first = policyOf(data.organizationPrivate);
  return first.state === "absent" ? policyOf(data.organizationPublic) : first;
}
