/** GitHub's own record of the webhooks that didn't arrive. https://docs.github.com/rest/apps/webhooks */
import { z } from "zod";
import { asGitHubError, GitHubError } from "../errors.ts";
import type { Octokit } from "../graphql.ts";

/** One attempt that failed. */
export interface FailedDelivery {
  /** A 64-bit number, of which JavaScript's numbers would lose the end. */
  readonly id: string;
  /** The same for all attempts of one event. */
  readonly guid: string;
  readonly event: string;
  /** Milliseconds, by GitHub's clock. */
  readonly at: number;
}

const item = z.object({
  id: z.union([z.string().regex(/^\d+$/), z.number().int().nonnegative()]).transform(String),
  guid: z.string().min(1),
  event: z.string(),
  delivered_at: z.string().transform((time, context) => {
    const at = Date.parse(time);
    if (Number.isNaN(at)) context.addIssue("expected a time");
    return at;
  }),
  status_code: z.number(),
});

const PAGE = 100;
const OPERATION = "listing failed deliveries";

/**
 * The attempts that failed after a time, newest first. One request for each hundred, usually one.
 *
 * @param octokit the App's own, by JWT
 * @param since milliseconds, by GitHub's clock
 */
export async function listFailedDeliveries(octokit: Octokit, since: number): Promise<FailedDelivery[]> {
  const found: FailedDelivery[] = [];
  let cursor: string | null = null;
  for (;;) {
    const page = await readPage(octokit, cursor);
    // A server that doesn't know `status` lists the others as well.
    const failed = page.items.filter(({ status_code }) => status_code < 200 || status_code >= 400);
    const recent = page.items.filter(({ delivered_at }) => delivered_at >= since);
    for (const { id, guid, event, delivered_at: at } of failed) if (at >= since) found.push({ id, guid, event, at });
    if (page.next === null || page.next === cursor || recent.length < page.items.length) return found;
    cursor = page.next;
  }
}

async function readPage(octokit: Octokit, cursor: string | null) {
  try {
    const { data, headers } = await octokit.request("GET /app/hook/deliveries", {
      per_page: PAGE,
      status: "failure",
      ...(cursor !== null && { cursor }),
      request: { parseSuccessResponseBody: false },
    });
    const body: unknown = data;
    const text = body instanceof ReadableStream ? await new Response(body).text() : "";
    const exact: unknown = JSON.parse(text.replace(/("id":\s*)(\d+)/g, '$1"$2"'));
    const parsed = z.array(item).safeParse(exact);
    if (!parsed.success)
      throw new GitHubError(`${OPERATION}: expected a list with \`id\`, \`guid\` and \`delivered_at\``);
    const next = /<([^>]+)>;\s*rel="next"/.exec(headers.link ?? "")?.[1];
    return { items: parsed.data, next: next === undefined ? null : new URL(next).searchParams.get("cursor") };
  } catch (error) {
    throw asGitHubError(error, OPERATION);
  }
}

/**
 * Asks GitHub to deliver once more, which works for three days.
 *
 * @returns false if GitHub doesn't have it any more
 */
export async function redeliver(octokit: Octokit, id: string): Promise<boolean> {
  try {
    // The endpoint's types know numbers only; the address takes the id as it is.
    await octokit.request(`POST /app/hook/deliveries/${id}/attempts`);
    return true;
  } catch (error) {
    const failure = asGitHubError(error, `delivering ${id} once more`);
    if (failure.isRefusal || failure.status === 400) return false;
    throw failure;
  }
}
