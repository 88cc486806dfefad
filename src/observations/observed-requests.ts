/**
 * What a delivery tells of a request's text, its base and its reviews. A mark that was in the text stays, though it may be
 * edited away before anybody reads it; and what happened must be seen in the facts, which GitHub's replicas may show late.
 */
import { z } from "zod";
import { bodySignals } from "../core/authorship/signals.ts";
import { distinct, type Evidence } from "../core/evidence.ts";
import { requestersIn } from "../core/people/request-people.ts";
import { digestOfBody, type Expected } from "../evaluation/expected.ts";
import { id, momentOf, type Placed } from "./shapes.ts";

interface OnRequest extends Placed {
  readonly number: number;
}

export interface BodyObservation extends OnRequest {
  readonly kind: "body";
  readonly evidence: readonly Evidence[];
}

export interface ExpectedObservation extends OnRequest {
  readonly kind: "expected";
  readonly expected: Expected;
  /** ISO 8601, by GitHub's clock. */
  readonly at: string;
}

/** A request's head was pushed to, and so left the one before. */
export interface HeadObservation extends OnRequest {
  readonly kind: "head";
  readonly before: string;
  readonly after: string;
  /** As above. */
  readonly at: string;
}

const text = z.string().nullish();
const time = z.string().nullish();
const from = z.object({ from: text }).optional();

const bodies = z.object({
  repository: z.object({ id }),
  pull_request: z.object({ number: id, body: text }),
  changes: z.object({ body: from }).optional(),
});

/** @param payload of a `pull_request` event */
export function readBodies(payload: unknown): BodyObservation[] {
  const parsed = bodies.safeParse(payload);
  if (!parsed.success) return [];
  const { repository, pull_request: request, changes } = parsed.data;
  const before = changes?.body?.from ?? "";
  // Whom the present text names, the facts show with who wrote it.
  const evidence = distinct<Evidence>([
    ...[before, request.body ?? ""].flatMap(bodySignals),
    ...requestersIn(before).map(({ evidence: item }) => item),
  ]);
  if (evidence.length === 0) return [];
  return [{ kind: "body", repositoryId: repository.id, number: request.number, evidence }];
}

const edited = z.object({
  action: z.literal("edited"),
  repository: z.object({ id }),
  pull_request: z.object({ number: id, updated_at: time, body: text, base: z.object({ ref: z.string() }) }),
  changes: z.object({ body: from, base: z.object({ ref: z.object({ from: z.string() }) }).optional() }),
});

/** @param payload of a `pull_request` event */
export function readEdit(payload: unknown): ExpectedObservation[] {
  const parsed = edited.safeParse(payload);
  if (!parsed.success) return [];
  const { repository, pull_request: request, changes } = parsed.data;
  const expected: Expected[] = [];
  const body = changes.body && (changes.body.from ?? "");
  if (body !== undefined && body !== (request.body ?? "")) expected.push({ kind: "body", from: digestOfBody(body) });
  const base = changes.base?.ref.from;
  const at = momentOf(request.updated_at);
  if (base !== undefined && base !== request.base.ref) expected.push({ kind: "base", from: base, changed: at });
  const place = { repositoryId: repository.id, number: request.number };
  return expected.map((each) => ({ kind: "expected", ...place, expected: each, at }));
}

const pushed = z.object({
  action: z.literal("synchronize"),
  before: z.string(),
  after: z.string(),
  repository: z.object({ id }),
  pull_request: z.object({ number: id, updated_at: time }),
});

/** @param payload of a `pull_request` event */
export function readHead(payload: unknown): HeadObservation[] {
  const parsed = pushed.safeParse(payload);
  if (!parsed.success) return [];
  const { before, after, repository, pull_request: request } = parsed.data;
  const place = { repositoryId: repository.id, number: request.number };
  return [{ kind: "head", ...place, before, after, at: momentOf(request.updated_at) }];
}

const reviewed = z.object({
  action: z.enum(["submitted", "dismissed"]),
  repository: z.object({ id }),
  pull_request: z.object({ number: id }),
  review: z.object({ html_url: z.string(), state: z.string(), submitted_at: time, user: z.object({ id }).nullish() }),
});

/** @param payload of a `pull_request_review` event */
export function readReview(payload: unknown): ExpectedObservation[] {
  const parsed = reviewed.safeParse(payload);
  // A plain comment is no opinion.
  if (!parsed.success || parsed.data.review.state.toLowerCase() === "commented") return [];
  const { action, repository, pull_request: request, review } = parsed.data;
  const given = momentOf(review.submitted_at);
  const by = review.user?.id ?? null;
  const expected: Expected = { kind: "review", url: review.html_url, by, given, dismissed: action === "dismissed" };
  return [{ kind: "expected", repositoryId: repository.id, number: request.number, expected, at: given }];
}
