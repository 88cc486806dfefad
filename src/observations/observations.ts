/**
 * What a delivery tells that GitHub will not tell again: who pushed, what a comment said before it was edited or deleted,
 * which commit a merge made. It is stored before the delivery is answered.
 */
import { z } from "zod";
import type { Account } from "../core/facts.ts";
import type { Push } from "../core/memory.ts";
import { POLICY_PATH } from "../core/policy-path.ts";
import { ORGANIZATION_REPOSITORIES } from "../evaluation/organization-file.ts";
import { type ReviewCommandObservation, readReviewCommand } from "./observed-commands.ts";
import {
  type CommandObservation,
  type HarmlessDeletionObservation,
  readIssueComment,
  readReviewText,
} from "./observed-comments.ts";
import {
  type BodyObservation,
  type ExpectedObservation,
  type HeadObservation,
  readBodies,
  readEdit,
  readHead,
  readReview,
} from "./observed-requests.ts";
import { account, id, type Placed, pushedAt, repository, sha, time, toAccount, toIso } from "./shapes.ts";

export interface PushObservation extends Placed, Push {
  readonly kind: "push";
}

interface MergeObservation extends Placed {
  readonly kind: "merge";
  readonly number: number;
  readonly base: string;
  /** The commit that the base got. */
  readonly sha: string;
  /** The request's last head. */
  readonly head: string;
  readonly by: Account | null;
  /** How many commits the request had. */
  readonly commits: number;
}

/** A push to an organisation's policy repository wrote its policy file, or removed it. */
interface OrganizationFileObservation extends Placed {
  readonly kind: "organization-file";
  readonly source: string;
  readonly removed: boolean;
}

export type Observation =
  | PushObservation
  | CommandObservation
  | HarmlessDeletionObservation
  | MergeObservation
  | OrganizationFileObservation
  | ReviewCommandObservation
  | BodyObservation
  | ExpectedObservation
  | HeadObservation;

/**
 * Reads what a delivery tells. Pure.
 *
 * @param name of the event, as in `X-GitHub-Event`
 * @param payload as it came; one that doesn't look as documented tells nothing
 */
export function readObservations(name: string, payload: unknown): Observation[] {
  switch (name) {
    case "push":
      return [...readPush(payload), ...readOrganizationFile(payload)];
    case "pull_request":
      return [
        ...readSynchronize(payload),
        ...readMerge(payload),
        ...readBodies(payload),
        ...readEdit(payload),
        ...readHead(payload),
      ];
    case "issue_comment":
      return [...readIssueComment(payload), ...readReviewCommand(payload)];
    case "pull_request_review_comment":
      return readReviewText(payload);
    case "pull_request_review":
      return [...readReviewText(payload), ...readReview(payload)];
    default:
      return [];
  }
}

/** A branch's push. The payload's list of commits is cut at 2,048 and isn't needed: the heads tell. */
function readPush(payload: unknown): Observation[] {
  const parsed = z
    .object({
      ref: z.string().startsWith("refs/heads/"),
      before: sha,
      after: sha,
      deleted: z.boolean().nullish(),
      sender: account,
      repository: z.object({ id, pushed_at: pushedAt }),
    })
    .safeParse(payload);
  if (!parsed.success || parsed.data.deleted || isZero(parsed.data.after)) return [];
  const { ref, before, after, sender, repository: place } = parsed.data;
  return [
    {
      kind: "push",
      repositoryId: place.id,
      branch: ref.slice("refs/heads/".length),
      before: isZero(before) ? null : before,
      after,
      actor: toAccount(sender),
      at: toIso(place.pushed_at),
    },
  ];
}

const paths = z.array(z.string()).nullish();

/** The last commit that touches the organisation's policy file says whether it's there. One that none names stays. */
function readOrganizationFile(payload: unknown): Observation[] {
  const parsed = z
    .object({
      ref: z.string(),
      commits: z.array(z.object({ added: paths, modified: paths, removed: paths })),
      repository: z.object({ id, name: z.string(), full_name: z.string(), default_branch: z.string() }),
    })
    .safeParse(payload);
  if (!parsed.success) return [];
  const { ref, commits, repository: place } = parsed.data;
  if (ref !== `refs/heads/${place.default_branch}`) return [];
  if (!ORGANIZATION_REPOSITORIES.includes(place.name.toLowerCase())) return [];
  const names = (list: z.infer<typeof paths>) => list?.includes(POLICY_PATH) ?? false;
  const last = commits.findLast((each) => names(each.added) || names(each.modified) || names(each.removed));
  if (!last) return [];
  const removed = names(last.removed) && !names(last.added);
  return [{ kind: "organization-file", repositoryId: place.id, source: `${place.full_name}/${POLICY_PATH}`, removed }];
}

/** A push to a request's head, also where it is in a fork whose pushes this App isn't told of. */
function readSynchronize(payload: unknown): Observation[] {
  const parsed = z
    .object({
      action: z.literal("synchronize"),
      before: sha,
      after: sha,
      sender: account,
      pull_request: z.object({
        updated_at: time,
        head: z.object({ ref: z.string(), repo: z.object({ id }).nullish() }),
      }),
    })
    .safeParse(payload);
  if (!parsed.success) return [];
  const { before, after, sender, pull_request: request } = parsed.data;
  if (!request.head.repo) return [];
  return [
    {
      kind: "push",
      repositoryId: request.head.repo.id,
      branch: request.head.ref,
      before,
      after,
      actor: toAccount(sender),
      at: toIso(request.updated_at),
    },
  ];
}

function readMerge(payload: unknown): Observation[] {
  const parsed = z
    .object({
      action: z.literal("closed"),
      repository,
      pull_request: z.object({
        number: id,
        merged: z.literal(true),
        merge_commit_sha: sha,
        merged_by: account,
        commits: z.number().int().nonnegative().nullish(),
        base: z.object({ ref: z.string() }),
        head: z.object({ sha }),
      }),
    })
    .safeParse(payload);
  if (!parsed.success) return [];
  const { repository: place, pull_request: request } = parsed.data;
  return [
    {
      kind: "merge",
      repositoryId: place.id,
      number: request.number,
      base: request.base.ref,
      sha: request.merge_commit_sha,
      head: request.head.sha,
      by: toAccount(request.merged_by),
      commits: request.commits ?? 1,
    },
  ];
}

function isZero(oid: string): boolean {
  return /^0+$/.test(oid);
}
