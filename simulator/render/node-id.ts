/** GraphQL's global ids: opaque to clients, and readable here so that `node(id:)` finds its object again. */

/** @param kind of the object, as in GraphQL's `__typename` @param keys what finds it within its kind */
export function nodeId(kind: string, ...keys: readonly (string | number)[]): string {
  const prefix = kind.replace(/[a-z]/g, "") || kind;
  return `${prefix}_${Buffer.from([kind, ...keys].join(":")).toString("base64url")}`;
}

/** The kind and keys of a node id, or null if it's none. */
export function parseNodeId(id: string): { readonly kind: string; readonly keys: readonly string[] } | null {
  const [kind, ...keys] = Buffer.from(id.slice(id.indexOf("_") + 1), "base64url")
    .toString()
    .split(":");
  return kind && keys.length > 0 && nodeId(kind, ...keys) === id ? { kind, keys } : null;
}
