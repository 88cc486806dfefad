import { describe, expect, it } from "vitest";
import { asGitHubError, GitHubError, retryAfter, shortly } from "./errors.ts";

const NOW = 1_000_000;
const failure = (status: number, message: string, more: object = {}) =>
  Object.assign(new Error(message), { status, response: { headers: {}, data: { message } }, ...more });
const told = (error: unknown) => asGitHubError(error, "reading acme/shop#7", NOW);

describe("how long GitHub asks to wait", () => {
  it.each([
    ["nothing", {}, null],
    ["retry-after in seconds", { "retry-after": "60" }, 60],
    ["retry-after over the limit's reset", { "retry-after": 5, "x-ratelimit-remaining": "0" }, 5],
    ["a used-up limit", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(NOW + 90) }, 90],
    ["a reset that has passed", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(NOW - 90) }, 1],
    ["a limit that isn't used up", { "x-ratelimit-remaining": "7", "x-ratelimit-reset": String(NOW + 90) }, null],
    ["a date, which GitHub never sends", { "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" }, null],
    ["emptiness", { "retry-after": "" }, null],
    ["a negative number", { "retry-after": "-5" }, 0],
    ["days, which is a mistake somewhere", { "retry-after": "999999" }, 3600],
    ["a clock that is wrong", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(NOW * 2) }, 3600],
  ])("from %s", (_, headers, seconds) => {
    expect(retryAfter(headers, NOW)).toBe(seconds);
  });
});

describe("what Octokit throws", () => {
  it("names operation, status and reason, and keeps its cause", () => {
    const cause = failure(502, "Bad Gateway\n<html>a page</html>");
    expect(told(cause)).toMatchObject({
      message: "reading acme/shop#7: GitHub answered 502 (Bad Gateway)",
      status: 502,
      retryAfterSeconds: null,
      permanent: false,
      cause,
    });
  });

  it("for a connection that failed is no answer, though Octokit calls it 500", () => {
    const lost = Object.assign(new Error("socket hang up"), { status: 500 });
    expect(told(lost)).toMatchObject({ message: expect.stringContaining("no answer from GitHub"), status: null });
    expect(told("odd")).toMatchObject({ message: expect.stringContaining("(odd)"), permanent: false });
  });

  it("stays what it is once it is a GitHubError", () => {
    const error = new GitHubError("known");
    expect(told(error)).toBe(error);
  });

  it.each([
    ["404 in GitHub's words", failure(404, "Not Found"), true],
    ["410", failure(410, "Gone"), true],
    ["403 of a suspended installation", failure(403, "This installation has been suspended"), true],
    ["403 of any other kind", failure(403, "Resource not accessible by integration"), false],
    ["401", failure(401, "Bad credentials"), false],
    ["422", failure(422, "No commit found"), false],
    ["404 of a proxy", failure(404, "Not Found", { response: { data: "<html>404</html>" } }), false],
    ["404 at GraphQL's address", failure(404, "Not Found", { request: { url: "https://ghe/api/graphql" } }), false],
  ])("with %s: is it gone?", (_, error, gone) => {
    expect(told(error).permanent).toBe(gone);
  });

  it("shows one line of at most 200 characters", () => {
    expect(shortly(`${"x".repeat(500)}\nsecond`)).toBe("x".repeat(200));
  });
});
