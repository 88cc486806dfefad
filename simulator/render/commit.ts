/** Commits and changed files as REST shows them. */
import type { FileDiff } from "../git/diff.ts";
import { commitAt, type Identity } from "../git/objects.ts";
import { diffTexts, type TextDiff } from "../git/patch.ts";
import { accountOfEmail } from "../state/accounts.ts";
import type { Repository, World } from "../state/model.ts";
import { accountJson } from "./account.ts";
import { nodeId } from "./node-id.ts";
import { fullName, repositoryApiUrl } from "./repository.ts";

/** Unlike GraphQL's `GitActor.user`, REST also names an App's account. */
function accountJsonOf(world: World, { email }: Identity) {
  const account = accountOfEmail(world, email);
  return account && accountJson(world, account);
}

export function commitJson(world: World, repository: Repository, oid: string) {
  const commit = commitAt(repository.objects, oid);
  const url = repositoryApiUrl(world, repository, `/commits/${oid}`);
  const html = (sha: string) => `${world.url}/${fullName(repository)}/commit/${sha}`;
  const verification = commit.signedByGitHub
    ? {
        verified: true,
        reason: "valid",
        signature: "simulated",
        payload: "simulated",
        verified_at: commit.committer.date,
      }
    : { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null };
  return {
    sha: oid,
    node_id: nodeId("Commit", repository.id, oid),
    commit: {
      author: commit.author,
      committer: commit.committer,
      message: commit.message,
      tree: { sha: commit.tree, url: repositoryApiUrl(world, repository, `/git/trees/${commit.tree}`) },
      url: repositoryApiUrl(world, repository, `/git/commits/${oid}`),
      comment_count: 0,
      verification,
    },
    url,
    html_url: html(oid),
    comments_url: `${url}/comments`,
    author: accountJsonOf(world, commit.author),
    committer: accountJsonOf(world, commit.committer),
    parents: commit.parents.map((sha) => ({
      sha,
      url: repositoryApiUrl(world, repository, `/commits/${sha}`),
      html_url: html(sha),
    })),
  };
}

const STATUS = {
  ADDED: "added",
  DELETED: "removed",
  MODIFIED: "modified",
  RENAMED: "renamed",
  CHANGED: "changed",
} as const;

/** GitHub leaves the patch out for binary files, submodules and large differences. */
const LARGEST_PATCH = 300_000;

function textDiffOf({ objects }: Repository, { before, after }: FileDiff): TextDiff | null {
  const texts = [before, after].map((file) => {
    if (file === null) return "";
    const object = file.mode === "160000" ? undefined : objects.get(file.oid);
    return object?.type === "blob" && !object.content.subarray(0, 8000).includes(0) ? object.content.toString() : null;
  });
  const [old, now] = texts;
  return typeof old === "string" && typeof now === "string" ? diffTexts(old, now) : null;
}

/** `diff-entry` of REST's schema. */
export function fileJson(world: World, repository: Repository, diff: FileDiff, head: string) {
  const html = `${world.url}/${fullName(repository)}`;
  const path = diff.path.split("/").map(encodeURIComponent).join("/");
  const text = textDiffOf(repository, diff);
  const patch = text?.patch ?? "";
  return {
    sha: (diff.after ?? diff.before)?.oid ?? null,
    filename: diff.path,
    status: STATUS[diff.change],
    additions: text?.additions ?? 0,
    deletions: text?.deletions ?? 0,
    changes: (text?.additions ?? 0) + (text?.deletions ?? 0),
    blob_url: `${html}/blob/${head}/${path}`,
    raw_url: `${html}/raw/${head}/${path}`,
    contents_url: repositoryApiUrl(world, repository, `/contents/${path}?ref=${head}`),
    ...(patch !== "" && patch.length <= LARGEST_PATCH && { patch }),
    ...(diff.previousPath !== null && { previous_filename: diff.previousPath }),
  };
}
