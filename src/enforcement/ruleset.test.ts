import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesRef } from "../../simulator/state/ref-patterns.ts";
import { isProtectedBranch } from "../core/branches.ts";
import { DEFAULT_POLICY } from "../core/policy.ts";
import { bodyOf, differences, expectedSource, includeOf, type Ruleset, type Wanted } from "./ruleset.ts";

const wanted: Wanted = { include: ["~DEFAULT_BRANCH"], appId: 7 };

/** A ruleset at GitHub that was written as it must be, with what somebody changed. */
function written(more: Partial<Ruleset> = {}): Ruleset {
  const { name, enforcement, conditions, rules } = bodyOf(wanted);
  return { id: 1, name, enforcement, ...conditions.ref_name, rules, bypassActors: [], ...more };
}

const checks = (...required: { readonly context: string; readonly integration_id?: number }[]) => ({
  type: "required_status_checks",
  parameters: { required_status_checks: required, strict_required_status_checks_policy: true },
});

describe("the ruleset that is asked for", () => {
  it("requires the check of this App and a pull request, and bypasses nobody", () => {
    expect(bodyOf(wanted)).toEqual({
      name: "Countersign",
      target: "branch",
      enforcement: "active",
      conditions: { ref_name: { include: ["~DEFAULT_BRANCH"], exclude: [] } },
      rules: [
        { type: "deletion" },
        { type: "non_fast_forward" },
        { type: "pull_request", parameters: expect.objectContaining({ required_approving_review_count: 0 }) },
        {
          type: "required_status_checks",
          parameters: {
            do_not_enforce_on_create: true,
            strict_required_status_checks_policy: false,
            required_status_checks: [{ context: "ai-review", integration_id: 7 }],
          },
        },
      ],
      bypass_actors: [],
    });
  });

  it("is what was asked for once it's written", () => {
    expect(differences(written(), wanted)).toEqual([]);
  });

  it("names the policy's branches as rulesets do", () => {
    expect(includeOf(null)).toEqual(["~DEFAULT_BRANCH"]);
    expect(includeOf(["release/**", "main", "main", "v?.*"])).toEqual([
      "refs/heads/main",
      "refs/heads/release/**/*",
      "refs/heads/v?.*",
    ]);
    expect(includeOf(["**"])).toEqual(["refs/heads/**/*"]);
  });

  it("protects exactly the branches that the policy protects", () => {
    const part = fc.constantFrom("a", "b", "ab", "*", "a*", "?", "**");
    const pattern = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join("/"));
    const branch = fc
      .array(fc.constantFrom("a", "b", "ab"), { minLength: 1, maxLength: 4 })
      .map((all) => all.join("/"));
    fc.assert(
      fc.property(fc.array(pattern, { minLength: 1, maxLength: 3 }), branch, (branches, name) => {
        const here = isProtectedBranch({ ...DEFAULT_POLICY, branches }, name, "main");
        const there = includeOf(branches).some((each) => matchesRef(each, `refs/heads/${name}`, "main"));
        expect(there).toBe(here);
      }),
    );
  });
});

describe("a ruleset that was loosened", () => {
  it.each<[string, Partial<Ruleset>]>([
    ["was switched off (disabled)", { enforcement: "disabled" }],
    ["was switched off (evaluate)", { enforcement: "evaluate" }],
    ["was renamed to Mine", { name: "Mine" }],
    ["covered refs/heads/other", { include: ["refs/heads/other"] }],
    ["covered no branch", { include: [] }],
    ["left out refs/heads/main", { exclude: ["refs/heads/main"] }],
    ["let somebody past it (Team 5)", { bypassActors: [{ actor_type: "Team", actor_id: 5 }] }],
  ])("%s", (what, change) => {
    expect(differences(written(change), wanted)).toEqual([what]);
  });

  it("lacks each rule that was taken away", () => {
    expect(differences(written({ rules: [] }), wanted)).toEqual([
      "didn't require ai-review",
      "let branches be pushed to without a pull request",
      "let branches be force-pushed",
      "let branches be deleted",
    ]);
  });

  it("is mended without taking away what somebody else asks for", () => {
    const found = written({
      rules: [
        { type: "required_signatures" },
        { type: "pull_request", parameters: { required_approving_review_count: 2 } },
        checks({ context: "build", integration_id: 15 }, { context: "ai-review" }),
      ],
    });
    const { rules } = bodyOf(wanted, found);
    expect(rules).toContainEqual({ type: "required_signatures" });
    expect(rules).toContainEqual({ type: "pull_request", parameters: { required_approving_review_count: 2 } });
    expect(rules).toContainEqual({
      type: "required_status_checks",
      parameters: {
        do_not_enforce_on_create: true,
        strict_required_status_checks_policy: true,
        required_status_checks: [
          { context: "build", integration_id: 15 },
          { context: "ai-review", integration_id: 7 },
        ],
      },
    });
    expect(differences({ ...found, rules }, wanted)).toEqual([]);
  });
});

describe("the source that rules expect the check from", () => {
  it.each([
    ["this-app", [checks({ context: "ai-review", integration_id: 7 })]],
    ["this-app", [checks({ context: "ai-review" }), checks({ context: "ai-review", integration_id: 7 })]],
    ["anybody", [checks({ context: "ai-review" })]],
    ["another", [checks({ context: "ai-review", integration_id: 8 })]],
    ["nobody", [checks({ context: "build", integration_id: 7 })]],
    ["nobody", [{ type: "required_status_checks" }, { type: "deletion" }]],
  ])("is %s", (source, rules) => {
    expect(expectedSource(rules, 7)).toBe(source);
  });
});
