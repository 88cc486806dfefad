/** What goes wrong at GitHub's door, as one type: whether to try again, and when. */

export class GitHubError extends Error {
  override readonly name = "GitHubError";
  /** HTTP status; 200 where GraphQL carried the error; null where no answer came. */
  readonly status: number | null;
  /** How long GitHub asks to wait, in seconds; null where it doesn't say. */
  readonly retryAfterSeconds: number | null;
  /**
   * GitHub says that what was asked for isn't there: the installation or the repository is gone. Its replicas may say so
   * of something that is new, so this too is tried again a few times.
   */
  readonly permanent: boolean;
  /** GitHub didn't answer, or not in its senses: others meet the same, and it passes. */
  readonly isOutage: boolean;

  constructor(
    message: string,
    options: {
      readonly status?: number | null;
      readonly retryAfterSeconds?: number | null;
      readonly permanent?: boolean;
      readonly isOutage?: boolean;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.status = options.status ?? null;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.permanent = options.permanent ?? false;
    this.isOutage = options.isOutage ?? false;
  }

  /** GitHub's plain "not for you, or not there": asking again brings the same. A rate limit isn't one. */
  get isRefusal(): boolean {
    if (this.status === 403) return this.retryAfterSeconds === null && /not accessible|must have/i.test(this.message);
    return this.status === 404 || this.status === 410 || this.status === 422;
  }
}

type Headers = Readonly<Record<string, string | number | undefined>>;

/** An answer with an error status. Octokit also gives status 500 to a connection that failed: that has no `response`. */
interface RequestFailure {
  readonly status: number;
  readonly message: string;
  readonly request?: { readonly url?: string };
  readonly response: { readonly headers?: Headers; readonly data?: unknown };
}

function isRequestFailure(error: unknown): error is Error & RequestFailure {
  if (!(error instanceof Error) || !("status" in error) || typeof error.status !== "number") return false;
  return "response" in error && typeof error.response === "object" && error.response !== null;
}

/**
 * Whether GitHub itself said that the thing isn't there, or may not be seen any more. A 404 without GitHub's JSON is a
 * proxy's, and one at GraphQL's own address is an outage: GraphQL says NOT_FOUND in its answer.
 */
function saysGone({ status, message, request, response }: RequestFailure): boolean {
  if (status === 403) return /suspended/i.test(message);
  if (status !== 404 && status !== 410) return false;
  const { data } = response;
  return typeof data === "object" && data !== null && "message" in data && !request?.url?.endsWith("/graphql");
}

/** GitHub's limits start anew each hour; a longer wait is a mistake somewhere, and work would lie for days. */
const LONGEST_WAIT_SECONDS = 3600;

/** The first line of a message, bounded: an error page of a proxy is long, and its text is nobody's business. */
export function shortly(message: string): string {
  return (message.split("\n", 1)[0] ?? "").slice(0, 200);
}

/**
 * How long GitHub asks to wait: `retry-after`, or `x-ratelimit-reset` once `x-ratelimit-remaining` is 0.
 * https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 *
 * @param nowSeconds the present time in seconds since the epoch
 */
export function retryAfter(headers: Headers, nowSeconds: number): number | null {
  const seconds = (value: string | number | undefined) => (value === undefined || value === "" ? NaN : Number(value));
  const after = seconds(headers["retry-after"]);
  if (Number.isFinite(after)) return Math.min(LONGEST_WAIT_SECONDS, Math.max(0, after));
  const reset = seconds(headers["x-ratelimit-reset"]);
  if (String(headers["x-ratelimit-remaining"]) !== "0" || !Number.isFinite(reset)) return null;
  return Math.min(LONGEST_WAIT_SECONDS, Math.max(1, reset - nowSeconds));
}

/**
 * Turns whatever Octokit threw into a {@link GitHubError}.
 *
 * @param operation what was tried, for the message: `reading acme/shop#7`
 */
export function asGitHubError(error: unknown, operation: string, nowSeconds = Date.now() / 1000): GitHubError {
  if (error instanceof GitHubError) return error;
  if (isRequestFailure(error)) {
    return new GitHubError(`${operation}: GitHub answered ${error.status} (${shortly(error.message)})`, {
      status: error.status,
      retryAfterSeconds: retryAfter(error.response.headers ?? {}, nowSeconds),
      permanent: saysGone(error),
      isOutage: error.status >= 500,
      cause: error,
    });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new GitHubError(`${operation}: no answer from GitHub (${shortly(message)})`, { isOutage: true, cause: error });
}
