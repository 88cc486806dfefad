/** What rulesets forbid. https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets */
import { isAncestor } from "../git/graph.ts";
import { hasRole } from "./access.ts";
import type { PullRequest, Review } from "./conversation.ts";
import type { Account, CheckRun, Repository, Team } from "./model.ts";
import type { Push } from "./push.ts";
import { matchesRef } from "./ref-patterns.ts";
import { branchTip } from "./repositories.ts";
import type { BypassActor, RequiredCheck, Rule, Ruleset } from "./ruleset.ts";
import { isInTeam } from "./teams.ts";

/** Active rulesets for a branch, the organisation's among them. */
export function rulesetsFor(repository: Repository, ref: string): Ruleset[] {
  return [...repository.rulesets, ...repository.owner.rulesets].filter(
    ({ enforcement, conditions: { ref_name } }) =>
      enforcement === "active" &&
      ref_name.include.some((pattern) => matchesRef(pattern, ref, repository.defaultBranch)) &&
      !ref_name.exclude.some((pattern) => matchesRef(pattern, ref, repository.defaultBranch)),
  );
}

/** `actor_id` of a `RepositoryRole`. */
const ROLES = { 2: "maintain", 4: "write", 5: "admin" } as const;

function mayBypass(
  teams: readonly Team[],
  repository: Repository,
  by: Account,
  actor: BypassActor,
  byRequest: boolean,
): boolean {
  if (actor.bypass_mode === "pull_request" && !byRequest) return false;
  switch (actor.actor_type) {
    case "Integration":
      return by.app?.id === actor.actor_id;
    case "OrganizationAdmin":
      return repository.owner.owners.has(by);
    case "RepositoryRole": {
      const role = ROLES[actor.actor_id as keyof typeof ROLES];
      return role !== undefined && by.kind === "User" && hasRole(repository, by, role);
    }
    case "Team":
      return teams.some((team) => team.id === actor.actor_id && isInTeam(teams, team, by));
    case "User":
      return by.id === actor.actor_id;
    case "DeployKey":
      // Git over SSH isn't simulated.
      return false;
    default:
      return actor.actor_type satisfies never;
  }
}

/** The rules that bind this account on this branch. */
function bindingRules(
  teams: readonly Team[],
  repository: Repository,
  ref: string,
  by: Account,
  byRequest: boolean,
): Rule[] {
  return rulesetsFor(repository, ref)
    .filter(({ bypass_actors }) => !bypass_actors.some((actor) => mayBypass(teams, repository, by, actor, byRequest)))
    .flatMap(({ rules }) => rules);
}

/** What a push would break, in GitHub's words. */
export function violations(teams: readonly Team[], { repository, ref, before, after, by, forced }: Push): string[] {
  return bindingRules(teams, repository, ref, by, false).flatMap((rule) => {
    switch (rule.type) {
      case "deletion":
        return after === null ? ["Cannot delete this branch"] : [];
      case "creation":
        return before === null ? ["Cannot create this branch"] : [];
      case "non_fast_forward":
        return forced ? ["Cannot force-push to this branch"] : [];
      case "pull_request":
        return before !== null && after !== null ? ["Changes must be made through a pull request."] : [];
      case "required_status_checks":
        if (after === null || (before === null && rule.parameters.do_not_enforce_on_create)) return [];
        return missingChecks(repository, after, rule.parameters.required_status_checks);
      default:
        return rule satisfies never;
    }
  });
}

/** What a merge of the request by this account would break. */
export function mergeViolations(teams: readonly Team[], request: PullRequest, by: Account): string[] {
  const { repository, base, head } = request;
  // Protection of the older kind doesn't bind administrators unless it says so.
  const protection = repository.protections.get(base.ref);
  const isPast = protection?.enforceAdmins === false && hasRole(repository, by, "admin");
  const older = isPast ? [] : (protection?.checks ?? []);
  const ofRulesets = bindingRules(teams, repository, `refs/heads/${base.ref}`, by, true).flatMap((rule) => {
    if (rule.type === "pull_request") return missingReviews(request, rule.parameters.required_approving_review_count);
    if (rule.type !== "required_status_checks") return [];
    const { required_status_checks, strict_required_status_checks_policy: strict } = rule.parameters;
    const tip = branchTip(repository, base.ref);
    const behind = strict && tip !== null && !isAncestor(repository.objects, tip, head.sha);
    return [
      ...missingChecks(repository, head.sha, required_status_checks),
      ...(behind ? ["The head branch is not up to date with the base branch."] : []),
    ];
  });
  return [...ofRulesets, ...missingChecks(repository, head.sha, older)];
}

/** What a merge queue's group lacks: only checks are asked for on it. */
export function missingOnGroup(repository: Repository, ref: string, head: string): string[] {
  return rulesetsFor(repository, ref)
    .flatMap(({ rules }) => rules)
    .flatMap((rule) =>
      rule.type === "required_status_checks"
        ? missingChecks(repository, head, rule.parameters.required_status_checks)
        : [],
    );
}

/** These pass. https://docs.github.com/pull-requests/collaborating-with-pull-requests/collaborating-on-repositories-with-code-quality-features/troubleshooting-required-status-checks */
const PASSING: readonly (CheckRun["conclusion"] | null)[] = ["success", "neutral", "skipped"];

/** Only a run of the expected App counts, and of several with one name the newest. */
function missingChecks(repository: Repository, sha: string, required: readonly RequiredCheck[]): string[] {
  return required.flatMap(({ context, integration_id }) => {
    const run = repository.suites
      .filter(({ headSha, app }) => headSha === sha && (integration_id === undefined || app.id === integration_id))
      .flatMap(({ runs }) => runs)
      .filter(({ name }) => name === context)
      .sort((a, b) => a.id - b.id)
      .at(-1);
    const check = `Required status check "${context}"`;
    if (!run) return [`${check} is expected.`];
    if (run.status !== "completed") return [`${check} is ${run.status.replace("_", " ")}.`];
    return PASSING.includes(run.conclusion) ? [] : [`${check} is failing.`];
  });
}

/** The latest verdict of each reviewer with write access: a comment replaces none. */
function missingReviews(request: PullRequest, count: number): string[] {
  const latest = new Map<Account, Review["state"]>();
  for (const { author, state } of request.reviews) {
    if (state !== "COMMENTED" && hasRole(request.repository, author, "write")) latest.set(author, state);
  }
  const states = [...latest.values()];
  if (count > 0 && states.includes("CHANGES_REQUESTED")) return ["Changes have been requested by a reviewer."];
  if (states.filter((state) => state === "APPROVED").length >= count) return [];
  const reviews = count === 1 ? "1 approving review is" : `${count} approving reviews are`;
  return [`At least ${reviews} required by reviewers with write access.`];
}
