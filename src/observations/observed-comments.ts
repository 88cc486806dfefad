/** What comments and reviews said that set agents to work, before they were edited or deleted. */
import { z } from "zod";
import type { Account } from "../core/facts.ts";
import { addressedAgents } from "../core/people/commands.ts";
import { account, id, type Placed, repository, time, toAccount, toIso } from "./shapes.ts";

export interface CommandObservation extends Placed {
  readonly kind: "command";
  readonly number: number;
  readonly author: Account | null;
  readonly agents: readonly string[];
  readonly at: string;
  readonly url: string;
  readonly asWritten: boolean;
}

export interface HarmlessDeletionObservation extends Placed {
  readonly kind: "harmless-deletion";
  readonly number: number;
  readonly author: Account | null;
  readonly at: string;
}

type Observed = CommandObservation | HarmlessDeletionObservation;

/** @param payload of an `issue_comment` event */
export function readIssueComment(payload: unknown): Observed[] {
  return readComment(payload, z.object({ issue: z.object({ number: id }) }), (read) => read.issue.number);
}

/** @param payload of a `pull_request_review` or `pull_request_review_comment` event */
export function readReviewText(payload: unknown): Observed[] {
  return readComment(
    payload,
    z.object({ pull_request: z.object({ number: id }) }),
    (read) => read.pull_request.number,
    // The timeline shows no deletion of these, so there's no doubt that it could take away.
  ).filter((observation) => observation.kind !== "harmless-deletion");
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
function readComment<Shape>(payload: unknown, shape: z.ZodType<Shape>, numberOf: (read: Shape) => number): Observed[] {
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
