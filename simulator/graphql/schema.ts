/** GitHub's published schema, built once a process. */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { buildSchema, type GraphQLSchema } from "graphql";

let schema: GraphQLSchema | null = null;

/** https://docs.github.com/graphql/overview/public-schema, as `@octokit/graphql-schema` packs it. */
export function gitHubSchema(): GraphQLSchema {
  const path = createRequire(import.meta.url).resolve("@octokit/graphql-schema/schema.graphql");
  schema ??= buildSchema(readFileSync(path, "utf8"), { assumeValid: true, assumeValidSDL: true });
  return schema;
}
