/** What `app.yml` asks for: the App is compared with it. */
import { readFile } from "node:fs/promises";
import { parse } from "yaml";
import { z } from "zod";
import type { Grants } from "./facts.ts";

const manifest = z.object({
  default_permissions: z.record(z.string(), z.string()),
  default_events: z.array(z.string()),
});

/** @throws Error if the file that comes with the program is missing or broken */
export async function readManifest(): Promise<Grants> {
  const text = await readFile(new URL("../../app.yml", import.meta.url), "utf8");
  const { default_permissions: permissions, default_events: events } = manifest.parse(parse(text));
  return { permissions, events };
}
