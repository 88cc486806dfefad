/** The format's keys, by name: `approvals.required`, and `risk.rules[].paths` for a key of a list's entries. */
import { z } from "zod";
import { policySchema } from "./schema.ts";

type Schema = z.core.$ZodType;

export interface Key {
  readonly name: string;
  /** What its value must be. */
  readonly schema: Schema;
  readonly required: boolean;
}

/** Every key of the format, each followed by those inside it. */
export const KEYS: readonly Key[] = keysInside(policySchema, "");

function keysInside(schema: Schema, name: string): Key[] {
  if (schema instanceof z.ZodArray) return keysInside(schema.element, `${name}[]`);
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries<Schema>(schema.shape).flatMap(([key, written]) => {
    const inner = {
      name: name ? `${name}.${key}` : key,
      schema: unwrap(written),
      required: written === unwrap(written),
    };
    return [inner, ...keysInside(inner.schema, inner.name)];
  });
}

function unwrap(schema: Schema): Schema {
  return schema instanceof z.ZodOptional ? schema.unwrap() : schema;
}

/** Whether a key holds other keys itself. */
export function isSection({ schema }: Key): boolean {
  return schema instanceof z.ZodObject;
}

/** The keys that are accepted at a place in a file: `["risk", "rules", 2]`. */
export function acceptedAt(path: readonly PropertyKey[]): string[] {
  const name = nameOf(path.map((step) => (typeof step === "number" ? "" : step)));
  const start = name ? `${name}.` : "";
  return KEYS.flatMap((key) => {
    const rest = key.name.startsWith(start) ? key.name.slice(start.length) : "";
    return /^\w+$/.test(rest) ? [rest] : [];
  });
}

/** `risk.rules[2].paths[0]`; an empty step stands for any entry of a list. */
export function nameOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((name, step) => {
    if (typeof step === "number" || step === "") return `${name}[${String(step)}]`;
    return name ? `${name}.${String(step)}` : String(step);
  }, "");
}
