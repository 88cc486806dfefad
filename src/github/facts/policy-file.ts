/** Policy files out of GraphQL's answers: there, plainly not there, or there and not to be used. */
import type { PolicyFile } from "../../core/facts.ts";
import { POLICY_PATH } from "../../core/policy-path.ts";
import { GitHubError } from "../errors.ts";
import type { PolicyEntryAnswer, PolicyRepositoryAnswer } from "./answer.ts";

/** Git's mode of a symbolic link; `TreeEntry.mode` is the number that octal 120000 stands for. */
const SYMLINK = 0o120000;
const LONGEST = 64 * 1024;

/** @param repository `owner/name`, for messages */
export function toPolicyFile(entry: PolicyEntryAnswer | null | undefined, repository: string): PolicyFile {
  const source = `${repository}/${POLICY_PATH}`;
  if (!entry) return { state: "absent" };
  if (entry.mode === SYMLINK) return { state: "refused", source, why: "expected a file, got a symbolic link" };
  const blob = entry.object;
  if (blob === null) throw new GitHubError(`expected the content of ${source}, got null`);
  if (blob.__typename !== "Blob")
    return { state: "refused", source, why: "expected a file, got a directory or submodule" };
  if ((blob.byteSize ?? 0) > LONGEST || blob.isTruncated) {
    return { state: "refused", source, why: `expected at most 64 KiB, got ${blob.byteSize ?? "more"} bytes` };
  }
  if (blob.isBinary || typeof blob.text !== "string") {
    return { state: "refused", source, why: "expected text, got binary data" };
  }
  return { state: "present", text: blob.text, oid: entry.oid, source };
}

/** The policy file on a repository's default branch; an empty repository has none. */
export function policyOf(repository: PolicyRepositoryAnswer | null): PolicyFile {
  const target = repository?.defaultBranchRef?.target;
  if (!repository || !target) return { state: "absent" };
  if (target.__typename !== "Commit")
    throw new GitHubError(`expected a commit on the default branch, got ${target.__typename}`);
  return toPolicyFile(target.file, repository.nameWithOwner);
}
