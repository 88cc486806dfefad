/** A GitHub that knows one pull request and can be told to fail: for tests of the process, not of verdicts. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { factsAnswer } from "../../src/github/facts/answers.fixture.ts";

export interface GitHubStub {
  /** For Countersign's environment. */
  readonly env: Readonly<Record<string, string>>;
  /** `GET /api/v3/…` of every request so far. */
  readonly asked: string[];
  /** The check runs that were written. */
  readonly checks: Readonly<Record<string, unknown>>[];
  /** Answers each request first, if it returns true. */
  intercept: (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;
  close(): Promise<void>;
}

export async function startGitHubStub(): Promise<GitHubStub> {
  const asked: string[] = [];
  const checks: Record<string, unknown>[] = [];
  const server = createServer(async (request, response) => {
    const url = request.url ?? "";
    asked.push(`${request.method} ${url}`);
    let body = "";
    for await (const chunk of request) body += chunk;
    if (await stub.intercept(request, response)) return;
    const json = (status: number, value: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    if (url.endsWith("/access_tokens")) {
      json(201, { token: "ghs_stub", expires_at: "2099-01-01T00:00:00Z", permissions: { checks: "write" } });
    } else if (url === "/api/graphql") {
      json(200, { data: factsAnswer() });
    } else if (/\/check-runs(\/\d+)?$/.test(url)) {
      checks.push(JSON.parse(body));
      json(201, { id: checks.length });
    } else if (url.startsWith("/api/v3/app/installations?") || url.startsWith("/api/v3/app/hook/deliveries?")) {
      json(200, []);
    } else {
      json(404, { message: "Not Found" });
    }
  });
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  const { port } = server.address() as AddressInfo;
  const stub: GitHubStub = {
    env: { GHE_HOST: `127.0.0.1:${port}`, GHE_PROTOCOL: "http" },
    asked,
    checks,
    intercept: () => false,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
  return stub;
}

/** An event about the pull request that the stub knows. */
export const opened = {
  action: "opened",
  installation: { id: 1 },
  repository: { id: 22, name: "shop", owner: { login: "acme" } },
  pull_request: { number: 7, state: "open", head: { sha: "a".repeat(40) } },
};
