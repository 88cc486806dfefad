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

function rulesetJson({ url }: World, repository: Repository, ruleset: Ruleset) {
  const { createdAt, updatedAt, ...own } = ruleset;
  return {
    ...own,
    source_type: "Repository",
    source: fullName(repository),
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

function rulesetOf({ repository, params }: RepositoryCall): Ruleset {
  const found = repository.rulesets.find(({ id }) => id === Number(params.ruleset));
  if (!found) throw new Refused(404, "Not Found");
  return found;
}

export const rulesetRoutes: Routes = {
  "GET /repos/{owner}/{repo}/rulesets": inRepository("metadata:read", ({ world, repository, url }) =>
    paged(url, repository.rulesets, (page) => page.map((each) => briefJson(world, repository, each))),
  ),
  "POST /repos/{owner}/{repo}/rulesets": inRepository("administration:write", (call) => {
    const { world, repository } = call;
    const made = addRuleset(world, repository, actorOf(call), parse(rulesetInput, call.body));
    return { status: 201, body: rulesetJson(world, repository, made) };
  }),
  "GET /repos/{owner}/{repo}/rulesets/{ruleset}": inRepository("metadata:read", (call) => {
    const { bypass_actors, ...shown } = rulesetJson(call.world, call.repository, rulesetOf(call));
    // Who may bypass is shown only to those who may change it.
    const all = may(call.credential, call.repository, "administration", "write");
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
    const rules = rulesetsFor(repository, `refs/heads/${params.branch}`).flatMap(({ id, rules }) =>
      rules.map((rule) => ({
        ...rule,
        ruleset_source_type: "Repository",
        ruleset_source: fullName(repository),
        ruleset_id: id,
      })),
    );
    return paged(url, rules, (page) => page);
  }),
};
