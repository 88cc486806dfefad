import { describe, expect, it } from "vitest";
import type { TimelineItem } from "../facts.ts";
import { account } from "../testing/accounts.ts";
import { approvalsOf, approvedCommits } from "./approve.ts";

const SHA = "3f2c1d9aa0".padEnd(40, "0");

describe("a comment approves", () => {
  it.each([
    `/ai-review approve ${SHA}`,
    "/ai-review approve 3f2c1d9",
    "Looks right.\n\n/AI-Review  approve 3F2C1D9AA0",
  ])("a commit: %s", (body) => {
    expect(approvedCommits(body).every((sha) => SHA.startsWith(sha))).toBe(true);
    expect(approvedCommits(body)).toHaveLength(1);
  });

  it.each([
    "> /ai-review approve 3f2c1d9",
    "```\n/ai-review approve 3f2c1d9\n```",
    "/ai-review approve",
    "/ai-review approve 3f2c1d",
    "/ai-review approve it",
    "Please /ai-review approve 3f2c1d9",
  ])("nothing: %s", (body) => {
    expect(approvedCommits(body)).toEqual([]);
  });
});

describe("approvals among comments", () => {
  const comment = (by: string, changes: Partial<Extract<TimelineItem, { kind: "comment" }>> = {}): TimelineItem => ({
    kind: "comment",
    id: by,
    at: "2026-01-02T03:04:05Z",
    author: account(by),
    body: "/ai-review approve 3f2c1d9",
    lastEdit: null,
    url: "",
    ...changes,
  });
  const edited = (by: string) => comment("rita", { lastEdit: { by: account(by), at: "2026-01-02T03:04:06Z" } });
  const found = (item: TimelineItem, head = SHA) => approvalsOf([item], head).length;

  it("are those of this commit, as their authors wrote them", () => {
    expect(found(comment("rita"))).toBe(1);
    expect(found(edited("rita"))).toBe(0);
    expect(found(edited("alice"))).toBe(0);
    expect(found(comment("rita", { author: null }))).toBe(0);
    expect(found(comment("rita"), "4".repeat(40))).toBe(0);
  });
});
