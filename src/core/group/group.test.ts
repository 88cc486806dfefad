import { describe, expect, it } from "vitest";
import { groupReport } from "../report/group.ts";
import { aPolicy, inForce } from "../testing/policy.ts";
import { membersOf, type QueueEntry } from "./group.ts";

const entry = (position: number, head: string | null): QueueEntry => ({
  position,
  head,
  number: position * 10,
  requestHead: `head ${position}`,
});

describe("a merge group's requests", () => {
  const queue = [entry(3, "c"), entry(1, "a"), entry(2, "b"), entry(4, null)];
  const numbers = (head: string) => membersOf(queue, head)?.map(({ number }) => number) ?? null;

  it("are the one that it ends with, and all before it", () => {
    expect(numbers("b")).toEqual([10, 20]);
    expect(numbers("c")).toEqual([10, 20, 30]);
  });

  it("are all of those that end with the same commit", () => {
    expect(membersOf([entry(1, "a"), entry(2, "a"), entry(3, "c")], "a")).toHaveLength(2);
  });

  it("aren't known where no entry has that head", () => {
    expect(numbers("d")).toBeNull();
    expect(membersOf([], "a")).toBeNull();
  });
});

describe("a merge group's check", () => {
  const report = (verdicts: readonly ("passed" | "held" | "unknown")[], mode: "enforce" | "observe" = "enforce") =>
    groupReport(
      "main",
      verdicts.map((verdict, index) => ({ number: index + 1, verdict })),
      inForce(aPolicy({ mode })),
    );

  it("passes when all of them do, and names those that hold it", () => {
    expect(report(["passed", "passed"])).toMatchObject({ conclusion: "success" });
    expect(report(["passed", "held", "unknown"])).toMatchObject({ conclusion: "failure", title: "Held by #2 and #3" });
    expect(report(["held"], "observe")).toMatchObject({ conclusion: "neutral" });
  });

  it("says what to do where somebody can do something", () => {
    expect(report(["held", "unknown"]).summary).toContain("Have what it lacks given on the request itself.");
    expect(report(["held", "held"]).summary).toContain("Have what they lack given on the requests themselves.");
    expect(report(["unknown"]).summary).toContain("this check follows by itself");
    expect(report(["passed"]).summary).not.toContain("What to do");
  });

  it("keeps its title short, however many hold it", () => {
    expect(report(Array(50).fill("held")).title.length).toBeLessThanOrEqual(59);
  });
});
