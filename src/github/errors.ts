/** What goes wrong at GitHub's door, as one type: whether to try again, and when. */

export class GitHubError extends Error {
  override readonly name = "GitHubError";
  /** HTTP status; 200 where GraphQL carried the error; null where no answer came. */
  readonly status: number | null;
  /** How long GitHub asks to wait, in seconds; null where it doesn't say. */
  readonly retryAfterSeconds: number | null;
  /** Trying again can't help: the installation or the repository is gone. */
  readonly permanent: boolean;

  constructor(
    message: string,
    options: {
      readonly status?: number | null;
      readonly retryAfterSeconds?: number | null;
      readonly permanent?: boolean;
      readonly cause?: unknown;
    } = {},
  ) {
    super(message, { cause: options.cause });
    this.status = options.status ?? null;
    this.retryAfterSeconds = options.retryAfterSeconds ?? null;
    this.permanent = options.permanent ?? false;
  }

  /** GitHub's plain "not for you, or not there": asking again brings the same. A rate limit isn't one. */
  get isRefusal(): boolean {
    if (this.status === 403) return this.retryAfterSeconds === null && /not accessible|must have/i.test(this.message);
    return this.status === 404 || this.status === 410 || this.status === 422;
  }
}

interface RequestFailure {
  readonly status: number;
  readonly message: string;
  readonly response?: { readonly headers?: Readonly<Record<string, string | number | undefined>> };
}

function isRequestFailure(error: unknown): error is RequestFailure {
  return error instanceof Error && "status" in error && typeof error.status === "number";
}

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
export function retryAfter(
  headers: Readonly<Record<string, string | number | undefined>>,
  nowSeconds: number,
): number | null {
  const after = Number(headers["retry-after"]);
  if (headers["retry-after"] !== undefined && Number.isFinite(after)) return Math.max(0, after);
  const reset = Number(headers["x-ratelimit-reset"]);
  if (String(headers["x-ratelimit-remaining"]) === "0" && Number.isFinite(reset))
    return Math.max(1, reset - nowSeconds);
  return null;
}

/**
 * Turns whatever Octokit threw into a {@link GitHubError}.
 *
 * @param operation what was tried, for the message: `reading acme/shop#7`
 */
export function asGitHubError(error: unknown, operation: string, nowSeconds = Date.now() / 1000): GitHubError {
  if (error instanceof GitHubError) return error;
  if (isRequestFailure(error)) {
    const wait = retryAfter(error.response?.headers ?? {}, nowSeconds);
    // A token for an installation that is gone or suspended: GitHub answers 404 or 403 at the token's URL, and says so.
    const gone = error.status === 404 || (error.status === 403 && /suspended/i.test(error.message));
    return new GitHubError(`${operation}: GitHub answered ${error.status} (${shortly(error.message)})`, {
      status: error.status,
      retryAfterSeconds: wait,
      permanent: gone || error.status === 410,
      cause: error,
    });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new GitHubError(`${operation}: no answer from GitHub (${shortly(message)})`, { cause: error });
}
