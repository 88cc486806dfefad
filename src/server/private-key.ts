import { createPrivateKey } from "node:crypto";

const PEM = /^(-----BEGIN (?:RSA )?PRIVATE KEY-----)([\s\S]+?)(-----END (?:RSA )?PRIVATE KEY-----)\s*$/;
const BASE64 = /^[A-Za-z0-9+/\s]+={0,2}\s*$/;

/**
 * Reads an App's private key in every form that Probot accepts: PEM (PKCS #1 or #8), PEM with `\n` for line breaks or
 * spaces instead of them (what is left of a key that was pasted into one line), and base64 of any of these.
 *
 * @returns the key as a PKCS #8 PEM, which every JWT library reads
 * @throws Error that says what was expected and never shows what came
 */
export function parsePrivateKey(text: string): string {
  const decoded = BASE64.test(text) ? Buffer.from(text, "base64").toString("utf8") : text;
  const parts = PEM.exec(decoded.replaceAll("\\n", "\n").trim());
  const [, begin, body, end] = parts ?? [];
  if (begin === undefined || body === undefined || end === undefined) {
    throw new Error(
      `expected a private key in PEM format, plain or base64, got ${text.length} characters of something`,
    );
  }
  const pem = `${begin}\n${body.trim().replace(/\s+/g, "\n")}\n${end}\n`;
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === "rsa") return key.export({ type: "pkcs8", format: "pem" }).toString();
  } catch {
    // OpenSSL's message says nothing to a person, and nothing of a key belongs into an error's cause.
  }
  throw new Error("expected an RSA private key as GitHub issues it, got a PEM that can't be read as one; is it cut?");
}
