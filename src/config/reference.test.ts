import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { DEFAULT_POLICY } from "../core/policy.ts";
import { completePolicy } from "./complete.ts";
import { EXAMPLES } from "./examples.ts";
import { HELP } from "./help.ts";
import { isSection, KEYS } from "./keys.ts";
import { layerOf } from "./layer.ts";
import { MERGING, mergeLayers } from "./merge.ts";
import { parsePolicy } from "./parse.ts";
import { referenceParts, withReference } from "./reference.ts";

const read = (name: string) => readFile(new URL(`../../${name}`, import.meta.url), "utf8");
const reference = await read("docs/policy.md");
const readme = await read("README.md");

const examplesIn = (markdown: string) =>
  [...markdown.matchAll(/^```ya?ml\n(.*?)^```$/gms)].map(([, text]) => text ?? "");

/** The names of all keys that a value writes, as `keys.ts` names them. */
function writtenIn(value: unknown, name = ""): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => writtenIn(item, `${name}[]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const own = name ? `${name}.${key}` : key;
    return [own, ...writtenIn(inner, own)];
  });
}

function parsed(text: string) {
  const result = parsePolicy(text, "example");
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.written;
}

describe("docs/policy.md", () => {
  test("is current (`npm run docs:policy` writes it)", () => {
    expect(withReference(reference)).toBe(reference);
  });

  test("has examples that write every key of the format", () => {
    const written = new Set(Object.values(EXAMPLES).flatMap((text) => writtenIn(parsed(text))));
    expect(KEYS.map(({ name }) => name).filter((name) => !written.has(name))).toEqual([]);
    for (const text of Object.values(EXAMPLES)) expect(reference).toContain(text);
  });

  test("explains every key, and every key of the file has a row with its default, its values and how it merges", () => {
    const { keys = "", sections = "" } = referenceParts();
    for (const key of KEYS) {
      expect(sections).toContain(HELP[key.name]?.what ?? "nothing");
      if (isSection(key) || key.name.includes("[]")) continue;
      const row = keys.split("\n").find((line) => line.startsWith(`| \`${key.name}\``));
      expect(
        row?.split(" | ").filter((cell) => cell.trim().length > 0),
        key.name,
      ).toHaveLength(4);
    }
  });

  test("says why one would set a key, of every key of the file", () => {
    const silent = KEYS.filter((key) => !isSection(key) && !key.name.includes("[]") && !HELP[key.name]?.why);
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  test("gives an organisation a file that no repository can loosen", () => {
    const binding = examplesIn(reference).filter((text) => text.includes("ignore_agents: []") && !text.includes("id:"));
    expect(binding).toHaveLength(1);
    const loosest = parsed(`
mode: off
detection: { minimum_confidence: definitive, ignore_agents: [kiro], automation: [alice] }
approvals: { unattributed: 1, exclude: prompters }
override: { teams: [acme/everybody] }
enforcement: { manage: off }
`);
    const policy = completePolicy(mergeLayers(layerOf(parsed(binding[0] ?? "")), layerOf(loosest)));
    expect(policy).toEqual(DEFAULT_POLICY);
    const alone = completePolicy(layerOf(loosest));
    for (const key of ["mode", "detection", "approvals", "override", "enforcement"] as const) {
      expect(alone[key]).not.toEqual(DEFAULT_POLICY[key]);
    }
  });

  test("refuses a document without markers", () => {
    expect(() => withReference("# The policy\n")).toThrow('expected the markers "<!-- generated: keys -->"');
  });
});

describe("the tables that it is made of", () => {
  const names = KEYS.map(({ name }) => name);

  test("know exactly the keys of the format", () => {
    expect(Object.keys(HELP)).toEqual(names);
    expect(["version", ...Object.keys(MERGING)]).toEqual(
      KEYS.filter((key) => !isSection(key) && !key.name.includes("[]")).map(({ name }) => name),
    );
    expect(Object.keys(EXAMPLES)).toEqual(names.filter((name) => /^\w+$/.test(name)));
  });

  test("name strictest words that the format accepts, all of them", () => {
    const { keys = "" } = referenceParts();
    const rows = keys.split("\n").filter((line) => line.includes("` over `"));
    expect(rows).not.toEqual([]);
    for (const row of rows) {
      const [, , , accepted = "", merging = ""] = row.split("|").map((cell) => cell.trim());
      expect(merging.split(" over ").toSorted()).toEqual(accepted.split(", ").toSorted());
    }
  });
});

describe("an example", () => {
  test.each([...examplesIn(reference), ...examplesIn(readme)])("is a sound policy: %j", (text) => {
    expect(parsePolicy(text, "example")).toMatchObject({ ok: true });
  });

  test("is found in both documents", () => {
    expect(examplesIn(reference).length).toBeGreaterThan(Object.keys(EXAMPLES).length);
    expect(examplesIn(readme)).not.toEqual([]);
  });
});
