/** A push as something that arrived: who moved which branch from where to where. */
import { z } from "zod";
import { approvedCommits } from "../core/push/approve.ts";
import { readObservations } from "../observations/observations.ts";
import { commits, mayTouchPolicy } from "./policy-place.ts";
import { type Delivery, IGNORED, odd, queueArrivals, type Reading, sha } from "./reading.ts";

/** Branches that GitHub makes for merge queues: what is in them comes to the base by a push of its own. */
const QUEUE_BRANCHES = "gh-readonly-queue/";

/** Which branches are protected is for the worker to find out. */
export function readArrival({ payload }: Delivery): Reading {
  const push = readObservations("push", payload).find((observation) => observation.kind === "push");
  if (!push || push.branch.startsWith(QUEUE_BRANCHES)) return IGNORED;
  const more = z.object({
    forced: z.boolean().nullish(),
    commits,
    repository: z.object({ default_branch: z.string() }),
  });
  const parsed = more.safeParse(payload);
  if (!parsed.success) return odd("`repository` with `default_branch`");
  const { branch, before, after: head, actor: pusher, at } = push;
  const { forced, commits: listed, repository } = parsed.data;
  const defaultBranch = repository.default_branch;
  return queueArrivals(payload, (where) => [
    {
      kind: "push",
      ...where,
      branch,
      defaultBranch,
      before,
      head,
      forced: forced ?? false,
      pusher,
      at,
      mayChangePolicy: branch === defaultBranch && (forced === true || mayTouchPolicy(listed)),
      awaits: null,
      waited: false,
      asked: 0,
      reason: "push",
    },
  ]);
}

const comment = z.object({ body: z.string().nullish(), html_url: z.string() });

/** `/ai-review approve <sha>` in an issue. Of edits nothing is to be learnt: an edited comment doesn't count. */
export function readApproval({ action, payload }: Delivery): Reading {
  if (action !== "created") return IGNORED;
  const parsed = z.object({ comment }).safeParse(payload);
  if (!parsed.success) return odd("`comment` with `html_url` and `body`");
  const { body, html_url: url } = parsed.data.comment;
  const commits = new Set(approvedCommits(body ?? ""));
  return queueArrivals(payload, (where) =>
    [...commits].map((commit) => ({
      kind: "approval",
      ...where,
      on: "issue",
      sha: commit,
      url,
      reason: `issue_comment.${action}`,
    })),
  );
}

/**
 * The same on the commit. GitHub tells of new comments only.
 * https://docs.github.com/webhooks/webhook-events-and-payloads#commit_comment
 */
export function readCommitCommentEvent({ action, payload }: Delivery): Reading {
  if (action !== "created") return IGNORED;
  const parsed = z.object({ comment: comment.extend({ commit_id: sha }) }).safeParse(payload);
  if (!parsed.success) return odd("`comment` with `commit_id`, `html_url` and `body`");
  const { body, commit_id, html_url: url } = parsed.data.comment;
  if (approvedCommits(body ?? "").length === 0) return IGNORED;
  return queueArrivals(payload, (where) => [
    { kind: "approval", ...where, on: "commit", sha: commit_id, url, reason: `commit_comment.${action}` },
  ]);
}

/** "Re-run" of a check that isn't a request's. */
export function readRerun({ action, payload }: Delivery, event: "check_run" | "check_suite"): Reading {
  const parsed = z.object({ [event]: z.object({ head_sha: sha }) }).safeParse(payload);
  const head = parsed.data?.[event]?.head_sha;
  if (head === undefined) return odd(`\`${event}\` with \`head_sha\``);
  return queueArrivals(payload, (where) => [{ kind: "at-head", ...where, head, reason: `${event}.${action}` }]);
}
