/**
 * The organisation's policy file stays in force once it was seen, until a push removes it: "not found" may only mean that
 * this App can't see its repository any more.
 */
import type { PolicyFile, PullRequestFacts } from "../core/facts.ts";
import { POLICY_PATH } from "../core/policy-path.ts";
import type { OrganizationFileStore } from "../store/organization-files.ts";

/** Where an organisation's file may lie; the first that has one is the organisation's. */
export const ORGANIZATION_REPOSITORIES: readonly string[] = [".github-private", ".github"];

type Facts = Pick<PullRequestFacts, "repository" | "policy">;

/** Keeps the organisation's file if GitHub shows one, and puts in its place the one that was seen if it's to be preferred. */
export async function withOrganizationFile<Given extends Facts>(
  facts: Given,
  store: OrganizationFileStore,
): Promise<Given> {
  const shown = facts.policy.organization;
  if (shown.state !== "absent") await store.keepOrganizationFile(shown);
  const sources = ORGANIZATION_REPOSITORIES.map((name) => `${facts.repository.owner}/${name}/${POLICY_PATH}`);
  const kept = await store.organizationFiles(sources);
  const organization = sources
    .map((source): PolicyFile | undefined => (isAt(shown, source) ? shown : kept.get(source.toLowerCase())))
    .find((file) => file !== undefined);
  return organization ? { ...facts, policy: { ...facts.policy, organization } } : facts;
}

function isAt(file: PolicyFile, source: string): boolean {
  return file.state !== "absent" && file.source.toLowerCase() === source.toLowerCase();
}
