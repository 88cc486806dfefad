/** Which requests GitHub ties to commits, into whichever branch. */
import type { LandedRequest } from "../../core/push/facts.ts";
import { GitHubError } from "../errors.ts";
import type { ActorAnswer } from "../facts/answer.ts";
import { allOf, toAccount } from "../facts/convert.ts";
import { graphqlWhole, type Octokit } from "../graphql.ts";
import type { Repo } from "../issues.ts";
import { tiesQuery } from "./query.ts";

/** A request of the repository that GitHub names for a commit. */
export interface Tie extends Omit<LandedRequest, "verdict"> {
  /** The branch that it goes into. */
  readonly base: string;
}

interface TieAnswer {
  readonly number: number;
  readonly state: string;
  readonly baseRefName: string;
  readonly headRefOid: string;
  readonly baseRepository: { readonly nameWithOwner: string } | null;
  readonly mergeCommit: { readonly oid: string } | null;
  readonly mergedBy: ActorAnswer | null;
  readonly commits: { readonly totalCount: number };
}

interface CommitTies {
  readonly associatedPullRequests?: { readonly nodes: readonly (TieAnswer | null)[] | null } | null;
}

type Answer = {
  readonly repository:
    | ({ readonly nameWithOwner: string } & Readonly<Record<string, CommitTies | string | null | undefined>>)
    | null;
};

const AT_ONCE = 50;

/** Reads the requests of commits. One request for each fifty. */
export async function readTies(octokit: Octokit, { owner, repo }: Repo, shas: readonly string[]): Promise<Tie[]> {
  const operation = `reading the requests of commits of ${owner}/${repo}`;
  const found = new Map<number, Tie>();
  for (let start = 0; start < shas.length; start += AT_ONCE) {
    const some = shas.slice(start, start + AT_ONCE);
    const { repository } = await graphqlWhole<Answer>(octokit, operation, tiesQuery(some), { owner, name: repo });
    if (!repository) throw new GitHubError(`${operation}: expected the repository, got null`);
    const name = repository.nameWithOwner.toLowerCase();
    for (const sha of some) {
      const commit = repository[`c${sha}`];
      if (typeof commit !== "object" || commit === null) continue;
      for (const request of allOf(commit.associatedPullRequests?.nodes ?? [], "requests of a commit")) {
        if (request.baseRepository?.nameWithOwner.toLowerCase() === name) found.set(request.number, toTie(request));
      }
    }
  }
  return [...found.values()];
}

function toTie({ number, state, baseRefName, headRefOid, mergeCommit, mergedBy, commits }: TieAnswer): Tie {
  return {
    number,
    base: baseRefName,
    head: headRefOid,
    mergeCommit: state === "MERGED" ? (mergeCommit?.oid ?? null) : null,
    mergedBy: toAccount(mergedBy),
    commits: commits.totalCount,
  };
}
