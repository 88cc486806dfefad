import { describe, expect, it } from "vitest";
import { digestOfBody } from "../evaluation/expected.ts";
import { readObservations } from "./observations.ts";

const FOOTER = "🤖 Generated with [Claude Code](https://claude.com/claude-code)";
const AT = "2026-01-02T03:04:05.000Z";
const request = (more: object) => ({
  number: 5,
  state: "open",
  updated_at: AT,
  body: "",
  base: { ref: "main" },
  ...more,
});
const event = (action: string, more: object, changes?: object) =>
  readObservations("pull_request", { action, repository: { id: 22 }, pull_request: request(more), changes });

describe("a request's text", () => {
  const marked = { kind: "body", repositoryId: 22, number: 5 };

  it("that has an agent's mark when the request is opened is remembered", () => {
    expect(event("opened", { body: `Fix\n\n${FOOTER}` })).toMatchObject([
      { ...marked, evidence: [{ agent: "claude-code", signal: "footer", where: { kind: "request", part: "body" } }] },
    ]);
    expect(event("opened", { body: "Fix" })).toEqual([]);
    expect(event("opened", { body: null })).toEqual([]);
  });

  it("is remembered as it was before an edit, with whom it named, which then vouches for nobody", () => {
    const from = "Requested by: @rita\n\nAI-assisted: yes";
    const [told, ...more] = event("edited", { body: "Fix" }, { body: { from } });
    expect(told).toMatchObject({
      ...marked,
      evidence: [
        { signal: "declaration" },
        { type: "person", person: { login: "rita" }, role: "named as requester", authenticated: false },
      ],
    });
    expect(more).toMatchObject([{ kind: "expected", expected: { kind: "body", from: digestOfBody(from) }, at: AT }]);
  });

  it("says who asked for it only once it's gone: until then the facts say that, and who wrote it", () => {
    expect(event("opened", { body: "Requested by: @rita" })).toEqual([]);
  });
});

describe("an edit", () => {
  it("of the base is expected to be seen", () => {
    const changes = { base: { ref: { from: "stable" }, sha: { from: "a".repeat(40) } } };
    expect(event("edited", {}, changes)).toEqual([
      {
        kind: "expected",
        repositoryId: 22,
        number: 5,
        expected: { kind: "base", from: "stable", changed: AT },
        at: AT,
      },
    ]);
  });

  it("of the title, or to the same as before, needn't be", () => {
    expect(event("edited", {}, { title: { from: "Old" } })).toEqual([]);
    expect(event("edited", { body: "Fix" }, { body: { from: "Fix" } })).toEqual([]);
  });
});

describe("a review", () => {
  const review = (action: string, state: string) =>
    readObservations("pull_request_review", {
      action,
      repository: { id: 22 },
      pull_request: request({}),
      review: { html_url: "u1", state, submitted_at: AT, body: null, user: { id: 2 } },
    });

  it("that was given or dismissed is expected to be seen", () => {
    const told = (dismissed: boolean) => {
      const expected = { kind: "review", url: "u1", by: 2, given: AT, dismissed };
      return [{ kind: "expected", repositoryId: 22, number: 5, expected, at: AT }];
    };
    expect(review("submitted", "approved")).toEqual(told(false));
    expect(review("submitted", "changes_requested")).toEqual(told(false));
    expect(review("dismissed", "dismissed")).toEqual(told(true));
  });

  it("that only comments, or whose text was edited, needn't be", () => {
    expect(review("submitted", "commented")).toEqual([]);
    expect(review("edited", "approved")).toEqual([]);
  });
});
