/**
 * What a delivery tells that GitHub will not tell again: who pushed, what a comment said before it was edited or deleted,
 * which commit a merge made. It is stored before the delivery is answered.
 */
import { z } from "zod";
import type { Account, AccountKind } from "../core/facts.ts";
import type { Push } from "../core/memory.ts";
import { addressedAgents } from "../core/people/commands.ts";
import { ORGANIZATION_REPOSITORIES } from "../evaluation/organization-file.ts";
import { POLICY_PATH } from "../github/facts/query.ts";
import { type ReviewCommandObservation, readReviewCommand } from "./observed-commands.ts";
import {
  type BodyObservation,
  type ExpectedObservation,
  type HeadObservation,
  readBodies,
  readEdit,
  readHead,
  readReview,
} from "./observed-requests.ts";

interface Placed {
  readonly repositoryId: number;
}

export interface PushObservation extends Placed, Push {
  readonly kind: "push";
}

interface CommandObservation extends Placed {
  readonly kind: "command";
  readonly number: number;
  readonly author: Account | null;
  readonly agents: readonly string[];
  readonly at: string;
  readonly url: string;
  readonly asWritten: boolean;
}

interface HarmlessDeletionObservation extends Placed {
  readonly kind: "harmless-deletion";
  readonly number: number;
  readonly author: Account | null;
  readonly at: string;
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

const id = z.number().int().positive();
const sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
const account = z.object({ id, login: z.string().min(1), type: z.string() }).nullish();
const repository = z.object({ id });
const time = z.string().refine((text) => !Number.isNaN(Date.parse(text)));
/** In `push` events GitHub gives seconds, everywhere else ISO 8601. */
const pushedAt = z.union([z.number().int().positive(), time]);

const KINDS: ReadonlySet<string> = new Set<AccountKind>(["User", "Bot", "Mannequin", "Organization"]);

function toAccount(answer: z.infer<typeof account>): Account | null {
  if (!answer || !KINDS.has(answer.type)) return null;
  return { id: answer.id, login: answer.login, kind: answer.type as AccountKind };
}

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
      return [
        ...readComment(payload, z.object({ issue: z.object({ number: id }) }), (read) => read.issue.number),
        ...readReviewCommand(payload),
      ];
    case "pull_request_review_comment":
      return readReviewText(payload);
    case "pull_request_review":
      return [...readReviewText(payload), ...readReview(payload)];
    default:
      return [];
  }
}

function readReviewText(payload: unknown): Observation[] {
  return readComment(
    payload,
    z.object({ pull_request: z.object({ number: id }) }),
    (read) => read.pull_request.number,
    // The timeline shows no deletion of these, so there's no doubt that it could take away.
  ).filter((observation) => observation.kind !== "harmless-deletion");
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

const comment = z.object({
  body: z.string().nullish(),
  user: account,
  html_url: z.string(),
  created_at: time.nullish(),
  updated_at: time.nullish(),
  submitted_at: time.nullish(),
});

/**
 * A comment's text as it came. An edit shows both texts: what it said before is its author's as far as anybody knows, what
 * it says now is the sender's, as everybody with write access can edit others' comments.
 */
function readComment<Shape>(payload: unknown, shape: z.ZodType<Shape>, numberOf: (read: Shape) => number) {
  const parsed = z
    .object({
      action: z.string(),
      repository,
      sender: account,
      comment: comment.optional(),
      review: comment.optional(),
      changes: z.object({ body: z.object({ from: z.string().nullish() }).optional() }).optional(),
    })
    .safeParse(payload);
  const place = shape.safeParse(payload);
  if (!parsed.success || !place.success) return [];
  const { action, sender, changes } = parsed.data;
  const written = parsed.data.comment ?? parsed.data.review;
  const at = written?.created_at ?? written?.submitted_at;
  if (!written || !at) return [];
  const base = { repositoryId: parsed.data.repository.id, number: numberOf(place.data) };
  const author = toAccount(written.user);
  const now = addressedAgents(written.body ?? "");
  const before = addressedAgents(changes?.body?.from ?? "");
  const command = (by: Account | null, agents: readonly string[], when: string, asWritten: boolean) =>
    agents.length === 0
      ? []
      : [
          {
            ...base,
            kind: "command" as const,
            author: by,
            agents,
            at: toIso(when),
            url: written.html_url,
            asWritten,
          },
        ];
  const editedAt = written.updated_at ?? at;
  switch (action) {
    case "created":
    case "submitted":
      return command(author, now, at, true);
    case "edited":
      return [...command(author, before, at, false), ...command(toAccount(sender), now, editedAt, false)];
    case "deleted": {
      const untouched = written.updated_at === null || written.updated_at === undefined || written.updated_at === at;
      if (now.length > 0 || !untouched) return command(author, now, at, untouched);
      return [{ ...base, kind: "harmless-deletion" as const, author, at: toIso(editedAt) }];
    }
    default:
      return [];
  }
}

function isZero(oid: string): boolean {
  return /^0+$/.test(oid);
}

function toIso(time: string | number): string {
  return new Date(typeof time === "number" ? time * 1000 : time).toISOString();
}
