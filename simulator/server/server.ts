/** GitHub's HTTP side, on loopback. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { operationName, repositoryAsked } from "../graphql/execute.ts";
import type { Answer } from "../rest/route.ts";
import { answer, type Incoming, type Site } from "./answer.ts";
import { type Fault, type Faults, withoutPlaces } from "./faults.ts";

/** A request that was received. */
export interface LoggedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** The GraphQL operation's name. */
  readonly operation: string | null;
  readonly installationId: number | null;
  /** null while there's no answer, or never was. */
  status: number | null;
}

export interface RunningServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Begins to answer. Until then requests wait. */
  serve(site: Site, faults: Faults, log: LoggedRequest[]): void;
  close(): Promise<void>;
}

/** @param port 0 takes a free one */
export async function listen(port: number): Promise<RunningServer> {
  const ready = Promise.withResolvers<(request: IncomingMessage, response: ServerResponse) => Promise<void>>();
  const server = createServer((request, response) => {
    ready.promise
      .then((handle) => handle(request, response))
      .catch((error: unknown) => {
        // A mistake of the simulator itself: it must be seen, and never look like an answer of GitHub.
        console.error("The simulator failed:", error);
        send(response, { status: 500, body: { message: `simulator failed: ${String(error)}` } });
      });
  });
  const address = await new Promise<string>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(addressOf(server)));
  });
  return {
    url: `http://${address}`,
    serve: (site, faults, log) => {
      const serving: Serving = { site, faults, log, answers: new Map() };
      ready.resolve((request, response) => handle(serving, request, response));
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function addressOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("Expected a TCP address");
  return `127.0.0.1:${address.port}`;
}

/** What a server needs to answer. */
interface Serving {
  readonly site: Site;
  readonly faults: Faults;
  readonly log: LoggedRequest[];
  /** The last true answer to each request, for replicas that lag behind. */
  readonly answers: Map<string, Answer>;
}

async function handle(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { site, faults, log } = serving;
  const method = request.method ?? "GET";
  const url = new URL(request.url ?? "/", site.world.url);
  const { authorization } = request.headers;
  const body = await readJson(request);
  const token = site.tokens.get(authorization?.split(" ")[1] ?? "");
  const logged: LoggedRequest = {
    method,
    path: url.pathname + url.search,
    operation: url.pathname === "/api/graphql" ? operationName(body) : null,
    installationId: token?.kind === "installation" ? token.installation.id : null,
    status: null,
  };
  log.push(logged);
  const fault = faults.take({ ...logged, path: url.pathname, repository: repositoryAsked(body) });
  if (fault?.kind === "hang") return;
  if (fault?.kind === "cut") {
    request.socket.destroy();
    return;
  }
  if (fault?.kind === "delay") await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
  const given =
    body === INVALID
      ? { status: 400, body: { message: "Problems parsing JSON" } }
      : await answerWith(fault, serving, { method, url, authorization, body });
  logged.status = given.status;
  send(response, given);
}

/** The true answer, or what a fault makes of it. */
async function answerWith(fault: Fault | null, { site, answers }: Serving, incoming: Incoming): Promise<Answer> {
  if (fault?.kind === "answer") return { body: { message: "simulated fault" }, ...fault };
  const key = JSON.stringify([incoming.method, incoming.url.href, incoming.body]);
  if (fault?.kind === "stale") {
    const last = answers.get(key);
    if (!last) throw new Error(`A stale answer was ordered, but ${incoming.url.pathname} wasn't asked this before`);
    return last;
  }
  const truth = await answer(site, incoming);
  answers.set(key, truth);
  if (fault?.kind !== "partial") return truth;
  const body = truth.body as { readonly data?: unknown; readonly errors?: readonly unknown[] };
  const data = withoutPlaces(body.data, fault.without);
  return { ...truth, body: { data, errors: [...(body.errors ?? []), ...fault.errors] } };
}

const INVALID = Symbol("invalid JSON");

async function readJson(request: IncomingMessage): Promise<unknown> {
  const content = await text(request);
  if (content === "") return {};
  try {
    return JSON.parse(content) as unknown;
  } catch {
    return INVALID;
  }
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  if (response.headersSent) return;
  response.writeHead(status, {
    "content-type": `${typeof body === "string" ? "text/html" : "application/json"}; charset=utf-8`,
    "x-github-media-type": "github.v3; format=json",
    "x-github-request-id": "0000:SIMULATOR",
    ...headers,
  });
  if (status === 204) response.end();
  else response.end(typeof body === "string" ? body : JSON.stringify(body));
}
