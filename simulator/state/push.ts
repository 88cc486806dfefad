/** Moving refs: the one way in which commits reach a branch. */
import { isAncestor } from "../git/graph.ts";
import { NOTHING, pushJson } from "../render/push.ts";
import { announceCheckSuite } from "./announce.ts";
import { followPush } from "./follow-push.ts";
import { reaches } from "./installations.ts";
import type { Account, Activity, Repository, World } from "./model.ts";
import { Refused } from "./refused.ts";
import { violations } from "./rules.ts";
import { suiteOf } from "./suites.ts";

export interface RefUpdate {
  /** In full: `refs/heads/main`. */
  readonly ref: string;
  /** null deletes. */
  readonly after: string | null;
  readonly by: Account;
  /** As `git push --force`. */
  readonly force?: boolean;
  /** GitHub moves the branch itself, having checked the rules for it: a merge. */
  readonly merging?: boolean;
}

/** What every movement of a ref was, to those who look at it afterwards. */
export interface Push {
  readonly repository: Repository;
  readonly ref: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly by: Account;
  readonly forced: boolean;
}

/**
 * Moves a ref, if the rules let it: records it, tells the webhooks, starts check suites, and lets the pull requests
 * of the branch follow.
 *
 * @throws Refused as a `git push` would be
 */
export function updateRef(world: World, repository: Repository, update: RefUpdate): void {
  const { ref, after, by } = update;
  const before = repository.refs.get(ref) ?? null;
  if (before === after) return;
  const forced = before !== null && after !== null && !isAncestor(repository.objects, before, after);
  if (forced && !update.force && ref.startsWith("refs/heads/")) {
    throw new Refused(422, `Updates were rejected: ${ref} is not a fast-forward of what is there`);
  }
  const push: Push = { repository, ref, before, after, by, forced };
  if (!update.merging) refuseAgainstRules(world, push);
  if (after === null && ref === `refs/heads/${repository.defaultBranch}`) {
    throw new Refused(422, `refusing to delete the current branch: ${ref}`);
  }
  if (after === null) repository.refs.delete(ref);
  else repository.refs.set(ref, after);
  repository.activity.push(activityOf(world, push, update.merging ?? false));
  tell(world, push);
  followPush(world, push);
}

/** https://docs.github.com/en/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets */
function refuseAgainstRules({ teams }: World, push: Push): void {
  const broken = violations(teams, push);
  if (broken.length === 0) return;
  const lines = broken.map((violation) => `- ${violation}`).join("\n");
  throw new Refused(
    422,
    `GH013: Repository rule violations found for ${push.ref}.\n\n${lines}\n\npush declined due to repository rule violations`,
  );
}

function activityOf(world: World, { before, after, ref, by, forced }: Push, merging: boolean): Activity {
  const type = () => {
    if (merging) return "pr_merge";
    if (before === null) return "branch_creation";
    if (after === null) return "branch_deletion";
    return forced ? "force_push" : "push";
  };
  return {
    id: world.nextId(),
    before: before ?? NOTHING,
    after: after ?? NOTHING,
    ref,
    at: world.clock.tick(),
    type: type(),
    actor: by,
  };
}

/** `create`, `delete` and `push`, and the suites that GitHub starts by itself for Apps that may write checks. */
function tell(world: World, push: Push): void {
  const { repository, ref, before, after, by } = push;
  const isBranch = ref.startsWith("refs/heads/");
  const named = isBranch || ref.startsWith("refs/tags/");
  // https://docs.github.com/webhooks/webhook-events-and-payloads#push: branches and tags only.
  if (!named) return;
  if (before === null || after === null) {
    world.emit({
      event: before === null ? "create" : "delete",
      action: null,
      sender: by,
      repository,
      payload: {
        ref: ref.replace(/^refs\/(heads|tags)\//, ""),
        ref_type: isBranch ? "branch" : "tag",
        ...(before === null && { master_branch: repository.defaultBranch, description: null }),
        pusher_type: "user",
      },
    });
  }
  world.emit({ event: "push", action: null, sender: by, repository, payload: pushJson(world, push) });
  if (!isBranch || after === null) return;
  for (const { app, permissions, suspendedAt } of world.installations.filter((each) => reaches(each, repository))) {
    if (permissions.checks !== "write" || suspendedAt !== null) continue;
    const isNew = !repository.suites.some((suite) => suite.app === app && suite.headSha === after);
    const suite = suiteOf(world, repository, app, after);
    if (isNew) announceCheckSuite(world, suite, "requested", by);
  }
}
