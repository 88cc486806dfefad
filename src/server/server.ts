import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Log } from "../log.ts";

/** What a route answers. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly contentType?: string;
  /** Close the connection afterwards: the rest of the request's body isn't wanted. */
  readonly hangUp?: boolean;
}

type Route = (request: IncomingMessage) => Promise<Answer>;

/** Routes by method and path, such as `GET /healthz`. */
export type Routes = Readonly<Record<string, Route>>;

export interface RunningServer {
  /** Where it listens, with the port that the system chose if 0 was asked for. */
  readonly url: string;
  /** Accepts nothing more; resolves when the requests in flight are answered. */
  close(): Promise<void>;
}

/** GitHub gives up after 10 s; a sender slower than this only holds a connection. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;

/** A burst of deliveries waits to be accepted rather than being refused; the system may allow fewer. */
const BACKLOG = 4096;

/** How long a refused sender may take to read the answer before the connection is cut. */
const HANG_UP_AFTER_MS = 500;

/**
 * Starts the HTTP server.
 *
 * A route that throws is answered with 500 and nothing of the error: it belongs into the log, not to the caller.
 *
 * @throws Error if the address can't be listened on, naming the setting to change
 */
export async function startServer(options: {
  host: string;
  port: number;
  routes: Routes;
  log: Log;
}): Promise<RunningServer> {
  const { host, port, routes, log } = options;
  let closing = false;
  const server = createServer(
    { headersTimeout: HEADERS_TIMEOUT_MS, requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: 5_000 },
    async (request, response) => {
      const answer = await answerFor(request, routes, log);
      send(request, response, closing ? { ...answer, hangUp: true } : answer);
    },
  );
  await listen(server, host, port);
  return {
    url: urlOf(server.address() as AddressInfo),
    async close() {
      closing = true;
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

async function answerFor(request: IncomingMessage, routes: Routes, log: Log): Promise<Answer> {
  // Only the path chooses the route; no URL parser has to see what a stranger wrote.
  const path = (request.url ?? "/").replace(/[?#].*$/s, "").replace(/(?<=.)\/$/, "");
  const key = `${request.method === "HEAD" ? "GET" : request.method} ${path}`;
  const route = Object.hasOwn(routes, key) ? routes[key] : undefined;
  if (route === undefined) return { status: 404, text: "not found\n", hangUp: request.method !== "GET" };
  try {
    return await route(request);
  } catch (error) {
    log.error({ err: error, route: key }, "A request failed");
    return { status: 500, text: "internal error\n" };
  }
}

function send(request: IncomingMessage, response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.text);
  response.writeHead(answer.status, {
    "content-type": answer.contentType ?? "text/plain; charset=utf-8",
    "content-length": body.length,
    "x-content-type-options": "nosniff",
    "cache-control": "no-store",
    ...(answer.hangUp ? { connection: "close" } : {}),
  });
  response.end(body);
  // Without this, Node would read an unwanted body to its end, however long. The pause lets the answer arrive first.
  if (answer.hangUp && !request.complete) setTimeout(() => request.destroy(), HANG_UP_AFTER_MS).unref();
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => {
      reject(
        new Error(`can't listen on ${host}:${port} (${cause.message}); choose others by HOST and PORT`, { cause }),
      );
    });
    server.listen({ host, port, backlog: BACKLOG }, () => resolve());
  });
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === "IPv6" ? `[${address}]` : address}:${port}`;
}
