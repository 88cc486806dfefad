/** Commits, trees, blobs and refs. */
import { isAncestor } from "../git/graph.ts";
import { commitAt } from "../git/objects.ts";
import { itemAt } from "../git/trees.ts";
import { commitCommentUrl } from "../render/commit-comment.ts";
import { nodeId } from "../render/node-id.ts";
import { fullName } from "../render/repository.ts";
import { canSee } from "../server/credentials.ts";
import { authorsOf } from "../state/authors.ts";
import { commitsOf } from "../state/changes.ts";
import type { PullRequest } from "../state/conversation.ts";
import type { CommitComment, Repository } from "../state/model.ts";
import { allRequests, branchTip } from "../state/repositories.ts";
import { actor, type GitActorSource } from "./actors.ts";
import { suitesOfCommit } from "./checks.ts";
import { connection } from "./connection.ts";
import type { Context, Fields } from "./fields.ts";
import { shown } from "./fields.ts";

/** An object of a repository. */
export interface ObjectSource {
  readonly kind: "Commit" | "Tree" | "Blob";
  readonly repository: Repository;
  readonly oid: string;
}

export interface RefSource {
  readonly kind: "Ref";
  readonly repository: Repository;
  /** In full. */
  readonly name: string;
}

/** The object with this id, or null. */
export function objectSource(repository: Repository, oid: string): ObjectSource | null {
  const object = repository.objects.get(oid);
  if (!object) return null;
  const kind = ({ commit: "Commit", tree: "Tree", blob: "Blob" } as const)[object.type];
  return { kind, repository, oid };
}

/** What `branch:path`, `sha:path`, a branch or an id mean. */
export function objectAt(repository: Repository, commit: string, path: string | null): ObjectSource | null {
  if (path === null) return objectSource(repository, commit);
  const { tree } = commitAt(repository.objects, commit);
  const oid = path === "" ? tree : itemAt(repository.objects, tree, path)?.oid;
  return oid === undefined ? null : objectSource(repository, oid);
}

const object: Fields<ObjectSource> = {
  id: ({ kind, repository, oid }) => nodeId(kind, repository.id, oid),
  oid: ({ oid }) => oid,
  abbreviatedOid: ({ oid }) => oid.slice(0, 7),
  repository: ({ repository }) => repository,
};

const commitOf = ({ repository, oid }: ObjectSource) => commitAt(repository.objects, oid);
const gitActor = (identity: GitActorSource["identity"]): GitActorSource => ({ kind: "GitActor", identity });

const commit: Fields<ObjectSource> = {
  ...object,
  message: (source) => commitOf(source).message,
  messageHeadline: (source) => commitOf(source).message.split("\n", 1)[0],
  messageBody: (source) => commitOf(source).message.split("\n").slice(1).join("\n").trim(),
  url: ({ repository, oid }, _, { world }) => `${world.url}/${fullName(repository)}/commit/${oid}`,
  authoredDate: (source) => commitOf(source).author.date,
  committedDate: (source) => commitOf(source).committer.date,
  tree: (source) => objectSource(source.repository, commitOf(source).tree),
  parents: (source, args) =>
    connection(
      commitOf(source).parents.map((oid) => objectSource(source.repository, oid)),
      args,
    ),
  author: (source) => gitActor(commitOf(source).author),
  committer: (source) => gitActor(commitOf(source).committer),
  authors: (source, args) => connection(authorsOf(commitOf(source)).map(gitActor), args),
  signature: (source) =>
    commitOf(source).signedByGitHub
      ? shown({ kind: "GpgSignature", isValid: true, wasSignedByGitHub: true, state: "VALID" })
      : null,
  file: { args: ["path"], resolve: (source, { path }) => treeEntry(source, String(path)) },
  checkSuites: {
    args: ["filterBy"],
    resolve: (source, args) => connection(suitesOfCommit(source.repository, source.oid, args.filterBy), args),
  },
  comments: ({ repository, oid }, args) =>
    connection(
      repository.commitComments.filter(({ commit }) => commit === oid),
      args,
    ),
  associatedPullRequests: (source, args, context) => connection(associatedRequests(source, context), args),
};

function treeEntry({ repository, oid }: ObjectSource, path: string) {
  const item = itemAt(repository.objects, commitAt(repository.objects, oid).tree, path);
  if (!item) return null;
  const types = { "40000": "tree", "160000": "commit", "100644": "blob", "100755": "blob", "120000": "blob" } as const;
  const found = item.mode === "160000" ? null : repository.objects.get(item.oid);
  return shown({
    name: item.name,
    path,
    mode: Number.parseInt(item.mode, 8),
    oid: item.oid,
    type: types[item.mode],
    size: found?.type === "blob" ? found.content.length : 0,
    repository,
    object: item.mode === "160000" ? null : objectSource(repository, item.oid),
  });
}

/**
 * The merged request that brought the commit; those that are open too, as long as the default branch hasn't got it. Oldest
 * first. https://docs.github.com/graphql/reference/objects#commit
 */
function associatedRequests({ repository, oid }: ObjectSource, { world, credential }: Context): PullRequest[] {
  const tip = branchTip(repository, repository.defaultBranch);
  const landed = tip !== null && isAncestor(repository.objects, oid, tip);
  return allRequests(world)
    .filter((request) => canSee(credential, request.repository))
    .filter(({ state, repository: { tiesMerges } }) => (state === "MERGED" ? tiesMerges : state === "OPEN" && !landed))
    .filter((request) => request.mergeCommit === oid || commitsOf(request).includes(oid))
    .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
}

/** GitHub gives no more of a blob's text than this. */
const LONGEST_TEXT = 512_000;

function contentOf({ repository, oid }: ObjectSource): Buffer {
  const found = repository.objects.get(oid);
  return found?.type === "blob" ? found.content : Buffer.alloc(0);
}

/** As git tells them apart: a zero byte among the first 8,000. */
const isBinary = (content: Buffer) => content.subarray(0, 8000).includes(0);

const blob: Fields<ObjectSource> = {
  ...object,
  byteSize: (source) => contentOf(source).length,
  isBinary: (source) => isBinary(contentOf(source)),
  isTruncated: (source) => contentOf(source).length > LONGEST_TEXT,
  text: (source) => (isBinary(contentOf(source)) ? null : contentOf(source).subarray(0, LONGEST_TEXT).toString()),
};

const tree: Fields<ObjectSource> = {
  ...object,
  entries: ({ repository, oid }) => {
    const found = repository.objects.get(oid);
    if (found?.type !== "tree") return [];
    return found.items.map(({ name, mode, oid: of }) =>
      shown({
        name,
        mode: Number.parseInt(mode, 8),
        oid: of,
        type: mode === "40000" ? "tree" : mode === "160000" ? "commit" : "blob",
        object: mode === "160000" ? null : objectSource(repository, of),
      }),
    );
  },
};

const ref: Fields<RefSource> = {
  id: ({ repository, name }) => nodeId("Ref", repository.id, name),
  name: ({ name }) => name.replace(/^refs\/[^/]+\//, ""),
  prefix: ({ name }) => /^refs\/[^/]+\//.exec(name)?.[0] ?? "refs/",
  repository: ({ repository }) => repository,
  target: ({ repository, name }) => objectSource(repository, repository.refs.get(name) ?? ""),
};

const commitComment: Fields<CommitComment> = {
  id: ({ id }) => nodeId("CommitComment", id),
  databaseId: ({ id }) => id,
  url: (source, _, { world }) => commitCommentUrl(world, source),
  body: ({ body }) => body,
  createdAt: ({ createdAt }) => createdAt,
  lastEditedAt: ({ lastEditedAt }) => lastEditedAt,
  author: ({ author }) => actor(author),
  editor: ({ editor }) => actor(editor),
};

export const gitTypes = { CommitComment: commitComment, Commit: commit, Blob: blob, Tree: tree, Ref: ref };
