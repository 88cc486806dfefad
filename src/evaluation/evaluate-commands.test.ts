import { describe, expect, it } from "vitest";
import type { TimelineItem } from "../core/facts.ts";
import { GitHubError } from "../github/errors.ts";
import { RetryLater } from "../queue/lane.ts";
import { byAgent, evaluation, factsOf, HEAD, jobOf } from "./evaluate.fixture.ts";

const comment: TimelineItem = {
  kind: "comment",
  id: "IC_1",
  at: "2026-01-01T00:05:00Z",
  author: { id: 2, login: "rita", kind: "User" },
  body: `/ai-review not-ai ${HEAD} She typed it`,
  lastEdit: null,
  url: "https://github.test/acme/shop/pull/7#issuecomment-1",
};
const withCommand = () => evaluation(factsOf({ commits: [byAgent], timeline: [comment] }));

describe("an evaluation of a request with a command", () => {
  it("answers it once the check stands, with what GitHub says of its author", async () => {
    const { evaluate, written, outcomes, github } = withCommand();
    github.readAccess = async () => true;
    github.react = async (_, url, content) => {
      expect(written).toHaveLength(1);
      expect([url, content]).toEqual([comment.url, "+1"]);
      return true;
    };
    await evaluate(jobOf(), 0);
    expect(outcomes).toEqual(["not-ai"]);
  });

  it("tries a reaction again that GitHub couldn't take, and leaves it before the check would say trouble", async () => {
    const { evaluate, written, github, log } = withCommand();
    github.react = async () => {
      throw new GitHubError("answering: GitHub answered 502", { status: 502 });
    };
    for (const attempt of [0, 1]) await expect(evaluate(jobOf(), attempt)).rejects.toThrow("answered 502");
    await evaluate(jobOf(), 2);
    expect(written).toHaveLength(1);
    expect(log()).toContain("A command couldn't be answered");
  });

  it("waits as long as GitHub asks to", async () => {
    const { evaluate, github } = withCommand();
    github.react = async () => {
      throw new GitHubError("limited", { status: 403, retryAfterSeconds: 60 });
    };
    await expect(evaluate(jobOf(), 5)).rejects.toThrow(RetryLater);
  });

  it("reads again where the facts lack a comment that a delivery told of, and takes them as they are in the end", async () => {
    const { evaluate, written, store } = evaluation(factsOf());
    const settled: unknown[] = [];
    const awaited = { expected: { kind: "comment", url: comment.url }, at: comment.at } as const;
    store.awaited = async () => [awaited];
    store.settle = async (_repositoryId, _number, all) => void settled.push(...all);
    for (const attempt of [0, 1]) await expect(evaluate(jobOf(), attempt)).rejects.toThrow("GitHub lags behind");
    expect([written, settled]).toEqual([[], []]);
    await evaluate(jobOf(), 2);
    expect(written).toHaveLength(1);
    expect(settled).toEqual([awaited]);
  });
});
