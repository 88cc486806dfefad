/** Git's objects, named as git names them: equal content has an equal id. */
import { createHash } from "node:crypto";
import { Refused } from "../state/refused.ts";

/** A file's mode: plain, executable, symbolic link or submodule. */
export type FileMode = "100644" | "100755" | "120000" | "160000";

export interface TreeItem {
  readonly name: string;
  readonly mode: FileMode | "40000";
  readonly oid: string;
}

export interface Identity {
  readonly name: string;
  readonly email: string;
  /** ISO 8601. Git keeps whole seconds. */
  readonly date: string;
}

interface BlobObject {
  readonly type: "blob";
  readonly content: Buffer;
}

interface TreeObject {
  readonly type: "tree";
  readonly items: readonly TreeItem[];
}

export interface CommitObject {
  readonly type: "commit";
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Identity;
  readonly committer: Identity;
  readonly message: string;
  /** GitHub made this commit and signed it. The signature is a header of the commit, so it's part of its id. */
  readonly signedByGitHub: boolean;
}

export type GitObject = BlobObject | TreeObject | CommitObject;

/** The objects of a repository and all its forks: GitHub keeps them in one place too. */
export type Objects = Map<string, GitObject>;

const SIGNATURE = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n simulated: made by GitHub\n -----END PGP SIGNATURE-----\n";

function identityLine(role: string, { name, email, date }: Identity): string {
  return `${role} ${name} <${email}> ${Math.floor(Date.parse(date) / 1000)} +0000\n`;
}

/** Git sorts a tree's items as if a folder's name ended in a slash. */
function sortKey({ name, mode }: TreeItem): Buffer {
  return Buffer.from(mode === "40000" ? `${name}/` : name);
}

function encode(object: GitObject): Buffer {
  switch (object.type) {
    case "blob":
      return object.content;
    case "tree":
      return Buffer.concat(
        [...object.items]
          .sort((a, b) => Buffer.compare(sortKey(a), sortKey(b)))
          .flatMap(({ name, mode, oid }) => [Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, "hex")]),
      );
    case "commit":
      return Buffer.from(
        `tree ${object.tree}\n` +
          object.parents.map((parent) => `parent ${parent}\n`).join("") +
          identityLine("author", object.author) +
          identityLine("committer", object.committer) +
          (object.signedByGitHub ? SIGNATURE : "") +
          `\n${object.message}`,
      );
    default:
      return object satisfies never;
  }
}

/** The id that git gives to an object. https://git-scm.com/book/en/v2/Git-Internals-Git-Objects */
export function objectId(object: GitObject): string {
  const content = encode(object);
  return createHash("sha1").update(`${object.type} ${content.length}\0`).update(content).digest("hex");
}

/** Stores an object. @returns its id */
export function put(objects: Objects, object: GitObject): string {
  const oid = objectId(object);
  objects.set(oid, object);
  return oid;
}

/** @throws Refused (404) if there is no such commit */
export function commitAt(objects: Objects, oid: string): CommitObject {
  const object = objects.get(oid);
  if (object?.type !== "commit") throw new Refused(404, `No commit found for SHA: ${oid}`);
  return object;
}

/** Stores text or bytes. @returns the blob's id */
export function putBlob(objects: Objects, content: string | Buffer): string {
  return put(objects, { type: "blob", content: Buffer.from(content) });
}
