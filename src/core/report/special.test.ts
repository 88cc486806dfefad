import { describe, expect, test } from "vitest";
import { judge } from "../judge.ts";
import { aPolicy, inForce } from "../testing/policy.ts";
import { aPullRequest } from "../testing/pull-request.ts";
import { couldNotEvaluate, sharedHead, switchedOff } from "./special.ts";

test("what couldn't be evaluated never passes, and names its cause as text", () => {
  const report = couldNotEvaluate("GitHub answered 502\n# <b>");
  expect(report.conclusion).toBe("failure");
  expect(report.title.length).toBeLessThan(60);
  expect(report.summary).toContain("`GitHub answered 502 # <b>`");
});

test("where the policy switched it off, nothing is held", () => {
  expect(switchedOff(inForce(aPolicy({ mode: "off" })))).toMatchObject({ conclusion: "neutral", mode: "off" });
});

describe("a head with several requests", () => {
  const claudes = aPullRequest().withClaude();
  const passing = judge(claudes.approvedBy("rita").facts(), inForce()).report;

  test("waits for the others, and says for which", () => {
    const report = sharedHead(passing, [12]);
    expect(report.conclusion).toBe("action_required");
    expect(report.title).toContain("#12");
    expect(sharedHead(passing, [12, 13, 1_000_000_000]).title.length).toBeLessThan(60);
    expect(sharedHead(passing, [12, 13]).summary).toContain("#12 and #13");
  });

  test("passes once none of them waits", () => {
    expect(sharedHead(passing, [])).toEqual(passing);
  });

  test("shows its own trouble first", () => {
    for (const request of [claudes, claudes.changesRequestedBy("rita")]) {
      const { report } = judge(request.facts(), inForce());
      expect(sharedHead(report, [12])).toEqual(report);
    }
  });

  test("holds nothing while only observing", () => {
    const { report } = judge(claudes.facts(), inForce(aPolicy({ mode: "observe" })));
    expect(sharedHead(report, [12]).conclusion).toBe("neutral");
  });

  test("still fits into what GitHub takes", () => {
    const long = { ...passing, summary: "x\n".repeat(32_767) };
    expect(sharedHead(long, [12]).summary.length).toBeLessThanOrEqual(65_535);
  });
});
