/** What helps people around a request, as far as GitHub shows it: nothing here throws, and nothing missing matters. */
import { type Around, type AskedReviewer, NOTHING_AROUND } from "../../core/facts.ts";
import type { AroundAnswer } from "./answer.ts";
import { toAccount } from "./convert.ts";

/** Kinds of accounts that can be asked; GitHub may come to have more, which must be no trouble. */
const PERSONS: ReadonlySet<string> = new Set(["User", "Bot", "Mannequin"]);

/** Git's mode of a symbolic link. */
const SYMLINK = 0o120000;

export function toAround(answer: AroundAnswer | null): Around {
  const request = answer?.pullRequest;
  if (!request) return NOTHING_AROUND;
  return {
    labelId: answer.label?.id ?? null,
    codeowners: codeownersOf(request),
    suggested: (request.suggestedReviewers ?? []).flatMap((each) => {
      const reviewer = each?.reviewer;
      const account = reviewer?.__typename === "User" ? toAccount(reviewer) : null;
      return reviewer && account ? [{ account, nodeId: reviewer.id }] : [];
    }),
    asked: (request.reviewRequests?.nodes ?? []).map((each) => toAsked(each?.requestedReviewer)),
  };
}

type Request = NonNullable<AroundAnswer["pullRequest"]>;
type Reviewer = NonNullable<NonNullable<NonNullable<Request["reviewRequests"]>["nodes"]>[number]>["requestedReviewer"];

/** A team is null for an App that may not read its organisation's teams; it's asked all the same. */
function toAsked(reviewer: Reviewer): AskedReviewer {
  if (!reviewer) return { type: "unknown" };
  if ("combinedSlug" in reviewer) return { type: "team", name: reviewer.combinedSlug };
  const account = PERSONS.has(reviewer.__typename) ? toAccount(reviewer) : null;
  return account ? { type: "person", account } : { type: "unknown" };
}

/** The first of the three files that is there counts; one that GitHub doesn't show whole is as good as none. */
function codeownersOf({ baseRef }: Request): string | null {
  const target = baseRef?.target;
  const entry = target?.inGithub ?? target?.inRoot ?? target?.inDocs;
  const blob = entry?.object;
  if (!entry || entry.mode === SYMLINK || blob?.__typename !== "Blob" || blob.isTruncated) return null;
  return blob.text ?? null;
}
