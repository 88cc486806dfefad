import type { IncomingMessage } from "node:http";
import type { Log } from "../log.ts";
import { readBody } from "./body.ts";
import type { Answer } from "./server.ts";
import { isSignedWith } from "./signature.ts";

/** A delivery whose signature was right. */
export interface Delivery {
  readonly id: string;
  readonly name: string;
  readonly payload: Record<string, unknown>;
}

export interface WebhookOptions {
  readonly secret: string;
  /** Queues what the delivery asks for; it's answered once this resolves. */
  readonly receive: (delivery: Delivery) => Promise<void>;
  /** Told the name of each event that was received, for the metrics. */
  readonly received: (name: string) => void;
  readonly log: Log;
  readonly maxBodyBytes?: number;
}

/** GitHub's delivery ids are UUIDs, its event names like `projects_v2_item`; only such text reaches the log. */
const DELIVERY_ID = /^[\w-]{1,64}$/;
const EVENT_NAME = /^[a-z][a-z0-9_]{0,63}$/;

/**
 * Makes the handler of `POST /api/github/webhooks`: checks headers, size and signature, then hands the delivery on.
 *
 * It stands in for Probot's own middleware, which buffers bodies without a limit, answers with a handler's error
 * message, logs the payload with it, and says 202 after nine seconds and loses what fails later.
 */
export function createWebhookHandler(options: WebhookOptions): (request: IncomingMessage) => Promise<Answer> {
  const { log } = options;
  return async (request) => {
    const { headers } = request;
    const id = headers["x-github-delivery"];
    const name = headers["x-github-event"];
    if (!/^\s*application\/json\s*(?:;|$)/i.test(headers["content-type"] ?? "")) {
      return refuse(415, "expected the content type application/json");
    }
    if (typeof id !== "string" || !DELIVERY_ID.test(id) || typeof name !== "string" || !EVENT_NAME.test(name)) {
      return refuse(400, "expected the headers X-GitHub-Event and X-GitHub-Delivery as GitHub sends them");
    }
    const body = await readBody(request, options.maxBodyBytes);
    switch (body.state) {
      case "too-large":
        return { ...refuse(413, "expected a body of at most 25 MB"), hangUp: true };
      case "aborted":
        return { ...refuse(400, "expected the whole body"), hangUp: true };
      case "complete":
        break;
      default:
        return body satisfies never;
    }
    const signature = headers["x-hub-signature-256"];
    if (typeof signature !== "string" || !isSignedWith(options.secret, body.bytes, signature)) {
      log.warn("A delivery without a valid X-Hub-Signature-256 was refused; does WEBHOOK_SECRET match the App's?");
      return refuse(401, "expected a valid X-Hub-Signature-256");
    }
    options.received(name);
    const payload = parseObject(body.bytes);
    if (payload === null) {
      // GitHub signed it, so there is nobody to refuse; asking for it again would bring the same.
      log.warn({ event: name, delivery: id }, "A delivery's body is no JSON object");
      return { status: 202, text: "ignored: expected a JSON object\n" };
    }
    try {
      await options.receive({ id, name, payload });
    } catch (error) {
      log.error({ event: name, delivery: id, err: error }, "A delivery could not be queued");
      return { status: 500, text: "the delivery could not be queued; please deliver it again\n" };
    }
    return { status: 200, text: "ok\n" };
  };
}

function refuse(status: number, reason: string): Answer {
  return { status, text: `refused: ${reason}\n` };
}

function parseObject(bytes: Buffer): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
