import { describe, expect, it } from "vitest";
import { type Movement, missedBetween } from "./missed.ts";

const push = (before: string | null, after: string): Movement => ({ before, after });

describe("between where all had come and where the branch stands", () => {
  it.each([
    ["nothing happened", "a", []],
    ["one push", "b", [push("a", "b")]],
    ["several, in whatever order they are listed", "d", [push("b", "c"), push("c", "d"), push("a", "b")]],
    ["it was created anew", "c", [push("b", "c"), push(null, "b")]],
    ["it went back and forth", "b", [push("a", "b"), push("b", "a"), push("a", "b")]],
  ])("nothing is missed where %s", (_, tip, pushes) => {
    expect(missedBetween("a", tip, pushes)).toBeNull();
  });

  it.each([
    ["all of it", "d", [], "a", "d"],
    ["the last", "d", [push("a", "b"), push("b", "c")], "c", "d"],
    ["the first", "d", [push("c", "d")], "a", "c"],
    ["one between others", "d", [push("c", "d"), push("a", "b")], "b", "c"],
    ["more than one, and what lies between them", "e", [push("d", "e"), push("b", "c")], "a", "d"],
  ])("what never came is: %s", (_, tip, pushes, before, head) => {
    expect(missedBetween("a", tip, pushes)).toEqual({ before, head });
  });
});
