/** Events of a request itself, and of its reviews. */
import { z } from "zod";
import { LABEL } from "../core/around/courtesies.ts";
import { isCommand } from "./comments.ts";
import {
  aboutOpenRequest,
  type Delivery,
  type Departure,
  IGNORED,
  odd,
  place,
  placeOf,
  pullRequest,
  type Reading,
  sha,
  text,
} from "./reading.ts";

const departure = place.extend({
  pull_request: pullRequest,
  before: sha.optional(),
  changes: z.object({ base: z.object({}).optional() }).optional(),
});

/**
 * `closed` is missing on purpose: a closed request can't be merged, and reopening it asks again. Only others at its head are
 * looked at again.
 */
const PULL_REQUEST_ACTIONS = new Set([
  "opened",
  "reopened",
  "synchronize",
  "edited",
  "ready_for_review",
  "converted_to_draft",
  "assigned",
  "unassigned",
  "labeled",
]);

export function readPullRequestEvent(delivery: Delivery): Reading {
  const reading = readOwnEvent(delivery);
  const left = departureOf(delivery);
  if (left === null || reading.kind === "odd") return reading;
  return { kind: "look-again", jobs: reading.kind === "look-again" ? reading.jobs : [], left };
}

/** What an event of a request means for the request itself. */
function readOwnEvent({ action, payload }: Delivery): Reading {
  if (!PULL_REQUEST_ACTIONS.has(action)) return IGNORED;
  if (action === "edited" && changesOnlyTheTitle(payload)) return IGNORED;
  if (action === "labeled" && isOwnLabel(payload)) return IGNORED;
  return aboutOpenRequest(payload, `pull_request.${action}`);
}

/** Closed, pointed at another base, or pushed to. */
function departureOf({ action, payload }: Delivery): Departure | null {
  const parsed = departure.safeParse(payload);
  if (!parsed.success) return null;
  const { pull_request: request, before, changes } = parsed.data;
  const change = { ...placeOf(parsed.data), number: request.number };
  const from = (head: string | undefined): Departure | null =>
    head === undefined ? null : { change, head, reason: `pull_request.${action}` };
  switch (action) {
    case "closed":
      return from(request.head.sha);
    case "edited":
      return changes?.base ? from(request.head.sha) : null;
    case "synchronize":
      return from(before);
    default:
      return null;
  }
}

/** This App puts it on itself, and it sets no agent to work. */
function isOwnLabel(payload: unknown): boolean {
  const parsed = z.object({ label: z.object({ name: z.string() }) }).safeParse(payload);
  return parsed.success && parsed.data.label.name.toLowerCase() === LABEL;
}

/** A title is no evidence; the body (a footer, a declaration) and the base are. */
function changesOnlyTheTitle(payload: unknown): boolean {
  const parsed = z.object({ changes: z.record(z.string(), z.unknown()) }).safeParse(payload);
  return parsed.success && Object.keys(parsed.data.changes).join() === "title";
}

/** An edited review keeps its state, and a plain comment replaces no approval unless it also commands an agent. */
export function readReviewEvent({ action, payload }: Delivery): Reading {
  if (action !== "submitted" && action !== "dismissed") return IGNORED;
  const parsed = z.object({ review: z.object({ state: z.string(), body: text }) }).safeParse(payload);
  if (!parsed.success) return odd("`review` with `state` and `body`");
  const { state, body } = parsed.data.review;
  if (state.toLowerCase() === "commented" && !isCommand(body)) return IGNORED;
  return aboutOpenRequest(payload, `pull_request_review.${action}`);
}
