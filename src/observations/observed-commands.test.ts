import { describe, expect, it } from "vitest";
import { readObservations } from "./observations.ts";

const url = "https://github.test/acme/shop/pull/7#issuecomment-1";
const told = (action: string, body: string, more: object = {}) =>
  readObservations("issue_comment", {
    action,
    repository: { id: 22 },
    issue: { number: 7, pull_request: {} },
    comment: { body, html_url: url, created_at: "2026-01-02T03:04:05Z" },
    ...more,
  }).filter(({ kind }) => kind === "review-command");
const at = "2026-01-02T03:04:05.000Z";
const command = (withdrawn: boolean) => [{ kind: "review-command", repositoryId: 22, number: 7, url, withdrawn, at }];

describe("a command's delivery", () => {
  it("tells that it is there", () => {
    expect(told("created", "/ai-review not-ai so")).toEqual(command(false));
    expect(told("created", "/ai-review")).toEqual(command(false));
  });

  it("tells that it was edited, whichever of its texts is one, or deleted", () => {
    const changes = { body: { from: "/ai-review not-ai so" } };
    expect(told("edited", "Never mind", { changes })).toEqual(command(true));
    expect(told("edited", "/ai-review recheck", { changes: { body: { from: "Hm" } } })).toEqual(command(true));
    expect(told("deleted", "/ai-review not-ai so")).toEqual(command(true));
  });

  it("tells nothing of other comments, of issues, and of what doesn't look as documented", () => {
    expect(told("created", "Use /ai-review recheck")).toEqual([]);
    expect(told("created", "/ai-review recheck", { issue: { number: 7 } })).toEqual([]);
    expect(told("created", "/ai-review recheck", { repository: {} })).toEqual([]);
  });
});
