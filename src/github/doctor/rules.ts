/** What holds a branch, and who is let past: rulesets of repository and organisation, and the older branch protection. */
import type { components } from "@octokit/openapi-types";
import { z } from "zod";
import type { Actor, Listed, ProtectionFacts, Role, RulesetFacts } from "../../doctor/facts.ts";
import { seen, unseen } from "../../doctor/facts.ts";
import type { Rule } from "../../enforcement/ruleset.ts";
import type { InstallationClient } from "../clients.ts";
import { asGitHubError, GitHubError } from "../errors.ts";
import type { RepositoryName } from "../rulesets.ts";

type ActorAnswer = components["schemas"]["repository-ruleset-bypass-actor"];

/** Names of what bypass lists name by number only. */
export interface Names {
  /** Null where it can't be told. */
  team(id: number): Promise<string | null>;
  app(id: number): Promise<string | null>;
}

/**
 * Numbers of GitHub's own roles in bypass lists. GitHub doesn't document them; its Terraform provider does.
 * https://registry.terraform.io/providers/integrations/github/latest/docs/resources/repository_ruleset#bypass_actors
 */
const ROLE_NUMBERS: Readonly<Record<number, Role>> = { 2: "maintain", 4: "write", 5: "admin" };

const rulesetAnswer = z.object({
  id: z.number().int(),
  name: z.string(),
  source: z.string(),
  source_type: z.string().optional(),
  bypass_actors: z
    .array(z.object({ actor_type: z.string(), actor_id: z.number().nullish(), bypass_mode: z.string().optional() }))
    .optional(),
});

/** Who may bypass is only shown to who may change the ruleset. https://docs.github.com/rest/repos/rules#get-a-repository-ruleset */
export async function readRulesetFacts(
  client: InstallationClient,
  place: RepositoryName,
  id: number,
  names: Names,
): Promise<RulesetFacts> {
  const { data } = await client.request("GET /repos/{owner}/{repo}/rulesets/{ruleset_id}", {
    ...place,
    ruleset_id: id,
  });
  const parsed = rulesetAnswer.safeParse(data);
  if (!parsed.success) throw new GitHubError(`reading ruleset ${id}: expected a ruleset, got something else`);
  const { name, source, source_type, bypass_actors } = parsed.data;
  const needs = source_type === "Organization" ? "organization_administration: write" : "administration: write";
  const actors = bypass_actors
    ? seen(await Promise.all(bypass_actors.map((actor) => toActor(actor, names))))
    : unseen(
        source_type === "Enterprise"
          ? "GitHub shows it to the enterprise's owners only"
          : `needs \`${needs}\`, as GitHub shows it to those who may change the ruleset`,
      );
  return { id, name, source, actors };
}

async function toActor(
  { actor_type, actor_id }: { actor_type: string; actor_id?: number | null | undefined },
  names: Names,
): Promise<Actor> {
  const id = actor_id ?? null;
  const kind = actor_type as ActorAnswer["actor_type"];
  switch (kind) {
    case "OrganizationAdmin":
      return { kind: "organization-owners", name: null, id: null };
    case "DeployKey":
      return { kind: "deploy-keys", name: null, id: null };
    case "Team":
      return { kind: "team", name: id === null ? null : await names.team(id), id };
    case "Integration":
      return { kind: "app", name: id === null ? null : await names.app(id), id };
    case "User":
      return { kind: "user", name: null, id };
    case "RepositoryRole": {
      const role = id === null ? undefined : ROLE_NUMBERS[id];
      return role ? { kind: "role", name: role, id: null } : { kind: "role", name: null, id };
    }
    default:
      kind satisfies never;
      return { kind: "user", name: `${actor_type} ${id ?? ""}`.trim(), id };
  }
}

/**
 * Branch protection of the older kind. https://docs.github.com/rest/branches/branch-protection#get-branch-protection
 *
 * @returns null where the branch has none
 */
export async function readProtectionFacts(
  client: InstallationClient,
  place: RepositoryName,
  branch: string,
): Promise<ProtectionFacts | null> {
  try {
    const { data } = await client.request("GET /repos/{owner}/{repo}/branches/{branch}/protection", {
      ...place,
      branch,
    });
    const { required_status_checks: checks, required_pull_request_reviews: reviews, restrictions } = data;
    return {
      rules: checks ? [toRule(checks.checks ?? [])] : [],
      enforcesAdmins: data.enforce_admins?.enabled ?? false,
      bypassPullRequests: toListed(reviews?.bypass_pull_request_allowances),
      restrictedTo: restrictions ? toListed(restrictions) : null,
    };
  } catch (error) {
    const failure = asGitHubError(error, `reading the protection of ${branch}`);
    // GitHub says so in these words; a repository that isn't shown is "Not Found".
    if (failure.status === 404 && /branch not protected/i.test(failure.message)) return null;
    throw failure;
  }
}

function toRule(checks: readonly { readonly context: string; readonly app_id: number | null }[]): Rule {
  const required = checks.map(({ context, app_id }) =>
    app_id !== null && app_id > 0 ? { context, integration_id: app_id } : { context },
  );
  return { type: "required_status_checks", parameters: { required_status_checks: required } };
}

interface ListedAnswer {
  readonly users?: readonly { readonly login?: string; readonly id?: number | bigint }[];
  readonly teams?: readonly { readonly slug?: string; readonly id?: number }[];
  readonly apps?: readonly ({ readonly slug?: string; readonly id?: number } | null)[];
}

function toListed(answer: ListedAnswer | undefined): Listed {
  const { users = [], teams = [], apps = [] } = answer ?? {};
  const actor = (kind: "user" | "team" | "app", name: string | undefined, id: number | bigint | undefined): Actor => ({
    kind,
    name: name ?? null,
    id: id === undefined ? null : Number(id),
  });
  return [
    ...users.map(({ login, id }) => actor("user", login, id)),
    ...teams.map(({ slug, id }) => actor("team", slug, id)),
    ...apps.flatMap((app) => (app ? [actor("app", app.slug, app.id)] : [])),
  ];
}
