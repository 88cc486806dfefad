import type { IncomingMessage } from "node:http";

/** GitHub sends nothing larger: https://docs.github.com/en/webhooks/webhook-events-and-payloads#payload-cap */
const MAX_BODY_BYTES = 25 * 1024 * 1024;

export type Body =
  | { readonly state: "complete"; readonly bytes: Buffer }
  | { readonly state: "too-large" }
  | { readonly state: "aborted" };

/**
 * Reads a request's body and holds at most `limit` bytes of it: a stranger can't fill the memory before the signature
 * is checked. A `Content-Length` beyond the limit is refused unread; without one, reading ends where the limit is.
 */
export async function readBody(request: IncomingMessage, limit: number = MAX_BODY_BYTES): Promise<Body> {
  if (Number(request.headers["content-length"] ?? 0) > limit) return { state: "too-large" };
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      request.pause();
      resolve({ state: "too-large" });
    });
    request.once("end", () => resolve({ state: "complete", bytes: Buffer.concat(chunks) }));
    request.once("error", () => resolve({ state: "aborted" }));
    request.once("close", () => resolve({ state: "aborted" }));
  });
}
