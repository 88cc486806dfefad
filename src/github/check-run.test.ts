import { describe, expect, it } from "vitest";
import type { Annotation, Report } from "../core/decision.ts";
import { publishCheck } from "./check-run.ts";
import { GitHubError } from "./errors.ts";
import { type Canned, octokitAnswering } from "./octokit.fixture.ts";

const report: Report = {
  conclusion: "action_required",
  title: "Waiting for 1 approval",
  summary: "One more person",
  text: "Evidence",
  annotations: [],
  mode: "enforce",
};
const annotation: Annotation = {
  path: "main.tf",
  startLine: 1,
  endLine: 2,
  level: "warning",
  title: "Infrastructure",
  message: "Look closely",
};
const annotated = (count: number): Report => ({ ...report, annotations: Array(count).fill(annotation) });

async function publish(published: Report, existing: { id: number } | null, ...answers: Canned[]) {
  const { octokit, asked } = octokitAnswering(...answers);
  const where = { owner: "acme", repo: "shop", headSha: "a".repeat(40), externalId: "pr:7:aaa" };
  return { ...(await publishCheck(octokit, { ...where, report: published, existing })), asked };
}
const CHECK_RUNS = "https://api.github.com/repos/acme/shop/check-runs";

describe("publishing a report", () => {
  it("makes a run on the head, in one request", async () => {
    const { id, asked } = await publish(annotated(1), null, { status: 201, body: { id: 5 } });
    expect(id).toBe(5);
    expect(asked).toEqual([
      {
        method: "POST",
        url: CHECK_RUNS,
        body: {
          name: "ai-review",
          head_sha: "a".repeat(40),
          external_id: "pr:7:aaa",
          status: "completed",
          conclusion: "action_required",
          output: {
            title: "Waiting for 1 approval",
            summary: "One more person",
            text: "Evidence",
            annotations: [
              {
                path: "main.tf",
                start_line: 1,
                end_line: 2,
                annotation_level: "warning",
                title: "Infrastructure",
                message: "Look closely",
              },
            ],
          },
          actions: [expect.objectContaining({ identifier: "re-evaluate" })],
        },
      },
    ]);
  });

  it("keeps its button within GitHub's bounds", async () => {
    const { asked } = await publish(report, null, { body: { id: 5 } });
    const [action] = (asked[0]?.body.actions ?? []) as { label: string; description: string; identifier: string }[];
    expect(action?.label.length).toBeLessThanOrEqual(20);
    expect(action?.description.length).toBeLessThanOrEqual(40);
    expect(action?.identifier.length).toBeLessThanOrEqual(20);
  });

  it("writes over an existing run in place, if there is nothing to mark", async () => {
    const { id, asked } = await publish(report, { id: 5 }, { body: { id: 5 } });
    expect(id).toBe(5);
    expect(asked.map(({ method, url }) => `${method} ${url}`)).toEqual([`PATCH ${CHECK_RUNS}/5`]);
  });

  it("makes a new run where there are marks: GitHub would add them to the old ones", async () => {
    const { id, asked } = await publish(annotated(1), { id: 5 }, { body: { id: 6 } });
    expect(id).toBe(6);
    expect(asked.map(({ method }) => method)).toEqual(["POST"]);
  });

  it("makes a new run where GitHub has forgotten the old one", async () => {
    const gone = { status: 404, body: { message: "Not Found" } };
    const { id, asked } = await publish(report, { id: 5 }, gone, { body: { id: 6 } });
    expect(id).toBe(6);
    expect(asked.map(({ method }) => method)).toEqual(["PATCH", "POST"]);
  });

  it("sends annotations 50 at a time", async () => {
    const { id, asked } = await publish(annotated(120), null, { body: { id: 5 } }, { body: {} }, { body: {} });
    expect(id).toBe(5);
    const counts = asked.map(({ method, body }) => [method, (body.output as Report).annotations.length]);
    expect(counts).toEqual([
      ["POST", 50],
      ["PATCH", 50],
      ["PATCH", 20],
    ]);
  });

  it.each([
    ["an error", { status: 422, body: { message: "No commit found for SHA" } }, "GitHub answered 422 (No commit found"],
    ["an answer without the run", { status: 201, body: {} }, "expected the new run's id"],
    ["no JSON", { status: 200, body: "<html>" }, "expected the new run's id"],
  ])("fails on %s", async (_, answer, message) => {
    const failure = publish(report, null, answer);
    await expect(failure).rejects.toBeInstanceOf(GitHubError);
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toThrow("publishing ai-review on acme/shop@aaaaaaa");
  });
});
