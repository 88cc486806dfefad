import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Countersign, startCountersign } from "./support/countersign.ts";
import { type GitHubStub, opened, startGitHubStub } from "./support/github-stub.ts";

let github: GitHubStub;
let countersign: Countersign | undefined;
beforeEach(async () => {
  github = await startGitHubStub();
});
afterEach(async () => {
  await countersign?.dispose();
  await github.close();
});

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 30_000, interval: 25 });

describe("the process", () => {
  it.each(["SIGTERM", "SIGINT"] as const)("on %s finishes the evaluation in hand, then exits 0", async (signal) => {
    const facts = Promise.withResolvers<void>();
    github.intercept = async ({ url }) => {
      if (url === "/api/graphql") await facts.promise;
      return false;
    };
    countersign = await startCountersign(github.env);
    expect(await countersign.deliver("pull_request", opened)).toEqual({ status: 200, text: "ok\n" });
    await eventually(() => expect(github.asked).toContain("POST /api/graphql"));
    const exit = countersign.stop(signal);
    await countersign.logged(/Draining/);
    expect(github.checks).toEqual([]);
    facts.resolve();
    expect(await exit).toEqual({ code: 0, signal: null });
    expect(github.checks).toMatchObject([{ name: "ai-review", conclusion: "success" }]);
    expect(countersign.output()).toContain("Stopped");
  });

  it("killed between the webhook and the check publishes it after the next start", async () => {
    github.intercept = ({ url }, response) => {
      if (url === "/api/graphql") response.writeHead(502).end("<html>Unicorn!</html>");
      return url === "/api/graphql";
    };
    countersign = await startCountersign(github.env);
    await countersign.deliver("pull_request", opened);
    await eventually(() => expect(github.asked).toContain("POST /api/graphql"));
    expect(await countersign.kill()).toEqual({ code: null, signal: "SIGKILL" });
    github.intercept = () => false;
    await countersign.restart();
    await eventually(() => expect(github.checks).toMatchObject([{ name: "ai-review", external_id: /^pr:7:/ }]));
  });

  it("says how it is", async () => {
    countersign = await startCountersign(github.env);
    const get = async (path: string) => {
      const response = await fetch(`${countersign?.url}${path}`);
      return { status: response.status, text: await response.text() };
    };
    expect(await get("/healthz")).toEqual({ status: 200, text: "ok\n" });
    expect(await get("/readyz")).toEqual({ status: 200, text: "database: ok\nqueue: ok\n" });
    await countersign.deliver("pull_request", opened);
    await eventually(() => expect(github.checks).toHaveLength(1));
    const { text } = await get("/metrics");
    expect(text).toContain('countersign_webhooks_total{event="pull_request"} 1');
    expect(text).toContain('countersign_evaluations_total{outcome="not-ai"} 1');
    expect(text).toContain('countersign_github_requests_total{api="graphql",method="POST"} 1');
    expect(text).toContain('countersign_github_requests_total{api="rest",method="POST"} 1');
    expect(countersign.output()).toMatch(/Listening on http:\/\/0\.0\.0\.0:\d+/);
  });
});
