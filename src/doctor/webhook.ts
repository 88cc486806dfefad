/** The webhook's settings. */
import type { WebhookFacts } from "./facts.ts";
import { type Finding, finding, THE_APP } from "./finding.ts";

/** Where the server listens for events. */
const PATH = "/api/github/webhooks";

export function webhookFindings({ url, contentType, verifiesTls, hasSecret }: WebhookFacts): Finding[] {
  const address = url !== null && URL.canParse(url) ? new URL(url) : null;
  const findings: Finding[] = [];
  if (address?.pathname !== PATH) {
    const says = `The webhook's address is ${url ?? "not set"}; expected one that ends in ${PATH}.`;
    findings.push(finding("webhook-address", THE_APP, { says }));
  }
  if (contentType !== "json") {
    const says = `The webhook's content type is ${contentType ?? "not set"}; expected json.`;
    findings.push(finding("webhook-content-type", THE_APP, { says }));
  }
  if (!verifiesTls || (address?.protocol === "http:" && !isLoopback(address))) {
    const says = verifiesTls
      ? `The webhook's address is ${url}, without TLS.`
      : "The webhook's SSL verification is off.";
    findings.push(finding("webhook-insecure", THE_APP, { says }));
  }
  if (!hasSecret) findings.push(finding("webhook-without-secret", THE_APP, { says: "The webhook has no secret." }));
  return findings;
}

/** Nobody is on the way to this machine itself. */
function isLoopback({ hostname }: URL): boolean {
  return hostname === "localhost" || hostname === "[::1]" || hostname.startsWith("127.");
}
