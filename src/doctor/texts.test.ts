import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { CATALOGUE } from "./texts.ts";

const document = readFileSync(new URL("../../docs/doctor.md", import.meta.url), "utf8");
const rows = document.split("\n").filter((line) => line.startsWith("| `"));

test("docs/doctor.md tells every finding with its gravity, and no other", () => {
  const told = rows.flatMap((row) => {
    const [, names = "", gravity = ""] = row.split("|").map((cell) => cell.trim());
    return [...names.matchAll(/`([a-z-]+)`/g)].map(([, id]) => `${id} ${gravity}`);
  });
  const findings = told.filter((each) => /(critical|serious|minor)$/.test(each));
  expect(findings.sort()).toEqual(
    Object.entries(CATALOGUE)
      .map(([id, { gravity }]) => `${id} ${gravity}`)
      .sort(),
  );
});

test("each says what it means and how to mend it, in whole sentences", () => {
  for (const [id, { means, mend }] of Object.entries(CATALOGUE)) {
    expect(`${id}: ${means}`).toMatch(/[.]$/);
    expect(`${id}: ${mend}`).toMatch(/[.]$/);
  }
});
