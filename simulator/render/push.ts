/** The `push` event. https://docs.github.com/webhooks/webhook-events-and-payloads#push */
import { diffFiles, type FileDiff } from "../git/diff.ts";
import { commitsBetween } from "../git/graph.ts";
import { commitAt, type Identity, type Objects } from "../git/objects.ts";
import { filesOf } from "../git/trees.ts";
import { accountOfEmail } from "../state/accounts.ts";
import type { World } from "../state/model.ts";
import type { Push } from "../state/push.ts";
import { restLogin } from "./account.ts";
import { fullName } from "./repository.ts";

/** What stands where a ref isn't. */
export const NOTHING = "0".repeat(40);

const MOST_COMMITS = 2048;

function personJson(world: World, { name, email }: Identity) {
  const account = accountOfEmail(world, email);
  return { name, email, ...(account && { username: restLogin(account) }) };
}

/** Against the first parent. */
function filesJson(objects: Objects, oid: string) {
  const [parent] = commitAt(objects, oid).parents;
  const diffs = diffFiles(parent === undefined ? new Map() : filesOf(objects, parent), filesOf(objects, oid));
  const isNew = ({ before, previousPath }: FileDiff) => before === null || previousPath !== null;
  return {
    added: diffs.filter((each) => each.after && isNew(each)).map(({ path }) => path),
    removed: diffs.flatMap(({ path, previousPath, after }) => (after ? (previousPath ?? []) : path)),
    modified: diffs.filter((each) => each.after && !isNew(each)).map(({ path }) => path),
  };
}

export function pushJson(world: World, { repository, ref, before, after, by, forced }: Push) {
  const html = `${world.url}/${fullName(repository)}`;
  const commitJson = (oid: string) => {
    const commit = commitAt(repository.objects, oid);
    return {
      id: oid,
      tree_id: commit.tree,
      distinct: true,
      message: commit.message,
      timestamp: commit.author.date,
      url: `${html}/commit/${oid}`,
      author: personJson(world, commit.author),
      committer: personJson(world, commit.committer),
      ...filesJson(repository.objects, oid),
    };
  };
  const commits =
    after === null ? [] : commitsBetween(repository.objects, before ?? defaultTip(repository, ref), after);
  return {
    ref,
    before: before ?? NOTHING,
    after: after ?? NOTHING,
    created: before === null,
    deleted: after === null,
    forced,
    base_ref: null,
    compare: `${html}/compare/${(before ?? NOTHING).slice(0, 12)}...${(after ?? NOTHING).slice(0, 12)}`,
    commits: commits.slice(-MOST_COMMITS).map(commitJson),
    head_commit: after === null || !ref.startsWith("refs/heads/") ? null : commitJson(after),
    pusher: { name: restLogin(by), email: null },
  };
}

/** A new branch's push lists what it has over the default branch. */
function defaultTip(repository: Push["repository"], ref: string): string | null {
  const name = `refs/heads/${repository.defaultBranch}`;
  return name === ref ? null : (repository.refs.get(name) ?? null);
}
