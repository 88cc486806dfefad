import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { EXAMPLES } from "./examples.ts";
import { accepts, readSchema } from "./json-schema.fixture.ts";
import { policyJsonSchema } from "./json-schema.ts";
import { parsePolicy } from "./parse.ts";

const committed = await readFile(new URL("../../schema/ai-review.schema.json", import.meta.url), "utf8");
const schema = readSchema(committed);

describe("schema/ai-review.schema.json", () => {
  test("is current (`npm run docs:policy` writes it)", () => {
    expect(JSON.parse(committed)).toEqual(JSON.parse(JSON.stringify(policyJsonSchema())));
  });

  test("says of every key what it is for", () => {
    const undescribed = (node: typeof schema, name: string): string[] => [
      ...(node.description === undefined && !name.endsWith("[]") ? [name] : []),
      ...Object.entries(node.properties ?? {}).flatMap(([key, inner]) => undescribed(inner, `${name}.${key}`)),
      ...(node.items ? undescribed(node.items, `${name}[]`) : []),
    ];
    expect(undescribed(schema, "")).toEqual([]);
  });

  test("names the default of a key", () => {
    expect(schema.properties?.approvals?.properties).toMatchObject({
      required: { default: 1 },
      unattributed: { default: 2 },
      valid_for: { default: "diff" },
    });
  });

  test.each(Object.entries(EXAMPLES))("takes the example of %s", (_, text) => {
    expect(accepts(schema, parse(text))).toBe(true);
  });

  test.each([
    "version: 2",
    "mode: on",
    "mod: off",
    "approvals: { required: 0 }",
    "approvals: { required: 1.5 }",
    "approvals: { required: '1' }",
    "approvals:",
    "branches: []",
    "branches: ['!dev']",
    "branches: ['re**']",
    "branches: [refs/heads/main]",
    "override: { teams: [oncall] }",
    "risk: { builtin: infra }",
    "risk: { builtin: [infra] }",
    "risk: { rules: [{ id: x }] }",
    "risk: { rules: [{ id: x, paths: [] }] }",
    "risk: { rules: [{ id: x, paths: ['!a'] }] }",
    "risk: { rules: [{ id: x, paths: [a/../b] }] }",
    "detection: { custom_agents: [{ id: loom }] }",
    "detection: { custom_agents: [{ id: loom, logins: [] }] }",
    "identities: { people: [{ accounts: [a] }] }",
    "reviewers: { label: yes }",
    "prompters: { trained_team: x }",
    "- mode: off",
  ])("refuses %s, as the parser does", (text) => {
    expect(parsePolicy(text, "x").ok).toBe(false);
    expect(accepts(schema, parse(text))).toBe(false);
  });

  test("takes whatever value the parser takes, and refuses what it refuses", () => {
    const value = fc.oneof(
      fc.integer({ min: -1, max: 12 }),
      fc.constantFrom(
        true,
        null,
        1.5,
        "off",
        "yes",
        "all",
        "o/t",
        "a b",
        "x@y",
        "**",
        "a/**",
        "!a",
        "../a",
        "renovate[bot]",
      ),
      fc.string({ maxLength: 4 }),
    );
    const anything = fc.oneof(value, fc.array(value, { maxLength: 3 }));
    const places: ((inner: unknown) => unknown)[] = [
      (mode) => ({ mode }),
      (branches) => ({ branches }),
      (required) => ({ approvals: { required } }),
      (teams) => ({ approvals: { teams } }),
      (trained_team) => ({ prompters: { trained_team } }),
      (builtin) => ({ risk: { builtin } }),
      (paths) => ({ risk: { rules: [{ id: "own", paths }] } }),
      (id) => ({ risk: { rules: [{ id, approvals: 1 }] } }),
      (automation) => ({ detection: { automation } }),
      (emails) => ({ detection: { custom_agents: [{ id: "loom", emails }] } }),
      (emails) => ({ identities: { people: [{ login: "rita", emails }] } }),
      (label) => ({ reviewers: { label } }),
      (environments) => ({ deployments: { environments } }),
    ];
    fc.assert(
      fc.property(anything, fc.constantFrom(...places), (inner, place) => {
        const policy = place(inner);
        expect(accepts(schema, policy)).toBe(parsePolicy(JSON.stringify(policy), "x").ok);
      }),
      { numRuns: 1000 },
    );
  });
});
