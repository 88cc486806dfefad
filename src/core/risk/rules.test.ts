import { describe, expect, test } from "vitest";
import type { FileChange } from "../facts.ts";
import type { RiskRule } from "../policy.ts";
import { aPolicy } from "../testing/policy.ts";
import { applicableRules, findRisks } from "./rules.ts";

function file(path: string, more: Partial<FileChange> = {}): FileChange {
  return { path, previousPath: null, status: "modified", patch: null, ...more };
}

function rule(id: string, more: Partial<RiskRule> = {}): RiskRule {
  return { id, name: null, paths: [], level: "high", approvals: 2, teams: [], ...more };
}

const found = (files: readonly FileChange[], policy = aPolicy()) =>
  findRisks(files, policy).map(({ risk, path, level }) => [risk, path, level]);

describe("built-in risks mark", () => {
  test.each([
    ["infrastructure", "environments/prod/main.tf"],
    ["infrastructure", "Dockerfile"],
    ["pipeline", ".github/workflows/deploy.yml"],
    ["guardrails", ".github/workflows/deploy.yml"],
    ["guardrails", ".github/ai-review.yml"],
    ["guardrails", "services/pay/AGENTS.md"],
    ["guardrails", ".kiro/steering/rules.md"],
    ["guardrails", ".GitHub/CODEOWNERS"],
    ["access", "terraform/iam/roles.json"],
    ["data", "db/migrate/001_drop.rb"],
    ["dependencies", "web/package.json"],
  ])("%s in %s", (risk, path) => {
    expect(found([file(path)]).map(([id]) => id)).toContain(risk);
  });

  test("nothing in ordinary code", () => {
    expect(found([file("src/cart.ts"), file("README.md"), file("docs/claude.txt")])).toEqual([]);
  });

  test("only as far as the policy names them", () => {
    const policy = aPolicy({ risk: { builtin: ["data"] } });
    expect(found([file("main.tf"), file("a.sql")], policy).map(([id]) => id)).toEqual(["data"]);
  });

  test("the gravest first, then by path", () => {
    const risks = found([file("b.tf"), file("package.json"), file("a.tf"), file("CLAUDE.md")]);
    expect(risks.map(([, path]) => path)).toEqual(["CLAUDE.md", "a.tf", "b.tf", "package.json"]);
  });
});

describe("a rule of the policy", () => {
  const pay = rule("payments", { name: "Payments", paths: ["services/pay/**"], level: "low" });
  const policy = aPolicy({ risk: { builtin: [], rules: [pay] } });
  const applies = (
    files: readonly FileChange[],
    more = policy,
    gaps: Parameters<typeof applicableRules>[0]["gaps"] = [],
  ) => applicableRules({ files, gaps }, findRisks(files, more), more).map(({ id }) => id);

  test("applies where a path matches", () => {
    expect(found([file("services/pay/a.ts")], policy)).toEqual([["payments", "services/pay/a.ts", "low"]]);
    expect(applies([file("services/pay/a.ts")])).toEqual(["payments"]);
    expect(applies([file("services/cart/a.ts")])).toEqual([]);
  });

  test("applies to a file that left its folder, and to one that was removed", () => {
    expect(applies([file("attic/a.ts", { status: "renamed", previousPath: "services/pay/a.ts" })])).toEqual([
      "payments",
    ]);
    expect(applies([file("services/pay/a.ts", { status: "removed" })])).toEqual(["payments"]);
  });

  test("applies where an old name isn't known, or the list of files is cut", () => {
    expect(applies([file("attic/a.ts", { status: "renamed" })])).toEqual(["payments"]);
    expect(applies([file("x.ts")], policy, [{ list: "files", what: "cut" }])).toEqual(["payments"]);
  });

  test("that names a built-in risk looks where that one looks, and keeps the graver level", () => {
    const stricter = aPolicy({ risk: { builtin: [], rules: [rule("guardrails", { level: "low" })] } });
    expect(found([file("CODEOWNERS")], stricter)).toEqual([["guardrails", "CODEOWNERS", "critical"]]);
    expect(applies([file("CODEOWNERS")], stricter)).toEqual(["guardrails"]);
  });

  test("and another of the same id mark a file once, with the graver level", () => {
    const twice = aPolicy({ risk: { builtin: [], rules: [pay, { ...pay, level: "critical" }] } });
    expect(found([file("services/pay/a.ts")], twice)).toEqual([["payments", "services/pay/a.ts", "critical"]]);
    expect(applies([file("services/pay/a.ts")], twice)).toEqual(["payments", "payments"]);
  });
});
