import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { validate } from "./validate.ts";

let folder = "";
const said: string[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "countersign-validate-"));
  said.length = 0;
  for (const kind of ["log", "error"] as const) {
    vi.spyOn(console, kind).mockImplementation((line: string) => void said.push(`${kind} ${line}`));
  }
});

afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true });
});

async function aFile(text: string): Promise<string> {
  const path = join(folder, "ai-review.yml");
  await writeFile(path, text);
  return path;
}

describe("countersign validate", () => {
  test("finds a sound file sound", async () => {
    const path = await aFile("mode: observe\n");
    expect(await validate([path])).toBe(0);
    expect(said).toEqual([`log ${path}: a sound policy`]);
  });

  test("prints each problem of a broken one with its place", async () => {
    const path = await aFile("mode: observe\napprovals: { required: 0 }\nmod: off\n");
    expect(await validate([path])).toBe(1);
    expect(said).toEqual([
      `error ${path}:2:24: approvals.required: expected a whole number from 1 to 10, found 0`,
      expect.stringContaining(`error ${path}:3:1: unknown key "mod" (did you mean mode?)`),
    ]);
  });

  test("can't judge a file that isn't there, nor two", async () => {
    expect(await validate([join(folder, "none.yml")])).toBe(2);
    expect(await validate(["a.yml", "b.yml"])).toBe(2);
    expect(said).toEqual([
      expect.stringContaining("error countersign validate: can't read"),
      "error countersign validate: expected one file, got 2",
    ]);
  });
});
