/** A small client of the simulator for its own tests: plain fetch, so that every status and header shows. */
import { createPrivateKey } from "node:crypto";
import { SignJWT } from "jose";
import { z } from "zod";
import type { InstallationHandle } from "./build/installation.ts";
import type { Simulator } from "./simulator.ts";

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

interface Sent {
  readonly token?: string;
  readonly body?: unknown;
}

async function send(url: string, method: string, { token, body }: Sent): Promise<Answered> {
  const response = await fetch(url, {
    method,
    headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
}

/** @param path without `/api/v3` */
export function rest(github: Simulator, method: string, path: string, sent: Sent = {}): Promise<Answered> {
  return send(`${github.url}/api/v3${path}`, method, sent);
}

export function graphql(github: Simulator, token: string, query: string, variables = {}): Promise<Answered> {
  return send(`${github.url}/api/graphql`, "POST", { token, body: { query, variables } });
}

/** A JWT of the App, good for five minutes; `claims` replace its own. */
export function appJwt(
  github: Simulator,
  claims: Readonly<Record<string, unknown>> = {},
  key = createPrivateKey(github.app.privateKey),
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({ iat: now - 30, exp: now + 300, iss: String(github.app.id), ...claims })
    .setProtectedHeader({ alg: "RS256" })
    .sign(key);
}

/** A new token of an installation. @param limits `repositories` and `permissions` of the request */
export async function tokenOf(github: Simulator, { id }: InstallationHandle, limits = {}): Promise<string> {
  const token = await appJwt(github);
  const { body } = await rest(github, "POST", `/app/installations/${id}/access_tokens`, { token, body: limits });
  return z.object({ token: z.string() }).parse(body).token;
}

/** An organisation with a repository that the App is installed on, and two people with write access. */
export function aShop(github: Simulator) {
  const alice = github.user("alice");
  const rita = github.user("rita");
  const acme = github.organization("acme");
  const access = { alice: "write", rita: "write" } as const;
  const shop = acme.repository("shop", { files: { "README.md": "Hi\n" }, access });
  const installation = github.install(acme);
  return { alice, rita, acme, shop, installation };
}
