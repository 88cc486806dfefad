/** From a request to its answer: who asks, what they want, and what GitHub says. */
import type { KeyObject } from "node:crypto";
import { answerGraphql } from "../graphql/execute.ts";
import { type Answer, createRouter } from "../rest/route.ts";
import { routes } from "../rest/routes.ts";
import type { World } from "../state/model.ts";
import { Refused } from "../state/refused.ts";
import type { Hooks } from "../webhooks/hooks.ts";
import { authenticate, type Credential, type Tokens } from "./credentials.ts";
import type { RateLimits } from "./rate-limits.ts";

/** What answering needs. */
export interface Site {
  readonly world: World;
  readonly tokens: Tokens;
  readonly hooks: Hooks;
  readonly limits: RateLimits;
  /** The App's public key. */
  readonly key: KeyObject;
}

export interface Incoming {
  readonly method: string;
  readonly url: URL;
  readonly authorization: string | undefined;
  /** Parsed JSON. */
  readonly body: unknown;
}

const findRoute = createRouter(routes);
const DOCUMENTATION = "https://docs.github.com/rest";

/** An error as REST writes it. */
function refusalJson({ message, errors, status }: Refused) {
  return {
    message,
    ...(errors.length > 0 && { errors }),
    documentation_url: DOCUMENTATION,
    status: String(status),
  };
}

function whoIs(credential: Credential): string {
  switch (credential.kind) {
    case "app":
      return `app ${credential.app.id}`;
    case "installation":
      return `installation ${credential.installation.id}`;
    case "person":
      return `user ${credential.account.id}`;
    default:
      return credential satisfies never;
  }
}

/** Answers a request. Never throws what GitHub would answer. */
export async function answer(site: Site, incoming: Incoming): Promise<Answer> {
  let headers: Readonly<Record<string, string>> = {};
  try {
    const { world, tokens, key, limits } = site;
    const credential = await authenticate(world, tokens, key, incoming.authorization);
    const isGraphql = incoming.url.pathname === "/api/graphql";
    const limit = limits.count(whoIs(credential), isGraphql ? "graphql" : "core");
    headers = limit.headers;
    if (limit.exceeded) return limited(isGraphql, whoIs(credential), headers);
    const given = await (isGraphql ? graphql(site, credential, incoming) : rest(site, credential, incoming));
    return { ...given, headers: { ...headers, ...given.headers } };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { status: error.status, body: refusalJson(error), headers };
  }
}

function limited(isGraphql: boolean, who: string, headers: Readonly<Record<string, string>>): Answer {
  const message = `API rate limit exceeded for ${who}.`;
  if (isGraphql) return { status: 200, body: { errors: [{ type: "RATE_LIMITED", message }] }, headers };
  return { status: 403, body: { message, documentation_url: DOCUMENTATION }, headers };
}

async function graphql({ world }: Site, credential: Credential, { method, body }: Incoming): Promise<Answer> {
  if (method !== "POST") throw new Refused(404, "Not Found");
  // An App's JWT is for REST's App endpoints only.
  if (credential.kind === "app") throw new Refused(403, "Resource not accessible by integration");
  return { status: 200, body: await answerGraphql({ world, credential }, body) };
}

async function rest(site: Site, credential: Credential, { method, url, body }: Incoming): Promise<Answer> {
  if (!url.pathname.startsWith("/api/v3/")) throw new Refused(404, "Not Found");
  const path = url.pathname.slice("/api/v3".length);
  const route = findRoute(method, path);
  if (!route) throw new Refused(501, `not simulated: ${method} ${path}`);
  const { world, tokens, hooks } = site;
  return route.handle({ world, tokens, hooks, credential, url, params: route.params, body });
}
