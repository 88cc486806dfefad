import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether GitHub signed these bytes with the webhook's secret. Compares the bytes as they came, in constant time, and
 * knows SHA-256 only (`X-Hub-Signature-256`): SHA-1 is GitHub's legacy.
 * https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 */
export function isSignedWith(secret: string, body: Uint8Array, signature: string | undefined): boolean {
  const expected = Buffer.from(`sha256=${createHmac("sha256", secret).update(body).digest("hex")}`);
  const given = Buffer.from(signature ?? "");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
