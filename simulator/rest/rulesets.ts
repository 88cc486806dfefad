/** Rulesets. https://docs.github.com/rest/repos/rules */
import { nodeId } from "../render/node-id.ts";
import { fullName } from "../render/repository.ts";
import { may } from "../server/credentials.ts";
import type { Repository, World } from "../state/model.ts";
import { Refused } from "../state/refused.ts";
import { rulesetsFor } from "../state/rules.ts";
import type { Ruleset } from "../state/ruleset.ts";
import { addRuleset, changeRuleset, removeRuleset, rulesetInput, rulesetUpdate } from "../state/rulesets.ts";
import { actorOf } from "./actor.ts";
import { parse } from "./input.ts";
import { inRepository, ok, paged, type RepositoryCall, type Routes } from "./route.ts";

const isOfOrganization = ({ owner }: Repository, ruleset: Ruleset) => owner.rulesets.includes(ruleset);

function rulesetJson({ url }: World, repository: Repository, ruleset: Ruleset) {
  const { createdAt, updatedAt, ...own } = ruleset;
  const byOrganization = isOfOrganization(repository, ruleset);
  return {
    ...own,
    source_type: byOrganization ? "Organization" : "Repository",
    source: byOrganization ? repository.owner.login : fullName(repository),
    node_id: nodeId("RepositoryRuleset", ruleset.id),
    created_at: createdAt,
    updated_at: updatedAt,
    _links: { html: { href: `${url}/${fullName(repository)}/rules/${ruleset.id}` } },
  };
}

/** The list leaves out what a ruleset is made of. */
function briefJson(world: World, repository: Repository, ruleset: Ruleset) {
  const { rules, conditions, bypass_actors, ...brief } = rulesetJson(world, repository, ruleset);
  return brief;
}

function rulesetOf({ repository, params }: RepositoryCall, among = repository.rulesets): Ruleset {
  const found = among.find(({ id }) => id === Number(params.ruleset));
  if (!found) throw new Refused(404, "Not Found");
  return found;
}

export const rulesetRoutes: Routes = {
  "GET /repos/{owner}/{repo}/rulesets": inRepository("metadata:read", ({ world, repository, url }) =>
    paged(
      url,
      url.searchParams.get("includes_parents") === "false"
        ? repository.rulesets
        : [...repository.rulesets, ...repository.owner.rulesets],
      (page) => page.map((each) => briefJson(world, repository, each)),
    ),
  ),
  "POST /repos/{owner}/{repo}/rulesets": inRepository("administration:write", (call) => {
    const { world, repository } = call;
    const made = addRuleset(world, repository, actorOf(call), parse(rulesetInput, call.body));
    return { status: 201, body: rulesetJson(world, repository, made) };
  }),
  "GET /repos/{owner}/{repo}/rulesets/{ruleset}": inRepository("metadata:read", (call) => {
    const { repository } = call;
    const found = rulesetOf(call, [...repository.rulesets, ...repository.owner.rulesets]);
    const { bypass_actors, ...shown } = rulesetJson(call.world, repository, found);
    // Who may bypass is shown only to those who may change it. https://docs.github.com/rest/repos/rules#get-a-repository-ruleset
    const permission = isOfOrganization(repository, found) ? "organization_administration" : "administration";
    const all = may(call.credential, repository, permission, "write");
    return ok(all ? { ...shown, bypass_actors } : shown);
  }),
  "PUT /repos/{owner}/{repo}/rulesets/{ruleset}": inRepository("administration:write", (call) => {
    const { world, repository } = call;
    const changed = changeRuleset(world, repository, actorOf(call), rulesetOf(call), parse(rulesetUpdate, call.body));
    return ok(rulesetJson(world, repository, changed));
  }),
  "DELETE /repos/{owner}/{repo}/rulesets/{ruleset}": inRepository("administration:write", (call) => {
    removeRuleset(call.world, call.repository, actorOf(call), rulesetOf(call));
    return { status: 204, body: null };
  }),
  "GET /repos/{owner}/{repo}/rules/branches/{+branch}": inRepository("metadata:read", ({ repository, params, url }) => {
    const rules = rulesetsFor(repository, `refs/heads/${params.branch}`).flatMap((ruleset) =>
      ruleset.rules.map((rule) => ({
        ...rule,
        ruleset_source_type: isOfOrganization(repository, ruleset) ? "Organization" : "Repository",
        ruleset_source: isOfOrganization(repository, ruleset) ? repository.owner.login : fullName(repository),
        ruleset_id: ruleset.id,
      })),
    );
    return paged(url, rules, (page) => page);
  }),
};
