/** One GitHub client per installation: a slow or limited one never holds up another. */
import { ProbotOctokit } from "probot";

/** The REST API version that the App is written for. https://docs.github.com/rest/about-the-rest-api/api-versions */
const API_VERSION = "2022-11-28";

/** How long one request may take. The queue tries again; a request that hangs would hold its change's place. */
const TIMEOUT_MS = 15_000;

/**
 * Probot's Octokit as Countersign uses it.
 *
 * Its throttling is off: it waits a second between writes and counts every GraphQL query as one, which is far below
 * GitHub's published limits; its retrying is off too: the queue is the one place that tries again, because it
 * survives a restart and knows how long GitHub asked to wait. Both by a function: Probot gives options of its own, which
 * would win over plain defaults.
 */
export const CountersignOctokit = ProbotOctokit.defaults((options: ConstructorParameters<typeof ProbotOctokit>[0]) => ({
  ...options,
  throttle: { enabled: false },
  retry: { enabled: false },
  userAgent: "countersign",
  ...(options?.log ? { log: withoutBodies(options.log) } : {}),
}));

type OctokitLog = NonNullable<NonNullable<ConstructorParameters<typeof ProbotOctokit>[0]>["log"]>;

/** Probot logs each request's body at debug level: reports on private code, and the query again and again. */
function withoutBodies(log: OctokitLog): OctokitLog {
  return {
    debug: (first: unknown, message?: unknown) => log.debug(String(typeof first === "string" ? first : message)),
    info: (message) => log.info(message),
    warn: (message) => log.warn(message),
    error: (message) => log.error(message),
  };
}

export type InstallationClient = InstanceType<typeof ProbotOctokit>;

/** What makes an authenticated client: Probot, or a fake. */
export interface Authenticator {
  auth(installationId: number): Promise<InstallationClient>;
}

/** What makes a client for the App itself. */
export interface AppAuthenticator {
  auth(): Promise<InstallationClient>;
}

/** Told of every request that goes to GitHub, tokens apart: for metrics. */
export type RequestObserver = (request: { readonly method: string; readonly url: string }) => void;

export interface Clients {
  /** The client of an installation, made once and kept. */
  forInstallation(installationId: number): Promise<InstallationClient>;
}

/** Octokit asks for an installation's token by itself, before the first request and each time that one runs out. */
function isForToken(url: string): boolean {
  return url.endsWith("/access_tokens");
}

/** Pins the API version, bounds the time, renews a refused token, and tells the observer, on each request of a client. */
function prepare(client: InstallationClient, observe: RequestObserver, timeoutMs: number): InstallationClient {
  client.hook.before("request", (options) => {
    options.headers["x-github-api-version"] = API_VERSION;
    options.request = { ...options.request, signal: AbortSignal.timeout(timeoutMs) };
    if (!isForToken(options.url)) observe({ method: options.method, url: options.url });
  });
  client.hook.error("request", async (error) => {
    // A token can end before its time, as when the App's permissions or the installation's repositories change. Octokit
    // would keep it for an hour; the queue's next attempt is to have a new one.
    const refused = "status" in error && error.status === 401 && !isForToken(error.request.url);
    if (refused) await client.auth({ type: "installation", refresh: true });
    throw error;
  });
  return client;
}

/**
 * @param limits.timeoutMs how long one request may take
 * @param limits.most how many clients are kept; the one unused for longest goes first
 */
export function createClients(
  authenticator: Authenticator,
  observe: RequestObserver = () => {},
  { timeoutMs = TIMEOUT_MS, most = 2000 }: { readonly timeoutMs?: number; readonly most?: number } = {},
): Clients {
  const clients = new Map<number, Promise<InstallationClient>>();
  return {
    forInstallation(installationId) {
      const known = clients.get(installationId);
      clients.delete(installationId);
      const client =
        known ??
        authenticator.auth(installationId).then(
          (made) => prepare(made, observe, timeoutMs),
          (error) => {
            // A failed start must not be remembered as this installation's client.
            clients.delete(installationId);
            throw error;
          },
        );
      clients.set(installationId, client);
      const [oldest] = clients.keys();
      if (clients.size > most && oldest !== undefined) clients.delete(oldest);
      return client;
    },
  };
}
