/** One GraphQL request: parsed, validated against GitHub's schema, bounded, executed. */
import { type DocumentNode, execute, GraphQLError, type GraphQLTypeResolver, parse, validate } from "graphql";
import { z } from "zod";
import { errorJson } from "./errors.ts";
import { type Context, createFieldResolver } from "./fields.ts";
import { costOf } from "./limits.ts";
import { gitHubSchema } from "./schema.ts";
import { types } from "./types.ts";

export interface GraphqlBody {
  readonly data?: unknown;
  readonly errors?: readonly unknown[];
}

const request = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** The name of a request's operation, for the log; null if it has none or isn't GraphQL. */
export function operationName(body: unknown): string | null {
  const query = z.object({ query: z.string() }).safeParse(body).data?.query;
  return /(?:query|mutation)\s+(\w+)/.exec(query ?? "")?.[1] ?? null;
}

/** The repository's name in a request's variables; null if it has none or isn't GraphQL. */
export function repositoryAsked(body: unknown): string | null {
  return z.object({ variables: z.object({ name: z.string() }) }).safeParse(body).data?.variables.name ?? null;
}

const fieldResolver = createFieldResolver(types);

const typeResolver: GraphQLTypeResolver<unknown, Context> = (value) => {
  if (typeof value === "object" && value !== null && "kind" in value && typeof value.kind === "string")
    return value.kind;
  throw new Error("A value of an interface or union has no kind");
};

/** Parsing and validating are costly, and an App sends few different queries. */
const documents = new Map<string, DocumentNode | readonly GraphQLError[]>();

function documentOf(query: string): DocumentNode | readonly GraphQLError[] {
  const known = documents.get(query);
  if (known) return known;
  let result: DocumentNode | readonly GraphQLError[];
  try {
    const document = parse(query);
    const errors = validate(gitHubSchema(), document);
    result = errors.length > 0 ? errors : document;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    result = [error];
  }
  documents.set(query, result);
  return result;
}

const isDocument = (value: DocumentNode | readonly GraphQLError[]): value is DocumentNode => "definitions" in value;

/** Answers a request. Errors are in the answer, as GitHub's are: its status is 200 all the same. */
export async function answerGraphql(context: Context, body: unknown): Promise<GraphqlBody> {
  const parsed = request.safeParse(body);
  if (!parsed.success) {
    return { errors: [{ message: "A query attribute must be specified and must be a string." }] };
  }
  const { query, variables, operationName } = parsed.data;
  const document = documentOf(query);
  if (!isDocument(document)) return { errors: document.map(errorJson) };
  const { errors } = costOf(gitHubSchema(), document, variables ?? {});
  if (errors.length > 0) return { errors: errors.map(errorJson) };
  const result = await execute({
    schema: gitHubSchema(),
    document,
    variableValues: variables ?? {},
    operationName: operationName ?? null,
    contextValue: context,
    fieldResolver,
    typeResolver,
  });
  return {
    ...(result.data !== undefined && { data: result.data }),
    ...(result.errors && { errors: result.errors.map(errorJson) }),
  };
}
