/**
 * What a delivery tells of a command (`/ai-review …`): that there is one, which GitHub's replicas may not show at once, or
 * that it was edited or deleted, which they may not show at once either.
 */
import { z } from "zod";
import { parseCommand } from "../core/commands/parse.ts";
import { momentOf } from "./shapes.ts";

export interface ReviewCommandObservation {
  readonly kind: "review-command";
  readonly repositoryId: number;
  readonly number: number;
  /** The comment's address. */
  readonly url: string;
  readonly withdrawn: boolean;
  /** When it was written. ISO 8601, by GitHub's clock. */
  readonly at: string;
}

const id = z.number().int().positive();
const text = z.string().nullish();
const time = z.string().nullish();
const payloadShape = z.object({
  action: z.enum(["created", "edited", "deleted"]),
  repository: z.object({ id }),
  issue: z.object({ number: id, pull_request: z.object({}) }),
  comment: z.object({ body: text, html_url: z.string(), created_at: time }),
  changes: z.object({ body: z.object({ from: text }).optional() }).optional(),
});

/** @param payload of an `issue_comment` event */
export function readReviewCommand(payload: unknown): ReviewCommandObservation[] {
  const parsed = payloadShape.safeParse(payload);
  if (!parsed.success) return [];
  const { action, repository, issue, comment, changes } = parsed.data;
  const texts = [comment.body, changes?.body?.from];
  if (texts.every((each) => parseCommand(each ?? "") === null)) return [];
  return [
    {
      kind: "review-command",
      repositoryId: repository.id,
      number: issue.number,
      url: comment.html_url,
      withdrawn: action !== "created",
      at: momentOf(comment.created_at),
    },
  ];
}
