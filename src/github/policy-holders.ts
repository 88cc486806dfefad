/** Which repositories of an installation have a policy file of their own: most of a large organisation's may have none. */

import { POLICY_PATH } from "../core/policy-path.ts";
import type { Place } from "../queue/job.ts";
import { graphql, type Octokit, wholeData } from "./graphql.ts";
import { listRepositories } from "./survey/repositories.ts";

export interface PolicyHolder {
  readonly place: Place;
  /** Empty where there is no commit yet. */
  readonly defaultBranch: string;
  readonly hasFile: boolean;
}

const AT_ONCE = 100;

/** Variables: `ids`. */
export const POLICY_HOLDERS_QUERY = /* GraphQL */ `
query policyHolders($ids: [ID!]!) {
  nodes(ids: $ids) {
    ... on Repository {
      databaseId
      name
      owner { login }
      defaultBranchRef { name target { ... on Commit { file(path: "${POLICY_PATH}") { oid } } } }
    }
  }
}`;

interface HolderAnswer {
  readonly databaseId: number | null;
  readonly name: string;
  readonly owner: { readonly login: string };
  readonly defaultBranchRef: {
    readonly name: string;
    readonly target: { readonly file?: { readonly oid: string } | null } | null;
  } | null;
}

/** @throws GitHubError if any of them can't be read, those apart that are gone since they were listed */
export async function listPolicyHolders(octokit: Octokit, installationId: number): Promise<PolicyHolder[]> {
  const operation = `looking for policy files in installation ${installationId}`;
  const ids = await listRepositories(octokit, installationId);
  const holders: PolicyHolder[] = [];
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    type Answer = { readonly nodes: readonly (HolderAnswer | null)[] };
    const variables = { ids: ids.slice(start, start + AT_ONCE) };
    const answer = await graphql<Answer>(octokit, operation, POLICY_HOLDERS_QUERY, variables);
    const errors = answer.errors.filter(({ type, path }) => !(type === "NOT_FOUND" && path?.length === 2));
    for (const node of wholeData(answer.data, errors, operation).nodes) {
      if (node === null || node.databaseId === null) continue;
      const place = { installationId, owner: node.owner.login, repo: node.name, repositoryId: node.databaseId };
      const defaultBranch = node.defaultBranchRef?.name ?? "";
      holders.push({ place, defaultBranch, hasFile: Boolean(node.defaultBranchRef?.target?.file) });
    }
  }
  return holders;
}
