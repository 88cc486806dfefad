/** Trouble on order: what a test lets GitHub do wrong. */

export type Fault =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Text is sent as it is, as a proxy's error page; anything else as JSON. */
      readonly body?: unknown;
    }
  /** Takes the request and never answers. */
  | { readonly kind: "hang" }
  /** Closes the connection without an answer. */
  | { readonly kind: "cut" }
  /** Answers rightly, but late. */
  | { readonly kind: "delay"; readonly milliseconds: number }
  /** Answers as the very same request was answered last time: a replica of GitHub's that lags behind. */
  | { readonly kind: "stale" }
  /** GraphQL: the true answer with these places null (`repository.pullRequest.reviews`), and errors beside it. */
  | { readonly kind: "partial"; readonly without: readonly string[]; readonly errors: readonly unknown[] };

/** Which requests a fault meets. Every key that is given must fit. */
interface Which {
  readonly method?: string;
  /** Of the path with `/api/v3`, or `/api/graphql`. */
  readonly path?: RegExp;
  /** The GraphQL operation's name. */
  readonly operation?: string;
  /** The GraphQL operation's variable `name`, which is a repository's in all that asks for one. */
  readonly repository?: string;
  readonly installationId?: number;
  /** How many requests; 1 by default, `Infinity` until it's stopped. */
  readonly times?: number;
}

interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly operation: string | null;
  readonly repository: string | null;
  readonly installationId: number | null;
}

interface OrderedFault {
  /** How many requests it met. */
  readonly hits: number;
  stop(): void;
}

export interface Faults {
  /** Orders a fault. Requests for tokens are spared unless `path` names them. */
  add(fault: Fault, which?: Which): OrderedFault;
  /** GitHub's secondary limit. https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
  secondaryLimit(retryAfterSeconds: number, which?: Which & { readonly status?: 403 | 429 }): OrderedFault;
  /** GraphQL's primary limit, which comes with status 200. */
  graphqlRateLimited(which?: Which): OrderedFault;
  /** The fault for a request, which counts as its hit. */
  take(incoming: Incoming): Fault | null;
  clear(): void;
}

const TOKENS = /\/access_tokens$/;

export function createFaults(): Faults {
  const ordered: { readonly fault: Fault; readonly which: Which; left: number; hits: number }[] = [];

  const meets = (which: Which, { method, path, operation, repository, installationId }: Incoming) =>
    (which.method === undefined || which.method === method) &&
    (which.path === undefined ? !TOKENS.test(path) : which.path.test(path)) &&
    (which.operation === undefined || which.operation === operation) &&
    (which.repository === undefined || which.repository === repository) &&
    (which.installationId === undefined || which.installationId === installationId);

  function add(fault: Fault, which: Which = {}): OrderedFault {
    const entry = { fault, which, left: which.times ?? 1, hits: 0 };
    ordered.push(entry);
    return {
      get hits() {
        return entry.hits;
      },
      stop: () => {
        entry.left = 0;
      },
    };
  }

  return {
    add,
    secondaryLimit: (seconds, { status = 403, ...which } = {}) =>
      add(
        {
          kind: "answer",
          status,
          headers: { "retry-after": String(seconds) },
          body: {
            message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
            documentation_url:
              "https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits",
          },
        },
        which,
      ),
    graphqlRateLimited: (which) =>
      add(
        {
          kind: "answer",
          status: 200,
          headers: { "x-ratelimit-remaining": "0" },
          body: { errors: [{ type: "RATE_LIMITED", message: "API rate limit exceeded for installation." }] },
        },
        { path: /^\/api\/graphql$/, ...which },
      ),
    take(incoming) {
      const entry = ordered.find(({ which, left }) => left > 0 && meets(which, incoming));
      if (!entry) return null;
      entry.left -= 1;
      entry.hits += 1;
      return entry.fault;
    },
    clear() {
      ordered.splice(0);
    },
  };
}

/** Sets places of an answer's data to null. @param without paths from `data` down, with dots */
export function withoutPlaces(data: unknown, without: readonly string[]): unknown {
  const copy: unknown = structuredClone(data);
  for (const place of without) {
    const keys = place.split(".");
    const last = keys.pop() ?? "";
    let at: unknown = copy;
    for (const key of keys) at = isRecord(at) ? at[key] : undefined;
    if (!isRecord(at) || !(last in at)) throw new Error(`The answer has nothing at ${place}`);
    at[last] = null;
  }
  return copy;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
