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
  ...(options?.baseUrl && options.auth?.request ? { auth: signingInAt(options.baseUrl, options.auth) } : {}),
  throttle: { enabled: false },
  retry: { enabled: false },
  userAgent: "countersign",
  ...(options?.log ? { log: withoutBodies(options.log) } : {}),
}));

/** Probot lets a token that is renewed out of turn be asked for at api.github.com, also where GitHub is another server. */
function signingInAt(baseUrl: string, auth: { readonly request: InstallationClient["request"] }) {
  return { ...auth, request: auth.request.defaults({ baseUrl }) };
}

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
  /** @param installationId without one: a client of the App itself */
  auth(installationId?: number): Promise<InstallationClient>;
}

/** Told of every request that goes to GitHub, tokens apart: for metrics. */
export type RequestObserver = (request: { readonly method: string; readonly url: string }) => void;

/** Told of the headers of every answer to an installation. */
export type AnswerObserver = (
  installationId: number,
  headers: Readonly<Record<string, string | number | undefined>>,
) => void;

interface ObservedBy {
  readonly observe: RequestObserver;
  readonly observeAnswer: AnswerObserver;
  readonly timeoutMs: number;
}

export interface Clients {
  /** The client of an installation, made once and kept. */
  forInstallation(installationId: number): Promise<InstallationClient>;
  /** The client of the App itself. */
  forApp(): Promise<InstallationClient>;
  /** Makes an installation's next requests go out with a new token. */
  renewToken(installationId: number): Promise<void>;
}

/** Octokit asks for an installation's token by itself, before the first request and each time that one runs out. */
function isForToken(url: string): boolean {
  return url.endsWith("/access_tokens");
}

const renew = (client: InstallationClient) => client.auth({ type: "installation", refresh: true });

/**
 * Pins the API version, bounds the time, renews a refused token, and tells the observers, on each request of a client.
 *
 * @param installationId null for the App's own
 */
function prepare(
  client: InstallationClient,
  installationId: number | null,
  { observe, observeAnswer, timeoutMs }: ObservedBy,
): InstallationClient {
  client.hook.before("request", (options) => {
    options.headers["x-github-api-version"] = API_VERSION;
    options.request = { ...options.request, signal: AbortSignal.timeout(timeoutMs) };
    if (!isForToken(options.url)) observe({ method: options.method, url: options.url });
  });
  client.hook.error("request", async (error) => {
    // A token can end before its time, as when the App's permissions or the installation's repositories change. Octokit
    // would keep it for an hour; the queue's next attempt is to have a new one.
    const refused = "status" in error && error.status === 401 && !isForToken(error.request.url);
    if (refused && installationId !== null) await renew(client);
    if ("response" in error && error.response) noted(error.request.url, error.response.headers);
    throw error;
  });
  client.hook.after("request", (response, options) => noted(options.url, response.headers));
  return client;

  function noted(url: string, headers: Parameters<AnswerObserver>[1]): void {
    if (installationId !== null && !isForToken(url)) observeAnswer(installationId, headers);
  }
}

/**
 * @param options.timeoutMs how long one request may take
 * @param options.most how many clients are kept; the one unused for longest goes first
 */
export function createClients(
  authenticator: Authenticator,
  observe: RequestObserver = () => {},
  options: { readonly timeoutMs?: number; readonly most?: number; readonly observeAnswer?: AnswerObserver } = {},
): Clients {
  const { timeoutMs = TIMEOUT_MS, most = 2000, observeAnswer = () => {} } = options;
  const observers = { observe, observeAnswer, timeoutMs };
  const clients = new Map<number, Promise<InstallationClient>>();
  let ofApp: Promise<InstallationClient> | null = null;
  const forInstallation = (installationId: number) => {
    const known = clients.get(installationId);
    clients.delete(installationId);
    const client =
      known ??
      authenticator.auth(installationId).then(
        (made) => prepare(made, installationId, observers),
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
  };
  return {
    forInstallation,
    forApp: () => {
      ofApp ??= authenticator.auth().then((made) => prepare(made, null, observers));
      ofApp.catch(() => {
        ofApp = null;
      });
      return ofApp;
    },
    async renewToken(installationId) {
      await renew(await forInstallation(installationId));
    },
  };
}
