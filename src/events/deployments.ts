/** A workflow reached a job that deploys to an environment on which this App's protection rule is on. */
import { z } from "zod";
import { toRestAccount } from "../github/facts/rest-account.ts";
import { type Delivery, IGNORED, id, odd, queueArrivals, type Reading, sha, text } from "./reading.ts";

const account = z.object({ id: z.number(), login: z.string(), type: z.string() }).nullish().catch(null);

const requested = z.object({
  environment: z.string().min(1),
  deployment_callback_url: z.string(),
  // Of the check suite; there also where the job makes no deployment of its own.
  sha: sha.nullish(),
  ref: text,
  deployment: z.object({ id, sha, ref: text, created_at: text, creator: account }).nullish(),
  sender: account,
});

/** The answer goes to this run, whatever host the payload names. */
const RUN = /\/actions\/runs\/([1-9]\d{0,15})\/deployment_protection_rule$/;

/** https://docs.github.com/webhooks/webhook-events-and-payloads#deployment_protection_rule */
export function readProtectionRuleEvent({ action, payload }: Delivery): Reading {
  if (action !== "requested") return IGNORED;
  const expected = "`environment`, `deployment_callback_url` of a workflow run, and `sha` or `deployment.sha`";
  const parsed = requested.safeParse(payload);
  if (!parsed.success) return odd(expected);
  const { deployment, environment, sender, deployment_callback_url: url, ...run } = parsed.data;
  const runId = RUN.exec(url)?.[1];
  const commit = deployment?.sha ?? run.sha;
  if (runId === undefined || !commit) return odd(expected);
  return queueArrivals(payload, (where) => [
    {
      kind: "deployment",
      ...where,
      environment,
      runId: Number(runId),
      deploymentId: deployment?.id ?? null,
      sha: commit,
      ref: (deployment?.ref ?? run.ref)?.replace(/^refs\/(heads|tags)\//, "") ?? null,
      requesters: [sender, deployment?.creator].flatMap((each) => toRestAccount(each) ?? []),
      at: deployment?.created_at ?? null,
      asked: 0,
      reason: "deployment_protection_rule.requested",
    },
  ]);
}
