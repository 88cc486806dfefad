/** GitHub's GraphQL errors: they carry a `type` beside the standard's fields. */
import { GraphQLError, type GraphQLErrorOptions } from "graphql";

/** @param type as GitHub names it: `NOT_FOUND`, `FORBIDDEN`, `RATE_LIMITED` … */
export function graphqlError(type: string, message: string, options: GraphQLErrorOptions = {}) {
  return new GraphQLError(message, { ...options, extensions: { type } });
}

export const notFound = (message: string) => graphqlError("NOT_FOUND", message);
export const forbidden = () => graphqlError("FORBIDDEN", "Resource not accessible by integration");
export const notSimulated = (what: string) => graphqlError("NOT_SIMULATED", `not simulated: ${what}`);

/** The error as GitHub writes it into an answer. */
export function errorJson(error: GraphQLError): Record<string, unknown> {
  const { extensions, ...json } = error.toJSON();
  const type = extensions?.type;
  return { ...(typeof type === "string" ? { type } : { extensions }), ...json };
}
