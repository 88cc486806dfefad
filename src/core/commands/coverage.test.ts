import { describe, expect, test } from "vitest";
import type { TimelineItem } from "../facts.ts";
import { aPullRequest } from "../testing/pull-request.ts";
import { coverageDiscount, isAmbiguous } from "./coverage.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString();
const pushed = (after: string, minute: number) => ({
  branch: "cart",
  before: null,
  after,
  actor: null,
  at: at(minute),
});
const forced = (after: string, minute: number): TimelineItem => ({
  kind: "head-force-pushed",
  id: "f",
  at: at(minute),
  actor: null,
  before: null,
  after,
});

/** A request whose head is `new`. */
const facts = (...timeline: readonly TimelineItem[]) =>
  aPullRequest().withCommit({ sha: "new" }).with({ timeline }).facts();
const discount = (minute: number, pushes: readonly ReturnType<typeof pushed>[], ...timeline: readonly TimelineItem[]) =>
  coverageDiscount(at(minute), false, facts(...timeline), pushes)?.why ?? null;

describe("a comment is about the present head", () => {
  test("if that arrived before it, and none after it", () => {
    expect(discount(5, [pushed("old", 1), pushed("new", 4)])).toBeNull();
    expect(discount(5, [pushed("old", 1)], forced("new", 4))).toBeNull();
  });

  test("and not if it arrived later, or in the same second", () => {
    expect(discount(5, [pushed("old", 1), pushed("new", 6)])).toBe("earlier-head");
    expect(discount(5, [pushed("old", 1), pushed("new", 5)])).toBe("earlier-head");
    expect(discount(5, [], forced("new", 6))).toBe("earlier-head");
  });

  test("and not if another was there in between", () => {
    expect(discount(5, [pushed("new", 1), pushed("other", 4), pushed("new", 6)])).toBe("earlier-head");
    expect(discount(5, [pushed("new", 1), pushed("new", 6)], forced("other", 4))).toBe("earlier-head");
    expect(discount(5, [pushed("new", 1)], forced("new", 6))).toBe("earlier-head");
  });

  test("and not if nobody saw it arrive", () => {
    expect(discount(5, [])).toBe("arrival-unknown");
    expect(discount(5, [pushed("old", 1)])).toBe("arrival-unknown");
  });

  test("and not if its base is another since", () => {
    const retargeted = { kind: "base-changed", id: "b", at: at(6), actor: null, from: "stable", to: "main" } as const;
    const rewritten = { kind: "base-force-pushed", id: "b", at: at(6), actor: null } as const;
    for (const named of [false, true]) {
      expect(coverageDiscount(at(5), named, facts(retargeted), [pushed("new", 4)])).toEqual({
        why: "retargeted",
        from: "stable",
      });
      expect(coverageDiscount(at(5), named, facts(rewritten), [pushed("new", 4)])).toEqual({ why: "base-rewritten" });
      expect(coverageDiscount(at(7), named, facts(retargeted, rewritten), [pushed("new", 4)])).toBeNull();
    }
  });

  test("whenever it came, if it names that in full", () => {
    expect(coverageDiscount(at(5), true, facts(forced("new", 6)), [])).toBeNull();
  });
});

test("an abbreviation is ambiguous where another commit of the request begins so", () => {
  const request = aPullRequest().withCommit({ sha: "abcdef1000" }).withCommit({ sha: "abcdef1111" }).facts();
  expect(isAmbiguous("abcdef11", request, [])).toBe(false);
  expect(isAmbiguous("abcdef1", request, [])).toBe(true);
  expect(isAmbiguous("abcdef11", request, [pushed("abcdef1199", 1)])).toBe(true);
  expect(isAmbiguous("abcdef11", { ...request, timeline: [forced("abcdef1122", 2)] }, [])).toBe(true);
});
