/** YAML → plain values, with the place of each. Refuses everything of YAML that a policy has no use for. */
import { isAlias, isMap, isScalar, isSeq, type Node, type ParsedNode, parseAllDocuments, type YAMLMap } from "yaml";
import { sentence, show } from "./show.ts";

/** Something wrong at an offset of the text. */
export interface Fault {
  readonly offset: number;
  readonly message: string;
}

export type Path = readonly PropertyKey[];

/** What a file says: maps have no prototype, so that a key such as `__proto__` is a key like any other. */
export interface Content {
  readonly value: unknown;
  /** The offset of the value at a path, or of the innermost thing around it that was written. */
  readonly offsetOf: (path: Path) => number;
  /** The offsets of all keys of the mapping at a path. */
  readonly offsetsOfKeys: (path: Path) => ReadonlyMap<string, number>;
}

/** The format itself is five deep; more is an attack or a mistake. */
const DEEPEST = 12;

/** `uniqueKeys` is ours to check: the library compares each key with every other. */
const OPTIONS = {
  schema: "core",
  merge: false,
  resolveKnownTags: false,
  uniqueKeys: false,
  prettyErrors: false,
} as const;

/**
 * Reads YAML 1.2 (core schema).
 *
 * @returns the content, or at least one fault; a file without content has the value of an empty mapping
 */
export function readDocument(text: string): { content: Content } | { faults: Fault[] } {
  let documents: ReturnType<typeof parseAllDocuments<ParsedNode, true>>;
  try {
    documents = parseAllDocuments(text, OPTIONS);
  } catch (error) {
    return { faults: [{ offset: 0, message: unsoundness(error instanceof Error ? error.message : String(error)) }] };
  }
  const unsound = ("empty" in documents ? [documents] : documents).flatMap(({ errors, warnings }) => [
    ...errors,
    ...warnings,
  ]);
  if (unsound.length > 0) {
    return { faults: unsound.map(({ pos, message }) => ({ offset: pos[0], message: unsoundness(message) })) };
  }
  const [document, second] = documents;
  if (second)
    return { faults: [{ offset: second.range[0], message: "expected one YAML document, found another here" }] };
  const root = document?.contents ?? null;
  // Nothing but comments, or an explicit null: nothing is written, so everything is at its default.
  if (root === null || (isScalar(root) && root.value === null && refusal(root) === null))
    return { content: locate(null, emptyMap()) };
  const faults: Fault[] = [];
  const value = plain(root, 0, faults);
  return faults.length > 0 ? { faults } : { content: locate(root, value) };
}

/** The library recurses into nested collections: thousands of them end its stack, and it reports that as an error. */
function unsoundness(message: string): string {
  if (message.startsWith("Maximum call stack")) return `nested too deeply: at most ${DEEPEST} levels are allowed`;
  return `not sound YAML: ${sentence(message)}`;
}

function emptyMap(): Record<string, unknown> {
  return Object.create(null);
}

/** Aliases multiply content, and a policy has nothing to repeat; a tag makes a value another than it looks like. */
function refusal(node: Node): string | null {
  if (isAlias(node) || ("anchor" in node && node.anchor)) {
    return "anchors and aliases are not allowed: write the value where it is needed";
  }
  return node.tag ? "tags are not allowed: write the value without" : null;
}

/** Converts a node without following an alias. */
function plain(node: Node | null, depth: number, faults: Fault[]): unknown {
  if (node === null) return null;
  const offset = node.range?.[0] ?? 0;
  const refused = refusal(node);
  if (refused !== null) {
    faults.push({ offset, message: refused });
    return undefined;
  }
  if (isScalar(node)) return node.value;
  if (depth >= DEEPEST) {
    faults.push({ offset, message: `nested too deeply: at most ${DEEPEST} levels are allowed` });
    return undefined;
  }
  if (isSeq<Node | null>(node)) return node.items.map((item) => plain(item, depth + 1, faults));
  return isMap<Node, Node | null>(node) ? plainMap(node, depth, faults) : undefined;
}

function plainMap(map: YAMLMap<Node, Node | null>, depth: number, faults: Fault[]): Record<string, unknown> {
  const object = emptyMap();
  for (const { key, value } of map.items) {
    const offset = key.range?.[0] ?? map.range?.[0] ?? 0;
    const name = keyName(key);
    if (name === null) {
      faults.push({ offset, message: refusal(key) ?? "expected a plain key, found something else" });
    } else if (Object.hasOwn(object, name)) {
      faults.push({ offset, message: `duplicate key ${show(name)}: write it once` });
    } else {
      object[name] = plain(value, depth + 1, faults);
    }
  }
  return object;
}

function keyName(key: Node | null): string | null {
  return isScalar(key) && key.value !== null && refusal(key) === null ? String(key.value) : null;
}

function locate(root: Node | null, value: unknown): Content {
  const offsetOf = (path: Path): number => find(root, path).offset;
  const offsetsOfKeys = (path: Path): ReadonlyMap<string, number> => {
    const { node } = find(root, path);
    const items = isMap<Node>(node) ? node.items : [];
    return new Map(items.map(({ key }) => [keyName(key) ?? "", key.range?.[0] ?? 0]));
  };
  return { value, offsetOf, offsetsOfKeys };
}

/** Follows a path as far as it was written. */
function find(root: Node | null, path: Path): { node: Node | null; offset: number } {
  let node = root;
  let offset = root?.range?.[0] ?? 0;
  for (const step of path) {
    let next: Node | null | undefined;
    if (isMap<Node, Node | null>(node)) next = node.items.find((item) => keyName(item.key) === step)?.value;
    else if (isSeq<Node | null>(node) && typeof step === "number") next = node.items[step];
    if (!next) return { node: null, offset };
    node = next;
    offset = next.range?.[0] ?? offset;
  }
  return { node, offset };
}
