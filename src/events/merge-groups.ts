/** A merge queue made a group, or it's gone: merged, or taken apart. */
import { z } from "zod";
import { type Delivery, IGNORED, odd, queueArrivals, type Reading, sha } from "./reading.ts";

/** https://docs.github.com/webhooks/webhook-events-and-payloads#merge_group */
export function readMergeGroupEvent({ action, payload }: Delivery): Reading {
  if (action !== "checks_requested" && action !== "destroyed") return IGNORED;
  const group = z.object({ head_sha: sha, base_ref: z.string().startsWith("refs/heads/") });
  const parsed = z.object({ merge_group: group }).safeParse(payload);
  if (!parsed.success) return odd("`merge_group` with `head_sha` and `base_ref`");
  const { head_sha: head, base_ref } = parsed.data.merge_group;
  const reason = `merge_group.${action}`;
  return queueArrivals(payload, (where) => [
    action === "destroyed"
      ? { kind: "group-gone", ...where, head, reason }
      : { kind: "group", ...where, branch: base_ref.slice("refs/heads/".length), head, isNew: true, reason },
  ]);
}
