/** Lists with cursors. https://docs.github.com/graphql/guides/using-pagination-in-the-graphql-api */
import { GraphQLError } from "graphql";
import { type Args, shown } from "./fields.ts";

const cursorOf = (index: number) => Buffer.from(`cursor:v2:${index}`).toString("base64");

function indexOf(cursor: unknown): number {
  const index = /^cursor:v2:(\d+)$/.exec(Buffer.from(String(cursor), "base64").toString())?.[1];
  if (index === undefined) throw new GraphQLError(`\`${String(cursor)}\` does not appear to be a valid cursor.`);
  return Number(index);
}

/** The part of a list that `first`, `last`, `after` and `before` ask for. */
export function connection<T>(all: readonly T[], args: Args) {
  let start = args.after == null ? 0 : indexOf(args.after) + 1;
  let end = args.before == null ? all.length : Math.min(all.length, indexOf(args.before));
  if (typeof args.first === "number") end = Math.min(end, start + args.first);
  if (typeof args.last === "number") start = Math.max(start, end - args.last);
  const nodes = all.slice(start, end);
  return shown({
    totalCount: all.length,
    nodes,
    edges: nodes.map((node, index) => shown({ node, cursor: cursorOf(start + index) })),
    pageInfo: shown({
      hasNextPage: end < all.length,
      hasPreviousPage: start > 0,
      startCursor: nodes.length > 0 ? cursorOf(start) : null,
      endCursor: nodes.length > 0 ? cursorOf(end - 1) : null,
    }),
  });
}
