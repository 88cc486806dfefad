import { describe, expect, it } from "vitest";
import { readEvent } from "./read.ts";

const SHA = "a".repeat(40);
const OTHER = "b".repeat(40);
const tess = { id: 5, login: "tess", type: "User" };
const alice = { id: 6, login: "alice", type: "User" };
const url = "https://api.github.com/repos/acme/shop/actions/runs/77/deployment_protection_rule";

/** https://docs.github.com/webhooks/webhook-events-and-payloads#deployment_protection_rule */
const payload = {
  action: "requested",
  environment: "Production",
  event: "push",
  sha: OTHER,
  ref: "refs/heads/main",
  deployment_callback_url: url,
  deployment: { id: 9, sha: SHA, ref: "main", created_at: "2026-01-02T03:04:05Z", creator: alice },
  pull_requests: [],
  installation: { id: 11 },
  repository: { id: 22, name: "shop", owner: { login: "acme" } },
  sender: tess,
};
const read = (changes: object) => readEvent("deployment_protection_rule", { ...payload, ...changes }, 7);
const job = (changes: object) => ({ kind: "look-again", jobs: [], arrivals: [expect.objectContaining(changes)] });

describe("a deployment_protection_rule event", () => {
  it("asks to judge the deployment, with its run, and who is said to want it", () => {
    expect(read({})).toEqual({
      kind: "look-again",
      jobs: [],
      arrivals: [
        {
          kind: "deployment",
          installationId: 11,
          owner: "acme",
          repo: "shop",
          repositoryId: 22,
          environment: "Production",
          runId: 77,
          deploymentId: 9,
          sha: SHA,
          ref: "main",
          requesters: [
            { id: 5, login: "tess", kind: "User" },
            { id: 6, login: "alice", kind: "User" },
          ],
          at: "2026-01-02T03:04:05Z",
          asked: 0,
          reason: "deployment_protection_rule.requested",
        },
      ],
    });
  });

  it("is about the run's commit where the job makes no deployment of its own", () => {
    const wanted = { sha: OTHER, ref: "main", deploymentId: null, at: null, requesters: [expect.anything()] };
    expect(read({ deployment: null })).toEqual(job(wanted));
  });

  it("takes of the address the run's number alone, whatever host it names", () => {
    expect(read({ deployment_callback_url: url.replace("api.github.com", "evil.example") })).toEqual(
      job({ runId: 77 }),
    );
  });

  it.each([
    ["no run in its address", { deployment_callback_url: "https://evil.example/" }],
    ["no address", { deployment_callback_url: undefined }],
    ["no environment", { environment: "" }],
    ["no commit", { deployment: null, sha: null }],
    ["no commit's id", { deployment: null, sha: "main" }],
  ])("with %s means nothing", (_, changes) => {
    expect(read(changes)).toMatchObject({ kind: "odd" });
  });

  it("of another action costs nothing", () => {
    expect(read({ action: "an action of next year" })).toEqual({ kind: "ignored" });
  });

  it("has one job a run and environment, however the environment is spelt", async () => {
    const { keyOfArrival } = await import("../queue/job.ts");
    const keyFor = (environment: string) => {
      const reading = read({ environment });
      return reading.kind === "look-again" ? reading.arrivals?.map(keyOfArrival) : null;
    };
    expect(keyFor("production")).toEqual(keyFor("Production"));
    expect(keyFor("staging")).not.toEqual(keyFor("Production"));
  });
});
