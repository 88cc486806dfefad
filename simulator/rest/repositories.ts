/** Repositories and what git keeps in them. https://docs.github.com/rest/repos */

import { diffFiles } from "../git/diff.ts";
import { commitsBetween, isAncestor, mergeBase } from "../git/graph.ts";
import { commitAt } from "../git/objects.ts";
import { filesOf } from "../git/trees.ts";
import { accountJson } from "../render/account.ts";
import { commitJson, fileJson } from "../render/commit.ts";
import { nodeId } from "../render/node-id.ts";
import { pullRequestJson } from "../render/pull-request.ts";
import { repositoryApiUrl, repositoryJson } from "../render/repository.ts";
import { roleOf } from "../state/access.ts";
import { findAccount } from "../state/accounts.ts";
import { commitsOf, compareFiles } from "../state/changes.ts";
import type { Activity, Role } from "../state/model.ts";
import { Refused } from "../state/refused.ts";
import { allRequests, resolveCommit } from "../state/repositories.ts";
import { contentsAt } from "./contents.ts";
import { type Answer, inRepository, ok, paged, type RepositoryCall, type Routes } from "./route.ts";

/** As `compare` says how the head stands to the base. */
function standing(ahead: number, behind: number): string {
  if (ahead > 0 && behind > 0) return "diverged";
  if (ahead > 0) return "ahead";
  return behind > 0 ? "behind" : "identical";
}

/** Files come with the first page of commits only, and at most 300. https://docs.github.com/rest/commits/commits#compare-two-commits */
const MOST_COMPARED_FILES = 300;

function compare(call: RepositoryCall): Answer {
  const { world, repository, params, url } = call;
  const [baseName = "", headName = ""] = (params.basehead ?? "").split("...");
  const named = (name: string) => {
    try {
      return resolveCommit(repository, name);
    } catch {
      throw new Refused(404, "Not Found");
    }
  };
  const [base, head] = [named(baseName), named(headName)];
  const commits = commitsBetween(repository.objects, base, head);
  const behind = commitsBetween(repository.objects, head, base).length;
  const shared = mergeBase(repository.objects, base, head);
  if (shared === null) throw new Refused(404, `No common ancestor between ${baseName} and ${headName}.`);
  const first = (url.searchParams.get("page") ?? "1") === "1";
  const files = first ? compareFiles(repository, base, head).slice(0, MOST_COMPARED_FILES) : [];
  return paged(url, commits, (page) => ({
    url: repositoryApiUrl(world, repository, `/compare/${params.basehead}`),
    base_commit: commitJson(world, repository, base),
    merge_base_commit: commitJson(world, repository, shared),
    status: standing(commits.length, behind),
    ahead_by: commits.length,
    behind_by: behind,
    total_commits: commits.length,
    commits: page.map((oid) => commitJson(world, repository, oid)),
    files: files.map((file) => fileJson(world, repository, file, head)),
  }));
}

function activityJson({ world }: RepositoryCall, activity: Activity) {
  const { id, before, after, ref, at, type, actor } = activity;
  return {
    id,
    node_id: nodeId("PushActivity", id),
    before,
    after,
    ref,
    timestamp: at,
    activity_type: type,
    actor: accountJson(world, actor),
  };
}

/** Newest first. Pages go by the cursor `after`, which the `Link` header gives. */
function listActivity(call: RepositoryCall): Answer {
  const { searchParams } = call.url;
  if (searchParams.has("before")) throw new Refused(501, "not simulated: pages of activity backwards");
  const size = Math.min(100, Number(searchParams.get("per_page") ?? 30) || 30);
  const [ref, type, actor] = ["ref", "activity_type", "actor"].map((name) => searchParams.get(name));
  const found = call.repository.activity
    .filter((each) => ref == null || each.ref === ref || each.ref === `refs/heads/${ref}`)
    .filter((each) => type == null || each.type === type)
    .filter((each) => actor == null || each.actor.login === actor)
    .reverse();
  const after = searchParams.get("after");
  const start = after === null ? 0 : found.findIndex(({ id }) => id === Number(after)) + 1;
  const page = found.slice(start, start + size);
  const next = new URL(call.url);
  next.searchParams.set("after", String(page.at(-1)?.id));
  return {
    ...ok(page.map((each) => activityJson(call, each))),
    ...(start + size < found.length && { headers: { link: `<${next}>; rel="next"` } }),
  };
}

function readCommit({ world, repository, params }: RepositoryCall): Answer {
  const oid = resolveCommit(repository, params.ref ?? "");
  const [parent] = commitAt(repository.objects, oid).parents;
  const before = parent === undefined ? new Map() : filesOf(repository.objects, parent);
  const files = diffFiles(before, filesOf(repository.objects, oid));
  const shown = files.map((file) => fileJson(world, repository, file, oid));
  const sum = (key: "additions" | "deletions" | "changes") => shown.reduce((total, file) => total + file[key], 0);
  const stats = { additions: sum("additions"), deletions: sum("deletions"), total: sum("changes") };
  return ok({ ...commitJson(world, repository, oid), stats, files: shown.slice(0, MOST_COMPARED_FILES) });
}

/** `permission` knows the older roles only; `role_name` all. */
const BASE_ROLES: Readonly<Record<Role, string>> = {
  read: "read",
  triage: "read",
  write: "write",
  maintain: "write",
  admin: "admin",
};

export const repositoryRoutes: Routes = {
  "GET /repos/{owner}/{repo}": inRepository("metadata:read", ({ world, repository }) =>
    ok(repositoryJson(world, repository)),
  ),
  // https://docs.github.com/rest/collaborators/collaborators#get-repository-permissions-for-a-user
  "GET /repos/{owner}/{repo}/collaborators/{username}/permission": inRepository("metadata:read", (call) => {
    const account = findAccount(call.world, call.params.username ?? "");
    if (!account) throw new Refused(404, "Not Found");
    const role = roleOf(call.repository, account);
    const user = { ...accountJson(call.world, account), role_name: role ?? "none" };
    return ok({ permission: role === null ? "none" : BASE_ROLES[role], role_name: role ?? "none", user });
  }),
  "GET /repos/{owner}/{repo}/activity": inRepository("contents:read", listActivity),
  "GET /repos/{owner}/{repo}/compare/{+basehead}": inRepository("contents:read", compare),
  "GET /repos/{owner}/{repo}/contents/{+path}": inRepository("contents:read", contentsAt),
  "GET /repos/{owner}/{repo}/contents": inRepository("contents:read", contentsAt),
  "GET /repos/{owner}/{repo}/git/ref/{+ref}": inRepository("contents:read", ({ world, repository, params }) => {
    const ref = `refs/${params.ref}`;
    const sha = repository.refs.get(ref);
    if (sha === undefined) throw new Refused(404, "Not Found");
    const url = repositoryApiUrl(world, repository, `/git/${ref}`);
    const object = { type: "commit", sha, url: repositoryApiUrl(world, repository, `/git/commits/${sha}`) };
    return ok({ ref, node_id: nodeId("Ref", repository.id, ref), url, object });
  }),
  "GET /repos/{owner}/{repo}/commits/{sha}/pulls": inRepository("pull_requests:read", (call) => {
    const sha = resolveCommit(call.repository, call.params.sha ?? "");
    const found = allRequests(call.world).filter(
      (request) =>
        request.repository === call.repository && (request.mergeCommit === sha || commitsOf(request).includes(sha)),
    );
    // https://docs.github.com/rest/commits/commits#list-pull-requests-associated-with-a-commit
    const landed = isAncestor(
      call.repository.objects,
      sha,
      resolveCommit(call.repository, call.repository.defaultBranch),
    );
    const shown = landed
      ? found.filter(({ state }) => state === "MERGED")
      : found.filter(({ state }) => state === "OPEN");
    return paged(call.url, shown, (page) => page.map((request) => pullRequestJson(call.world, request)));
  }),
  // https://docs.github.com/rest/commits/commits#list-commits
  "GET /repos/{owner}/{repo}/commits": inRepository("contents:read", ({ world, repository, url }) => {
    const tip = resolveCommit(repository, url.searchParams.get("sha") ?? repository.defaultBranch);
    const all = commitsBetween(repository.objects, null, tip).reverse();
    return paged(url, all, (page) => page.map((sha) => commitJson(world, repository, sha)));
  }),
  "GET /repos/{owner}/{repo}/commits/{+ref}": inRepository("contents:read", readCommit),
};
