/** As much of JSON Schema as the generated file uses, so that a test can ask it what an editor would say. */
import { z } from "zod";

const Schema = z.strictObject({
  $schema: z.string().optional(),
  $id: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  type: z.enum(["object", "array", "string", "number", "integer", "boolean", "null"]).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  pattern: z.string().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.literal(false).optional(),
  get properties(): z.ZodOptional<z.ZodRecord<z.ZodString, typeof Schema>> {
    return z.record(z.string(), Schema).optional();
  },
  get items(): z.ZodOptional<typeof Schema> {
    return Schema.optional();
  },
  get anyOf(): z.ZodOptional<z.ZodArray<typeof Schema>> {
    return z.array(Schema).optional();
  },
  get allOf(): z.ZodOptional<z.ZodArray<typeof Schema>> {
    return z.array(Schema).optional();
  },
});

/** @throws if the schema uses a word that isn't known here */
export function readSchema(json: string): z.infer<typeof Schema> {
  return Schema.parse(JSON.parse(json));
}

const KINDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  integer: Number.isInteger,
  boolean: (value) => typeof value === "boolean",
  null: (value) => value === null,
};

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether an editor would be content. */
export function accepts(schema: z.infer<typeof Schema>, value: unknown): boolean {
  const { type, enum: words, minimum = -Infinity, maximum = Infinity, minLength = 0, maxLength = Infinity } = schema;
  const { minItems = 0, maxItems = Infinity, properties = {}, required = [], items, pattern, anyOf, allOf } = schema;
  const within = (size: number, least: number, most: number) => size >= least && size <= most;
  if (type !== undefined && !KINDS[type]?.(value)) return false;
  if ("const" in schema && schema.const !== value) return false;
  if (words && !words.some((word) => word === value)) return false;
  if (typeof value === "number" && !within(value, minimum, maximum)) return false;
  if (typeof value === "string" && !within([...value].length, minLength, maxLength)) return false;
  if (typeof value === "string" && pattern !== undefined && !new RegExp(pattern, "u").test(value)) return false;
  if (Array.isArray(value) && !within(value.length, minItems, maxItems)) return false;
  if (Array.isArray(value) && items && !value.every((item) => accepts(items, item))) return false;
  if (isObject(value)) {
    if (!required.every((name) => Object.hasOwn(value, name))) return false;
    for (const [name, inner] of Object.entries(value)) {
      const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (property ? !accepts(property, inner) : schema.additionalProperties === false) return false;
    }
  }
  return (anyOf?.some((one) => accepts(one, value)) ?? true) && (allOf?.every((one) => accepts(one, value)) ?? true);
}
