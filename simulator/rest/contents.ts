/** Files and folders. https://docs.github.com/rest/repos/contents */
import { commitAt, type TreeItem } from "../git/objects.ts";
import { itemAt } from "../git/trees.ts";
import { repositoryApiUrl } from "../render/repository.ts";
import { Refused } from "../state/refused.ts";
import { resolveCommit } from "../state/repositories.ts";
import { type Answer, ok, type RepositoryCall } from "./route.ts";

/** Larger files come without content. */
const LARGEST = 1_048_576;

function entryJson({ world, repository }: RepositoryCall, path: string, { name, mode, oid }: TreeItem, ref: string) {
  const types = {
    "40000": "dir",
    "160000": "submodule",
    "120000": "symlink",
    "100644": "file",
    "100755": "file",
  } as const;
  const object = repository.objects.get(oid);
  const escaped = path.split("/").map(encodeURIComponent).join("/");
  return {
    name,
    path,
    sha: oid,
    size: object?.type === "blob" ? object.content.length : 0,
    url: repositoryApiUrl(world, repository, `/contents/${escaped}?ref=${ref}`),
    git_url: repositoryApiUrl(world, repository, `/git/${mode === "40000" ? "trees" : "blobs"}/${oid}`),
    type: types[mode],
  };
}

/** One file with its content in base64, or a folder's list. */
export function contentsAt(call: RepositoryCall): Answer {
  const { repository, params, url } = call;
  const { objects } = repository;
  const ref = url.searchParams.get("ref") ?? repository.defaultBranch;
  const path = (params.path ?? "").replace(/\/$/, "");
  const { tree } = commitAt(objects, resolveRef(call, ref));
  const root: TreeItem = { name: "", mode: "40000", oid: tree };
  const item = path === "" ? root : itemAt(objects, tree, path);
  if (!item) throw new Refused(404, "Not Found");
  const object = objects.get(item.oid);
  if (object?.type === "tree") {
    const prefix = path === "" ? "" : `${path}/`;
    return ok(object.items.map((each) => entryJson(call, prefix + each.name, each, ref)));
  }
  const entry = entryJson(call, path, item, ref);
  if (object?.type !== "blob") return ok({ ...entry, submodule_git_url: null });
  if (item.mode === "120000") return ok({ ...entry, target: object.content.toString() });
  const large = object.content.length > LARGEST;
  const content = large ? "" : object.content.toString("base64").replace(/.{1,60}/g, "$&\n");
  return ok({ ...entry, encoding: large ? "none" : "base64", content });
}

function resolveRef({ repository }: RepositoryCall, ref: string): string {
  try {
    return resolveCommit(repository, ref);
  } catch {
    throw new Refused(404, `No commit found for the ref ${ref}`);
  }
}
