import { describe, expect, it } from "vitest";
import type { Review } from "../core/facts.ts";
import { commitOf, factsOf, HEAD, OLDER } from "./evaluate.fixture.ts";
import { digestOfBody, type Expected, isShown } from "./expected.ts";

const url = "https://github.test/acme/shop/pull/7#pullrequestreview-1";
const review = (state: Review["state"]): Review => ({
  id: "PRR_1",
  author: { id: 2, login: "rita", kind: "User" },
  state,
  commit: HEAD,
  submittedAt: "2026-01-01T00:05:00Z",
  authorCanPush: true,
  body: "",
  url,
});
const given: Expected = { kind: "review", url, by: 2, given: "2026-01-01T00:05:00Z", dismissed: false };
const dismissed: Expected = { ...given, dismissed: true };

describe("facts show", () => {
  it.each([
    ["a review once it's listed, whatever became of it", given, "APPROVED", true],
    ["a review that was dismissed since then", given, "DISMISSED", true],
    ["no review that isn't submitted yet", given, "PENDING", false],
    ["no dismissal of a review that still stands", dismissed, "APPROVED", false],
    ["a dismissal once the review says so", dismissed, "DISMISSED", true],
  ] as const)("%s", (_, expected, state, shown) => {
    expect(isShown(expected, factsOf({ reviews: [review(state)] }))).toBe(shown);
  });

  it("no review that isn't listed", () => {
    const another = { ...review("APPROVED"), url: "another", submittedAt: "2026-01-01T00:04:00Z" };
    expect(isShown(given, factsOf({ reviews: [another] }))).toBe(false);
  });

  it("a review under another address, where the same person gave it at the same time", () => {
    const reviews = [{ ...review("APPROVED"), url: "in the repository as it's called now" }];
    expect(isShown(given, factsOf({ reviews }))).toBe(true);
    expect(isShown(dismissed, factsOf({ reviews }))).toBe(false);
    expect(isShown({ ...given, by: 3 }, factsOf({ reviews }))).toBe(false);
  });

  it("that the base was changed and changed back", () => {
    const change = { kind: "base-changed", id: "B", actor: null, from: "main", to: "stable" } as const;
    const since = (at: string) =>
      isShown(
        { kind: "base", from: "main", changed: "2026-01-01T00:05:00Z" },
        factsOf({ timeline: [{ ...change, at }] }),
      );
    expect(since("2026-01-01T00:05:00Z")).toBe(true);
    expect(since("2026-01-01T00:04:00Z")).toBe(false);
  });

  it("a push once its head is the request's, or was", () => {
    const isKnown = (sha: string, more: Parameters<typeof factsOf>[0] = {}) =>
      isShown({ kind: "head", sha }, factsOf(more));
    expect(isKnown(HEAD)).toBe(true);
    expect(isKnown(OLDER)).toBe(false);
    expect(isKnown(OLDER, { commits: [commitOf(OLDER), commitOf(HEAD)] })).toBe(true);
    const forced = {
      kind: "head-force-pushed",
      id: "F",
      at: "",
      actor: null,
      before: commitOf(OLDER),
      after: HEAD,
    } as const;
    expect(isKnown(OLDER, { timeline: [forced] })).toBe(true);
  });

  it("another base, or another body, once it's no longer the old one", () => {
    const changed = "2026-01-01T00:05:00Z";
    expect(isShown({ kind: "base", from: "main", changed }, factsOf())).toBe(false);
    expect(isShown({ kind: "base", from: "stable", changed }, factsOf())).toBe(true);
    const from = digestOfBody("AI-assisted: yes");
    expect(isShown({ kind: "body", from }, factsOf({ body: "AI-assisted: yes" }))).toBe(false);
    expect(isShown({ kind: "body", from }, factsOf({ body: "AI-assisted: no" }))).toBe(true);
  });
});
