/** A repository's rulesets, and what they and the older branch protection ask for. https://docs.github.com/rest/repos/rules */
import { z } from "zod";
import { RULESET_NAME, type Rule, type Ruleset, type RulesetBody } from "../enforcement/ruleset.ts";
import { asGitHubError, GitHubError } from "./errors.ts";
import type { Octokit } from "./graphql.ts";

export interface RepositoryName {
  readonly owner: string;
  readonly repo: string;
}

const rule = z.object({ type: z.string(), parameters: z.record(z.string(), z.unknown()).optional() });
const branchRule = rule.extend({ ruleset_id: z.number().int().optional() });
const actor = z.object({ actor_type: z.string(), actor_id: z.number().nullish() });
const names = z.array(z.string()).default([]);
const ruleset = z.object({
  id: z.number().int(),
  name: z.string(),
  enforcement: z.string(),
  conditions: z.object({ ref_name: z.object({ include: names, exclude: names }).optional() }).nullish(),
  rules: z.array(rule).default([]),
  bypass_actors: z.array(actor).optional(),
});

function toRuleset(data: unknown, operation: string): Ruleset {
  const parsed = ruleset.safeParse(data);
  if (!parsed.success) throw new GitHubError(`${operation}: expected a ruleset, got something else`);
  const { id, name, enforcement, conditions, rules, bypass_actors } = parsed.data;
  const { include = [], exclude = [] } = conditions?.ref_name ?? {};
  return { id, name, enforcement, include, exclude, rules, bypassActors: bypass_actors ?? null };
}

async function asking<T>(operation: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw asGitHubError(error, operation);
  }
}

/** How many of a repository's own rulesets are looked through by name: more than GitHub lets a repository have. */
const PAGE = 100;

/**
 * The id of the repository's own ruleset that bears our name. One request.
 *
 * @returns null if there is none
 */
export async function findRuleset(octokit: Octokit, place: RepositoryName): Promise<number | null> {
  const operation = `looking for the ruleset of ${place.owner}/${place.repo}`;
  const { data } = await asking(operation, () =>
    octokit.request("GET /repos/{owner}/{repo}/rulesets", { ...place, includes_parents: false, per_page: PAGE }),
  );
  return (
    data.find((each) => each.name === RULESET_NAME && (each.source_type ?? "Repository") === "Repository")?.id ?? null
  );
}

/** Of the repository or, by its id, of its organisation. @returns null if it's gone */
export async function readRuleset(octokit: Octokit, place: RepositoryName, id: number): Promise<Ruleset | null> {
  const operation = `reading the ruleset of ${place.owner}/${place.repo}`;
  try {
    const { data } = await octokit.request("GET /repos/{owner}/{repo}/rulesets/{ruleset_id}", {
      ...place,
      ruleset_id: id,
    });
    return toRuleset(data, operation);
  } catch (error) {
    const failure = asGitHubError(error, operation);
    if (failure.status === 404) return null;
    throw failure;
  }
}

/** Makes a ruleset, or changes the one with this id. @returns its id */
export async function writeRuleset(
  octokit: Octokit,
  place: RepositoryName,
  id: number | null,
  body: RulesetBody,
): Promise<number> {
  const operation = `writing the ruleset of ${place.owner}/${place.repo}`;
  const [method, path] = id === null ? ["POST", "rulesets"] : ["PUT", `rulesets/${id}`];
  const { data } = await asking(operation, () =>
    octokit.request(`${method} /repos/{owner}/{repo}/${path}`, { ...place, ...body }),
  );
  return toRuleset(data, operation).id;
}

/** Deletes it; one that's gone already is as good. */
export async function deleteRuleset(octokit: Octokit, place: RepositoryName, id: number): Promise<void> {
  const operation = `releasing the ruleset of ${place.owner}/${place.repo}`;
  try {
    await octokit.request("DELETE /repos/{owner}/{repo}/rulesets/{ruleset_id}", { ...place, ruleset_id: id });
  } catch (error) {
    const failure = asGitHubError(error, operation);
    if (failure.status !== 404) throw failure;
  }
}

/**
 * The rules in force on a branch, whoever's they are: of the repository's rulesets and the organisation's (one request),
 * and of the older branch protection if those don't require the check (one more), written as rules.
 * https://docs.github.com/rest/repos/rules#get-rules-for-a-branch
 *
 * @param isEnough whether the rulesets' own rules answer the question
 */
export async function readBranchRules(
  octokit: Octokit,
  place: RepositoryName,
  branch: string,
  isEnough: (rules: readonly Rule[]) => boolean,
): Promise<readonly Rule[]> {
  const operation = `reading the rules of ${branch} in ${place.owner}/${place.repo}`;
  const { data } = await asking(operation, () =>
    octokit.request("GET /repos/{owner}/{repo}/rules/branches/{branch}", { ...place, branch, per_page: PAGE }),
  );
  const rules = z.array(branchRule).safeParse(data);
  if (!rules.success) throw new GitHubError(`${operation}: expected a list of rules, got something else`);
  if (isEnough(rules.data)) return rules.data;
  return [...rules.data, ...(await readProtection(octokit, place, branch))];
}

/**
 * A branch shows its protection to whoever may read contents; the protection's own address asks for more.
 * https://docs.github.com/rest/branches/branches#get-a-branch
 */
async function readProtection(octokit: Octokit, place: RepositoryName, branch: string): Promise<Rule[]> {
  const operation = `reading the protection of ${branch} in ${place.owner}/${place.repo}`;
  try {
    const { data } = await octokit.request("GET /repos/{owner}/{repo}/branches/{branch}", { ...place, branch });
    const required = data.protected ? data.protection?.required_status_checks : undefined;
    if (!required || required.enforcement_level === "off") return [];
    const checks = (required.checks ?? []).map(({ context, app_id }) =>
      app_id !== null && app_id > 0 ? { context, integration_id: app_id } : { context },
    );
    return [{ type: "required_status_checks", parameters: { required_status_checks: checks } }];
  } catch (error) {
    const failure = asGitHubError(error, operation);
    if (failure.status === 404) return [];
    throw failure;
  }
}

/** The names of a repository's branches, as many as one request brings. */
export async function readBranches(octokit: Octokit, place: RepositoryName): Promise<readonly string[]> {
  const { data } = await asking(`reading the branches of ${place.owner}/${place.repo}`, () =>
    octokit.request("GET /repos/{owner}/{repo}/branches", { ...place, per_page: PAGE }),
  );
  return data.map(({ name }) => name);
}
