import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { agentsDocument } from "./agents-document.ts";

it("docs/agents.md says what the catalogue says (npm run docs writes it)", async () => {
  const written = await readFile(new URL("../../docs/agents.md", import.meta.url), "utf8");
  expect(written).toBe(agentsDocument());
});
