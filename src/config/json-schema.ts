/** The format as a JSON Schema, with which editors complete and check the file. */
import { z } from "zod";
import { defaultOf } from "./accepted.ts";
import { HELP } from "./help.ts";
import { KEYS } from "./keys.ts";
import { policySchema } from "./schema.ts";

type Node = z.core.JSONSchema.JSONSchema;

/**
 * The JSON Schema of `ai-review.yml`. It is stricter nowhere, and milder only where JSON Schema has no word for a rule:
 * ids that stand twice in a list, the number of paths in all rules together, the size and the form of the text.
 *
 * Draft 7, because every editor's YAML support knows it: https://github.com/redhat-developer/yaml-language-server
 */
export function policyJsonSchema(): Node {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    // No host: whoever runs Countersign serves the file from where they like.
    $id: "urn:countersign:ai-review.schema.json",
    title: "Countersign's policy: .github/ai-review.yml",
    description:
      "Who must approve what an AI assistant wrote. Every key has a default, so an empty file is a sound policy.",
    ...withHelp(z.toJSONSchema(policySchema, { target: "draft-7", io: "input" }), ""),
  };
}

/** Adds to each key what it is for and its default. */
function withHelp({ properties, items, ...node }: Node, name: string): Node {
  return {
    ...helpFor(name),
    ...node,
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, inner]) => [key, asNode(inner, name ? `${name}.${key}` : key)]),
      ),
    }),
    ...(items !== undefined && !Array.isArray(items) && { items: asNode(items, `${name}[]`) }),
  };
}

function asNode(inner: Node | boolean, name: string): Node {
  if (typeof inner === "boolean") throw new Error(`expected a schema at ${name}, found ${inner}`);
  return withHelp(inner, name);
}

function helpFor(name: string): Node {
  const key = KEYS.find((other) => other.name === name);
  const help = HELP[name];
  if (!key || !help) return {};
  const value = defaultOf(key);
  const description = help.why ? `${help.what} ${help.why}` : help.what;
  return { description, ...(value !== undefined && { default: value as Node["default"] }) };
}
