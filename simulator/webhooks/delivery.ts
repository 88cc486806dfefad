/** One webhook delivery: made, signed and sent as GitHub does. */
import { createHmac } from "node:crypto";

export interface Delivery {
  readonly id: number;
  /** The same for every delivery of one event. */
  readonly guid: string;
  readonly event: string;
  readonly action: string | null;
  readonly redelivery: boolean;
  readonly installationId: number | null;
  readonly repositoryId: number | null;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, as it's signed. */
  readonly body: string;
  /** Real time; null until it was tried. */
  deliveredAt: string | null;
  /** Seconds. */
  duration: number;
  /** GitHub's words: `OK`, `Internal Server Error`, `timed out`, `failed to connect to host`. */
  status: string;
  statusCode: number;
  response: { readonly headers: Readonly<Record<string, string>>; readonly payload: string } | null;
}

/** https://docs.github.com/webhooks/webhook-events-and-payloads#delivery-headers */
export function deliveryHeaders(
  { event, guid }: Pick<Delivery, "event" | "guid">,
  appId: number,
  secret: string,
  body: string,
): Record<string, string> {
  const sign = (algorithm: string) => `${algorithm}=${createHmac(algorithm, secret).update(body).digest("hex")}`;
  return {
    accept: "*/*",
    "content-type": "application/json",
    "user-agent": "GitHub-Hookshot/0000000",
    "x-github-delivery": guid,
    "x-github-event": event,
    "x-github-hook-id": String(appId),
    "x-github-hook-installation-target-id": String(appId),
    "x-github-hook-installation-target-type": "integration",
    "x-hub-signature": sign("sha1"),
    "x-hub-signature-256": sign("sha256"),
  };
}

/** GitHub waits this long for an answer. https://docs.github.com/webhooks/using-webhooks/best-practices-for-using-webhooks */
const TIMEOUT_MS = 10_000;

/** Tries once and writes down what came of it. GitHub doesn't try again by itself. */
export async function deliver(delivery: Delivery, url: string | null, closing: AbortSignal): Promise<void> {
  const started = performance.now();
  delivery.deliveredAt = new Date().toISOString();
  try {
    if (url === null) throw new Error("No address for webhooks was set");
    const response = await fetch(url, {
      method: "POST",
      headers: delivery.headers,
      body: delivery.body,
      redirect: "manual",
      signal: AbortSignal.any([closing, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    delivery.response = { headers: Object.fromEntries(response.headers), payload: await response.text() };
    delivery.status = response.statusText || String(response.status);
    delivery.statusCode = response.status;
  } catch (error) {
    const late = error instanceof Error && error.name === "TimeoutError";
    delivery.status = late ? "timed out" : "failed to connect to host";
    delivery.statusCode = late ? 504 : 502;
  }
  delivery.duration = Math.round(performance.now() - started) / 1000;
}
