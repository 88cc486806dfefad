import { z } from "zod";
import { LABEL } from "./core/around/courtesies.ts";
import type { ChangeRef, Job } from "./queue/job.ts";

/**
 * What a delivery means: jobs to queue, nothing (`ignored`, the cheap and common case), or a payload that doesn't
 * look as GitHub documents it (`odd`), from which nothing can be concluded.
 */
export type Reading =
  | { readonly kind: "look-again"; readonly jobs: readonly Job[]; readonly left?: Departure }
  | { readonly kind: "ignored" }
  | { readonly kind: "odd"; readonly expected: string };

/** A request left a head, or the branch for which it waited there: others at that head may not be held back any more. */
export interface Departure {
  readonly change: ChangeRef;
  readonly head: string;
  readonly reason: string;
}

const IGNORED: Reading = { kind: "ignored" };

const id = z.number().int().positive();
const sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);

/** Every event of an App has these; a webhook that somebody set up by hand has no `installation`. */
const place = z.object({
  installation: z.object({ id }),
  repository: z.object({ id, name: z.string().min(1), owner: z.object({ login: z.string().min(1) }) }),
});
const pullRequest = z.object({ number: id, state: z.string(), head: z.object({ sha }) });
const departure = place.extend({
  pull_request: pullRequest,
  before: sha.optional(),
  changes: z.object({ base: z.object({}).optional() }).optional(),
});
const text = z.string().nullish();
const edit = z.object({ from: text }).optional();
const comment = z.object({ comment: z.object({ body: text }), changes: z.object({ body: edit }).optional() });
const app = z.object({ id }).nullish();

/**
 * A line that may be a command to an agent or to this App: it begins with a handle (`@copilot …`) or a slash command
 * (`/q …`). Which agent's it is, and whether it stands in a quote or in code, is for the core to say.
 */
const COMMAND = /^\s*[@/]\w/m;

/** What a reader of one event gets. */
interface Delivery {
  readonly action: string;
  readonly payload: unknown;
  readonly appId: number;
}

/** One reader per event that `app.yml` subscribes to; adding an event is adding an entry here and a line there. */
const readers = {
  pull_request: readPullRequestEvent,
  pull_request_review: readReviewEvent,
  pull_request_review_comment: readReviewCommentEvent,
  issue_comment: readIssueCommentEvent,
  check_run: readCheckRunEvent,
  check_suite: readCheckSuiteEvent,
} satisfies Record<string, (delivery: Delivery) => Reading>;

/** `push` is only observed (who pushed): one to a request's head also comes as `pull_request.synchronize`. */
export type HandledEvent = keyof typeof readers | "push";

/** The events that can concern a change. */
export const handledEvents: readonly HandledEvent[] = [...(Object.keys(readers) as (keyof typeof readers)[]), "push"];

/** Whether a delivery of this name is looked at. */
export function isHandledEvent(name: string): name is HandledEvent {
  return name === "push" || Object.hasOwn(readers, name);
}

/**
 * Says which changes must be looked at again because of an event. Pure; reads only who and which, never what: the
 * facts come from GitHub.
 *
 * @param name of the event, as in `X-GitHub-Event`
 * @param payload as it came: nothing about its shape is taken for granted
 * @param appId this App's id, to tell its own check runs from others'
 */
export function readEvent(name: string, payload: unknown, appId: number): Reading {
  if (!isHandledEvent(name)) return IGNORED;
  if (name === "push") return IGNORED;
  const action = z.object({ action: z.string() }).safeParse(payload);
  if (!action.success) return { kind: "odd", expected: "an object with the string `action`" };
  return readers[name]({ action: action.data.action, payload, appId });
}

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

function readPullRequestEvent(delivery: Delivery): Reading {
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
  const from = (head: string | undefined): Departure | null =>
    head === undefined
      ? null
      : { change: changeOf(parsed.data, request.number), head, reason: `pull_request.${action}` };
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
function readReviewEvent({ action, payload }: Delivery): Reading {
  if (action !== "submitted" && action !== "dismissed") return IGNORED;
  const parsed = z.object({ review: z.object({ state: z.string(), body: text }) }).safeParse(payload);
  if (!parsed.success) return { kind: "odd", expected: "`review` with `state` and `body`" };
  const { state, body } = parsed.data.review;
  if (state.toLowerCase() === "commented" && !COMMAND.test(body ?? "")) return IGNORED;
  return aboutOpenRequest(payload, `pull_request_review.${action}`);
}

function readReviewCommentEvent({ action, payload }: Delivery): Reading {
  return readComment(action, payload, () => aboutOpenRequest(payload, `pull_request_review_comment.${action}`));
}

function readIssueCommentEvent({ action, payload }: Delivery): Reading {
  return readComment(action, payload, () => {
    const issue = z.object({ number: id, state: z.string(), pull_request: z.object({}).nullish() });
    const parsed = z.object({ issue }).safeParse(payload);
    if (!parsed.success) return { kind: "odd", expected: "`issue` with `number` and `state`" };
    const { number, state, pull_request } = parsed.data.issue;
    if (!pull_request || state !== "open") return IGNORED;
    return lookAgain(payload, [number], null, `issue_comment.${action}`);
  });
}

/** A deleted comment always counts: the timeline then says only that one is gone, and the core judges that. */
function readComment(action: string, payload: unknown, onCommand: () => Reading): Reading {
  if (action !== "created" && action !== "edited" && action !== "deleted") return IGNORED;
  const parsed = comment.safeParse(payload);
  if (!parsed.success) return { kind: "odd", expected: "`comment` with `body`" };
  const bodies = [parsed.data.comment.body, parsed.data.changes?.body?.from];
  return action === "deleted" || bodies.some((body) => COMMAND.test(body ?? "")) ? onCommand() : IGNORED;
}

/**
 * "Re-run" or a button on this App's check. The change is read from `external_id`: `pull_requests` is empty for forks
 * (https://docs.github.com/en/webhooks/webhook-events-and-payloads#check_run).
 */
function readCheckRunEvent({ action, payload, appId }: Delivery): Reading {
  if (action !== "rerequested" && action !== "requested_action") return IGNORED;
  const checkRun = z.object({ head_sha: sha, external_id: text, app });
  const parsed = z.object({ check_run: checkRun }).safeParse(payload);
  if (!parsed.success) return { kind: "odd", expected: "`check_run` with `head_sha`, `external_id` and `app`" };
  const { app: owner, external_id, head_sha } = parsed.data.check_run;
  const number = /^pr:([1-9]\d{0,9}):/.exec(external_id ?? "")?.[1];
  if (owner?.id !== appId || number === undefined) return IGNORED;
  return lookAgain(payload, [Number(number)], head_sha, `check_run.${action}`);
}

/** "Re-run all checks". A fork's suite names no request; there the check's own "Re-run" does it. */
function readCheckSuiteEvent({ action, payload, appId }: Delivery): Reading {
  if (action !== "rerequested") return IGNORED;
  const base = z.object({ repo: z.object({ id }) });
  const pull_requests = z.array(z.object({ number: id, base }));
  const checkSuite = z.object({ head_sha: sha, app, pull_requests });
  const parsed = z.object({ check_suite: checkSuite, repository: z.object({ id }) }).safeParse(payload);
  if (!parsed.success) return { kind: "odd", expected: "`check_suite` with `head_sha`, `app` and `pull_requests`" };
  const { check_suite: suite, repository } = parsed.data;
  if (suite.app?.id !== appId) return IGNORED;
  // The same head may also be asked for in another repository of the network; that isn't this event's.
  const numbers = suite.pull_requests.filter((request) => request.base.repo.id === repository.id);
  const unique = new Set(numbers.map((request) => request.number));
  return lookAgain(payload, [...unique], suite.head_sha, `check_suite.${action}`);
}

function aboutOpenRequest(payload: unknown, reason: string): Reading {
  const parsed = z.object({ pull_request: pullRequest }).safeParse(payload);
  if (!parsed.success) return { kind: "odd", expected: "`pull_request` with `number`, `state` and `head.sha`" };
  const { number, state, head } = parsed.data.pull_request;
  return state === "open" ? lookAgain(payload, [number], head.sha, reason) : IGNORED;
}

/** Without `installation` a delivery is no App's but a repository's own webhook: nothing can be asked on its behalf. */
function isOfNoInstallation(payload: unknown): boolean {
  return z.object({ installation: z.undefined().optional() }).safeParse(payload).success;
}

function lookAgain(payload: unknown, numbers: readonly number[], head: string | null, reason: string): Reading {
  if (isOfNoInstallation(payload)) return IGNORED;
  const parsed = place.safeParse(payload);
  if (!parsed.success) return { kind: "odd", expected: "`installation` and `repository` with ids, name and owner" };
  if (numbers.length === 0) return IGNORED;
  return {
    kind: "look-again",
    jobs: numbers.map((number) => ({ change: changeOf(parsed.data, number), head, reason })),
  };
}

function changeOf({ installation, repository }: z.infer<typeof place>, number: number): ChangeRef {
  return {
    installationId: installation.id,
    owner: repository.owner.login,
    repo: repository.name,
    repositoryId: repository.id,
    number,
  };
}
