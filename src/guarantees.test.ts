/** docs/guarantees.md promises nothing that no test proves, and leaves out no known way around review. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const ROOT = new URL("../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), "utf8");

const page = read("docs/guarantees.md");
const links = [...page.matchAll(/\[([^\]]+)\]\(\.\.\/(test\/[\w-]+\.test\.ts)\)/g)].map(
  ([, label = "", file = ""]) => ({ label, file }),
);
const proven = new Set(links.map(({ label }) => Number(label)));

/** Cases by number, as tests name them: `BYPASSES 14: …`. */
const tested = new Map<number, string[]>();
for (const name of readdirSync(new URL("test", ROOT)).filter((each) => each.endsWith(".test.ts"))) {
  for (const [, number] of read(`test/${name}`).matchAll(/["'`]BYPASSES (\d+): /g)) {
    tested.set(Number(number), [...(tested.get(Number(number)) ?? []), `test/${name}`]);
  }
}

/** The last number given out. */
const LAST = 64;
const all = Array.from({ length: LAST }, (_, index) => index + 1);

describe("docs/guarantees.md", () => {
  it.each(links)("links case $label to tests of it in $file", ({ label, file }) => {
    expect(existsSync(new URL(file, ROOT))).toBe(true);
    if (/^\d+$/.test(label)) expect(tested.get(Number(label)) ?? []).toContain(file);
  });

  it("tells of every known case", () => {
    expect(links.length).toBeGreaterThan(50);
    expect(all.filter((number) => !proven.has(number))).toEqual([]);
  });

  it("tells of every case that a test has, and of no number beyond the last", () => {
    expect([...tested.keys()].filter((number) => !proven.has(number))).toEqual([]);
    expect([...proven].filter((number) => number > LAST)).toEqual([]);
  });
});
