/** GraphQL as GitHub really answers: errors come with status 200, and beside data. */
import type { ProbotOctokit } from "probot";
import { asGitHubError, GitHubError, retryAfter, shortly } from "./errors.ts";

export type Octokit = Pick<ProbotOctokit, "request">;

/** One entry of a GraphQL answer's `errors`; GitHub adds `type` to the standard's fields. */
export interface GraphqlError {
  readonly message: string;
  readonly type?: string;
  readonly path?: readonly (string | number)[];
}

export interface GraphqlAnswer<Data> {
  readonly data: Data | null;
  readonly errors: readonly GraphqlError[];
}

function isAnswer(body: unknown): body is { data?: unknown; errors?: unknown } {
  return typeof body === "object" && body !== null && ("data" in body || "errors" in body);
}

/**
 * Sends a query and gives data and errors side by side: the caller says which errors it can live with.
 *
 * @param operation what is being done, for messages
 * @throws GitHubError when there is no answer, an HTTP error, a rate limit (also with status 200), or no GraphQL answer
 */
export async function graphql<Data>(
  octokit: Octokit,
  operation: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<GraphqlAnswer<Data>> {
  let body: unknown;
  let headers: Readonly<Record<string, string | number | undefined>>;
  try {
    const response = await octokit.request(`POST ${graphqlUrl(octokit)}`, { query, variables });
    body = response.data;
    headers = response.headers;
  } catch (error) {
    throw asGitHubError(error, operation);
  }
  if (!isAnswer(body))
    throw new GitHubError(`${operation}: expected a GraphQL answer, got something else`, { status: 200 });
  const errors = Array.isArray(body.errors) ? (body.errors as GraphqlError[]) : [];
  const limited = errors.find((error) => error.type === "RATE_LIMITED" || /rate limit/i.test(error.message ?? ""));
  if (limited) {
    throw new GitHubError(`${operation}: GitHub's rate limit is used up`, {
      status: 200,
      retryAfterSeconds: retryAfter(headers, Date.now() / 1000),
    });
  }
  return { data: (body.data ?? null) as Data | null, errors };
}

/**
 * GraphQL of GitHub Enterprise Server lives at `/api/graphql`, beside REST's `/api/v3`. The address is given whole: a
 * `baseUrl` of this request would also become that of the token request which Octokit may send before it.
 */
function graphqlUrl(octokit: Octokit): string {
  return octokit.request.endpoint.DEFAULTS.baseUrl.replace(/\/api\/v3\/?$/, "/api").concat("/graphql");
}

/**
 * The same, where any error at all means that the answer can't be used.
 *
 * @throws GitHubError as `graphql`, and when the answer carries errors or no data
 */
export async function graphqlWhole<Data>(
  octokit: Octokit,
  operation: string,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): Promise<Data> {
  const { data, errors } = await graphql<Data>(octokit, operation, query, variables);
  return wholeData(data, errors, operation);
}

/** @throws GitHubError if there are errors or no data: partial data is no data. */
export function wholeData<Data>(data: Data | null, errors: readonly GraphqlError[], operation: string): Data {
  if (errors.length > 0) {
    const said = errors.map(
      (error) => `${error.type ?? "error"} at ${error.path?.join(".") ?? "?"}: ${shortly(error.message)}`,
    );
    throw new GitHubError(`${operation}: GitHub answered in part (${said.slice(0, 3).join("; ")})`, { status: 200 });
  }
  if (data === null) throw new GitHubError(`${operation}: GitHub answered without data`, { status: 200 });
  return data;
}
