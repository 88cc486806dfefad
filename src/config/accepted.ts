/** What a key accepts and what it is by default, in Markdown: the parser's own phrases and the defaults' own values. */
import { z } from "zod";
import { WRITTEN_DEFAULTS } from "./defaults.ts";
import { HELP } from "./help.ts";
import { isSection, type Key } from "./keys.ts";

/** Something that no key accepts, so that each answers with the phrase that its errors have. */
const NOTHING_ACCEPTED = Symbol("accepted by nothing");

/** What a key accepts. */
export function accepted({ schema }: Key): string {
  if (schema instanceof z.ZodEnum) return schema.options.map((word) => `\`${String(word)}\``).join(", ");
  if (schema instanceof z.ZodBoolean) return "`true`, `false`";
  const each = schema instanceof z.ZodArray ? phrase(schema.element) : "";
  const whole = phrase(schema);
  return plainMarkdown(each && !each.startsWith("a mapping") ? `${whole}; each ${each}` : whole);
}

function phrase(schema: z.core.$ZodType): string {
  const [issue] = z.core.safeParse(schema, NOTHING_ACCEPTED).error?.issues ?? [];
  if (!issue) throw new Error("expected every key to refuse a symbol, found one that takes it");
  return issue.message;
}

/** Neither emphasis nor a cell's end. */
function plainMarkdown(text: string): string {
  return text.replace(/[*|<]/g, "\\$&");
}

/** What holds where a key is left out. */
export function fallback(key: Key): string {
  if (key.required) return "required";
  const { otherwise } = HELP[key.name] ?? {};
  if (otherwise !== undefined) return otherwise;
  const value = defaultOf(key);
  if (value === undefined) throw new Error(`expected ${key.name} to have a default, or a text in its place`);
  return `\`${String(value)}\``;
}

/** A key's default in the file's own terms, where it can be written; of a list's entries nothing has one. */
export function defaultOf(key: Key): unknown {
  if (isSection(key)) return undefined;
  return key.name
    .split(".")
    .reduce<unknown>(
      (value, step) => Object.entries(value ?? {}).find(([name]) => name === step)?.[1],
      WRITTEN_DEFAULTS,
    );
}
