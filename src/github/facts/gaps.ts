/** What GitHub's answer lacks by design, or doesn't show this App. The rest can't be had, so it is said. */
import type { Gap } from "../../core/facts.ts";
import type { CommitAnswer, HeadAnswer, PullRequestAnswer } from "./answer.ts";

/** GitHub shows at most this many files of a request. https://docs.github.com/rest/pulls/pulls#list-pull-requests-files */
const MOST_FILES = 3000;

/** Where GitHub's answer is cut by design: the rest can't be had, so it is said. */
export function gapsOf(
  request: PullRequestAnswer,
  commits: readonly CommitAnswer[],
  files: number,
  head: HeadAnswer | null,
): Gap[] {
  const gaps: Gap[] = [];
  if (request.changedFiles > files || files >= MOST_FILES) {
    gaps.push({ list: "files", what: `GitHub shows ${files} of ${request.changedFiles} changed files.` });
  }
  for (const commit of commits) {
    const short = commit.oid.slice(0, 7);
    if (commit.authors.totalCount > (commit.authors.nodes?.length ?? 0)) {
      gaps.push({
        list: "authors",
        what: `Commit ${short} names ${commit.authors.totalCount} authors, more than can be read.`,
      });
    }
    if (commit.parents.totalCount > (commit.parents.nodes?.length ?? 0)) {
      gaps.push({
        list: "parents",
        what: `Commit ${short} has ${commit.parents.totalCount} parents, more than can be read.`,
      });
    }
  }
  for (const [what, list] of [
    ["assignees", request.assignees],
    ["labels", request.labels],
  ] as const) {
    if (list && list.totalCount > (list.nodes?.length ?? 0)) {
      gaps.push({ list: "request", what: `The request has ${list.totalCount} ${what}, more than can be read.` });
    }
  }
  const others = head?.associatedPullRequests;
  if (others && others.totalCount > (others.nodes?.length ?? 0)) {
    gaps.push({ list: "request", what: `The head belongs to ${others.totalCount} requests, more than can be read.` });
  } else if (others && hasHoles(others)) {
    gaps.push({ list: "links", what: "GitHub doesn't show which requests have this head." });
  }
  return gaps;
}

export function hiddenLinks(closing: Links<unknown>, shown: number): Gap[] {
  if (shown >= (closing?.totalCount ?? 0)) return [];
  const what =
    "GitHub doesn't show every issue that the request closes, as where this App isn't installed: take those links out of it.";
  return [{ list: "links", what }];
}

type Links<T> = { readonly totalCount: number; readonly nodes: readonly (T | null)[] | null } | null | undefined;

/**
 * GitHub's schema lets links to issues and to other requests be null, as a whole and one by one. As a whole, where no error
 * stands beside it, it says that there are none; one by one, that there is what this App isn't shown, such as a private
 * repository's issue. What is shown is read; that there is more is a gap.
 */
export function shownOf<T>(links: Links<T>): T[] {
  return (links?.nodes ?? []).filter((node) => node !== null);
}

export function hasHoles({ nodes }: NonNullable<Links<unknown>>): boolean {
  return nodes === null || nodes.includes(null);
}
