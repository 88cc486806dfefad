/** Commits as REST shows them. */
import type { components } from "@octokit/openapi-types";
import type { Commit, GitIdentity } from "../../core/facts.ts";
import { isGitHubItself } from "../../core/people/address.ts";
import { toRestAccount } from "./rest-account.ts";

type CommitAnswer = components["schemas"]["commit"];

/** REST doesn't tell the accounts of co-authors, so their addresses stand for them. */
export function toRestCommit(answer: CommitAnswer): Commit {
  const { commit } = answer;
  const author = toIdentity(commit.author, answer.author);
  const committer = toIdentity(commit.committer, answer.committer);
  return {
    sha: answer.sha,
    tree: commit.tree.sha,
    parents: answer.parents.map((parent) => parent.sha),
    // REST doesn't tell the parents' trees.
    empty: false,
    message: commit.message,
    author,
    committer,
    authors: [author],
    // GitHub signs with its own key only what it commits itself, under this address.
    signedByGitHub: commit.verification?.verified === true && isGitHubItself(committer.email),
  };
}

function toIdentity(git: CommitAnswer["commit"]["author"], account: CommitAnswer["author"]): GitIdentity {
  return { name: git?.name ?? "", email: git?.email ?? "", account: toRestAccount(account) };
}
