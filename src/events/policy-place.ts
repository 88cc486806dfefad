/** Where a policy lies, as events name it. */
import { ORGANIZATION_REPOSITORIES } from "../evaluation/organization-file.ts";

/** Whether a repository is one from which its organisation's policy is read. A person's `.github` isn't. */
export function isOrganizationPolicy(repository: {
  readonly name: string;
  readonly owner: { readonly type?: string | null | undefined };
}): boolean {
  return repository.owner.type === "Organization" && isOrganizationPolicyName(repository.name);
}

/** The same by name alone; capitals don't count in names. */
export function isOrganizationPolicyName(name: string): boolean {
  return ORGANIZATION_REPOSITORIES.includes(name.toLowerCase());
}
