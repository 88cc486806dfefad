/** What a REST endpoint is, and how its path is matched. */
import { type Credential, canSee, may, type Tokens } from "../server/credentials.ts";
import type { Level, Repository, World } from "../state/model.ts";
import { Refused } from "../state/refused.ts";
import { findRepository } from "../state/repositories.ts";
import type { Hooks } from "../webhooks/hooks.ts";

export interface Call {
  readonly world: World;
  readonly tokens: Tokens;
  readonly hooks: Hooks;
  readonly credential: Credential;
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  /** Parsed JSON; an empty object without a body. */
  readonly body: unknown;
}

export interface RepositoryCall extends Call {
  readonly repository: Repository;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One endpoint: it answers, or throws what GitHub would refuse. */
export type Handler = (call: Call) => Answer;

/** Endpoints by method and path, with names in braces; `{+name}` also takes slashes. */
export type Routes = Readonly<Record<string, Handler>>;

export const ok = (body: unknown): Answer => ({ status: 200, body });

/** An endpoint for the App itself, by JWT. */
export function asApp(handle: Handler): Handler {
  return (call) => {
    if (call.credential.kind === "app") return handle(call);
    throw new Refused(401, "A JSON web token could not be decoded");
  };
}

type Need = `${string}:${Level}`;

function has({ credential }: Call, repository: Repository, need: Need): boolean {
  const [permission = "", level = "read"] = need.split(":") as [string, Level];
  return may(credential, repository, permission, level);
}

/**
 * An endpoint of a repository.
 *
 * @param needs what GitHub's documentation says that the token must have, `checks:write`; of several one is enough
 */
export function inRepository(needs: Need | readonly Need[], handle: (call: RepositoryCall) => Answer): Handler {
  return (call) => {
    const repository = findRepository(call.world, call.params.owner ?? "", call.params.repo ?? "");
    if (!repository || !canSee(call.credential, repository)) throw new Refused(404, "Not Found");
    if (![needs].flat().some((need) => has(call, repository, need))) {
      throw new Refused(403, "Resource not accessible by integration");
    }
    return handle({ ...call, repository });
  };
}

interface Compiled {
  readonly method: string;
  readonly pattern: RegExp;
  readonly handle: Handler;
}

/** Makes the finder of the endpoint for a request. The first route that fits wins. */
export function createRouter(routes: Routes) {
  const compiled = Object.entries(routes).map(([key, handle]): Compiled => {
    const [method = "", path = ""] = key.split(" ");
    const source = path
      .replace(/[.]/g, "\\.")
      .replace(/\{(\+?)(\w+)\}/g, (_, plus: string, name: string) => `(?<${name}>${plus ? ".+?" : "[^/]+?"})`);
    return { method, pattern: new RegExp(`^${source}$`), handle };
  });
  return (method: string, path: string) => {
    for (const route of compiled) {
      if (route.method !== method) continue;
      const groups = route.pattern.exec(path)?.groups;
      if (!groups && !route.pattern.test(path)) continue;
      const params = Object.entries(groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]);
      return { handle: route.handle, params: Object.fromEntries(params) as Record<string, string> };
    }
    return null;
  };
}

/**
 * One page of a list, with GitHub's `Link` header.
 * https://docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api
 */
export function paged<T>(url: URL, all: readonly T[], body: (page: readonly T[]) => unknown): Answer {
  const size = Math.min(100, Math.max(1, Number(url.searchParams.get("per_page") ?? 30) || 30));
  const page = Math.max(1, Number(url.searchParams.get("page") ?? 1) || 1);
  const last = Math.max(1, Math.ceil(all.length / size));
  const link = (to: number, rel: string) => {
    const target = new URL(url);
    target.searchParams.set("page", String(to));
    return `<${target}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, "prev"), link(1, "first")] : []),
    ...(page < last ? [link(page + 1, "next"), link(last, "last")] : []),
  ];
  return {
    status: 200,
    body: body(all.slice((page - 1) * size, page * size)),
    ...(links.length > 0 && { headers: { link: links.join(", ") } }),
  };
}
