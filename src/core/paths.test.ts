import { describe, expect, test } from "vitest";
import { anyGlob, globMatcher } from "./paths.ts";

describe("a path pattern", () => {
  test.each([
    ["infra/**", "infra/main.tf"],
    ["infra/**", "infra/.env"],
    ["infra/**", "Infra/a/b.tf"],
    ["infra/**", "infra"],
    ["infra/", "infra/main.tf"],
    ["infra/", "infra"],
    ["/infra/**", "infra/main.tf"],
    ["./infra/**", "infra/main.tf"],
    ["infra\\**", "infra/main.tf"],
    ["**/*.tf", "main.tf"],
    ["**/*.tf", "a/.b/main.tf"],
    ["**/*.{tf,tfvars}", "a/x.tfvars"],
    ["caf\u00e9/**", "cafe\u0301/x"],
    ["infra/**", "infra/with\nline"],
    ["#dir/**", "#dir/x"],
    ["!dir/**", "!dir/x"],
  ])("%j matches %j", (pattern, path) => {
    expect(anyGlob([pattern]).matches(path)).toBe(true);
  });

  test.each([
    ["infra/**", "other/infra/main.tf"],
    ["infra/*", "infra/a/b.tf"],
    ["infra/**", "infrastructure"],
    ["*.tf", "a/main.tf"],
    ["!infra/**", "other/x"],
    ["+(a|b)/x", "a/x"],
  ])("%j doesn't match %j", (pattern, path) => {
    expect(anyGlob([pattern]).matches(path)).toBe(false);
  });

  test("is one of several: any that matches is enough, and none matches nothing", () => {
    expect(anyGlob(["a/**", "b/**"]).matches("b/x")).toBe(true);
    expect(anyGlob([]).matches("b/x")).toBe(false);
  });
});

test("a glob on an address or a branch means what it says, folders or not", () => {
  expect(globMatcher("*@codegen.acme.example").matches("bot@codegen.acme.example")).toBe(true);
  expect(globMatcher("acme/**").matches("acme")).toBe(false);
});

test("hostile patterns are decided within a second", () => {
  const hostile = [
    "**/".repeat(60),
    `${"*a".repeat(120)}b`,
    "{a,b}".repeat(50),
    "**/*a*/".repeat(35),
    `*${"?*".repeat(120)}x`,
    "[a-z]*".repeat(40),
  ];
  const path = `${"a/".repeat(100)}${"a".repeat(200)}`;
  const start = performance.now();
  for (const pattern of hostile) anyGlob([pattern]).matches(path);
  expect(performance.now() - start).toBeLessThan(1000);
});
