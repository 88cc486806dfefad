/** GitHub's limits of a query. https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api */
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLError,
  GraphQLInt,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  valueFromAST,
} from "graphql";
import { graphqlError } from "./errors.ts";
import type { Args } from "./fields.ts";

const MOST_NODES = 500_000;
const MOST_PER_PAGE = 100;

export interface QueryCost {
  /** Every node that the query could give, as GitHub counts: each list's size times those of the lists around it. */
  readonly nodes: number;
  readonly errors: readonly GraphQLError[];
}

/**
 * Counts what a valid query asks for, and finds lists without bounds or with bounds over 100.
 *
 * @param variables the query's, for bounds that are given by them
 */
export function costOf(schema: GraphQLSchema, document: DocumentNode, variables: Args): QueryCost {
  const errors: GraphQLError[] = [];
  let nodes = 0;

  function fragment(name: string) {
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name) return definition;
    }
    return null;
  }

  /** @param times how often the selection can come, by the lists around it */
  function walk(type: GraphQLNamedType, set: SelectionSetNode, times: number, path: readonly string[]): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        walkField(type, selection, times, path);
        continue;
      }
      const spread = selection.kind === Kind.FRAGMENT_SPREAD ? fragment(selection.name.value) : selection;
      const on = spread?.typeCondition && schema.getType(spread.typeCondition.name.value);
      if (spread) walk(on ?? type, spread.selectionSet, times, path);
    }
  }

  function walkField(type: GraphQLNamedType, field: FieldNode, times: number, path: readonly string[]): void {
    const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field.name.value] : undefined;
    if (!definition) return;
    const of = getNamedType(definition.type);
    const here = [...path, field.alias?.value ?? field.name.value];
    let inside = times;
    if (of.name.endsWith("Connection")) {
      inside = times * pageSize(field, here);
      nodes += inside;
    }
    if (field.selectionSet) walk(of, field.selectionSet, inside, here);
  }

  function pageSize(field: FieldNode, path: readonly string[]): number {
    const name = field.name.value;
    const bound = (key: string): number | null => {
      const value = field.arguments?.find((argument) => argument.name.value === key)?.value;
      const number = value && valueFromAST(value, GraphQLInt, variables);
      return typeof number === "number" ? number : null;
    };
    const [first, last] = [bound("first"), bound("last")];
    const options = { nodes: field, path: [...path] };
    if (first === null && last === null) {
      const message = `You must provide a \`first\` or \`last\` value to properly paginate the \`${name}\` connection.`;
      errors.push(graphqlError("MISSING_PAGINATION_BOUNDARIES", message, options));
    }
    for (const [key, value] of [
      ["first", first],
      ["last", last],
    ] as const) {
      if (value === null || (value >= 0 && value <= MOST_PER_PAGE)) continue;
      const message = `Requesting ${value} records on the \`${name}\` connection exceeds the \`${key}\` limit of 100 records.`;
      errors.push(graphqlError("EXCESSIVE_PAGINATION", message, options));
    }
    return first ?? last ?? 0;
  }

  const roots = { query: schema.getQueryType(), mutation: schema.getMutationType(), subscription: null };
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const root = roots[definition.operation];
    if (root) walk(root, definition.selectionSet, 1, []);
  }
  if (nodes > MOST_NODES) {
    const asked = `requesting up to ${nodes.toLocaleString("en")} possible nodes`;
    const limit = `which exceeds the maximum limit of ${MOST_NODES.toLocaleString("en")}.`;
    errors.push(graphqlError("MAX_NODE_LIMIT_EXCEEDED", `This query is ${asked} ${limit}`));
  }
  return { nodes, errors };
}
