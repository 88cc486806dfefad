/** Comments: on a request, and on a line of its code. */
import { z } from "zod";
import { readApproval } from "./arrivals.ts";
import { aboutOpenRequest, type Delivery, IGNORED, id, lookAgain, odd, type Reading, text } from "./reading.ts";

const edit = z.object({ from: text }).optional();
const comment = z.object({ comment: z.object({ body: text }), changes: z.object({ body: edit }).optional() });

/**
 * A line that may be a command to an agent or to this App: it begins with a handle (`@copilot …`) or a slash command
 * (`/q …`). Which agent's it is, and whether it stands in a quote or in code, is for the core to say.
 */
const COMMAND = /^\s*[@/]\w/m;

/** Whether a text has a line that may be a command. */
export function isCommand(body: string | null | undefined): boolean {
  return COMMAND.test(body ?? "");
}

export function readReviewCommentEvent({ action, payload }: Delivery): Reading {
  return readComment(action, payload, () => aboutOpenRequest(payload, `pull_request_review_comment.${action}`));
}

export function readIssueCommentEvent({ action, payload, appId }: Delivery): Reading {
  return readComment(action, payload, () => {
    const issue = z.object({ number: id, state: z.string(), pull_request: z.object({}).nullish() });
    const parsed = z.object({ issue }).safeParse(payload);
    if (!parsed.success) return odd("`issue` with `number` and `state`");
    const { number, state, pull_request } = parsed.data.issue;
    if (!pull_request) return readApproval({ action, payload, appId });
    if (state !== "open") return IGNORED;
    return lookAgain(payload, [number], null, `issue_comment.${action}`);
  });
}

/** A deleted comment always counts: the timeline then says only that one is gone, and the core judges that. */
function readComment(action: string, payload: unknown, onCommand: () => Reading): Reading {
  if (action !== "created" && action !== "edited" && action !== "deleted") return IGNORED;
  const parsed = comment.safeParse(payload);
  if (!parsed.success) return odd("`comment` with `body`");
  const bodies = [parsed.data.comment.body, parsed.data.changes?.body?.from];
  return action === "deleted" || bodies.some(isCommand) ? onCommand() : IGNORED;
}
