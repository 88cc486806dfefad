/** Names of models. A model says that AI wrote; which product ran it, the name alone doesn't. */
import type { Token } from "./text.ts";

/** Families, each with the product that its bare name means, if one does. */
const FAMILIES: ReadonlyMap<string, string | null> = new Map([
  ["claude", "claude-code"],
  ["opus", "claude-code"],
  ["sonnet", "claude-code"],
  ["haiku", "claude-code"],
  ...[
    ...["gpt", "gemini", "gemma", "grok", "glm", "kimi", "qwen", "qwq", "deepseek", "llama", "mistral", "mixtral"],
    ...[
      "devstral",
      "codestral",
      "magistral",
      "minimax",
      "mimo",
      "nemotron",
      "phi",
      "composer",
      "codellama",
      "starcoder",
    ],
    ...["ernie", "hunyuan", "doubao", "granite", "jamba", "chatglm", "o1", "o3", "o4"],
  ].map((family): [string, null] => [family, null]),
]);

/** Families whose bare name is an ordinary word, or short: they count with a version only. */
const NEEDS_VERSION = new Set([
  "opus",
  "sonnet",
  "haiku",
  "phi",
  "composer",
  "granite",
  "o1",
  "o3",
  "o4",
  "gpt",
  "mistral",
]);

const QUALIFIERS = new Set(
  (
    "opus sonnet haiku fable mythos instant thinking think turbo pro flash lite mini nano max plus ultra high medium low " +
    "xhigh fast slow preview exp experimental latest codex coder air reasoner chat instruct free large small base mode " +
    "context non reasoning deep spark vision vl oss terra sol luna next beta alpha highspeed api nightly"
  ).split(" "),
);

/** `4`, `4o`, `v3`, `k2`, `20250514`, `32b`, `1m`. */
const VERSION = /^(\d[\da-z]*|[a-z]\d[\da-z]*)$/;
const GLUED = /^([a-z]+?)(\d[\da-z]*)$/;

/** Makers and hosts that stand before a model's name: `openrouter/anthropic/claude-…`. */
const MAKERS = new Set(
  (
    "openai anthropic google xai x ai meta alibaba moonshot moonshotai zai z aws azure bedrock vertex openrouter litellm " +
    "deepseek amazon us eu cc cx github ollama groq nvidia microsoft mistralai"
  ).split(" "),
);

export function isQualifier(word: string): boolean {
  return QUALIFIERS.has(word) || VERSION.test(word);
}

export function isFamily(word: string): boolean {
  return FAMILIES.has(word) || (/\d/.test(word) && FAMILIES.has(GLUED.exec(word)?.[1] ?? ""));
}

export function isMaker(word: string): boolean {
  return MAKERS.has(word);
}

/** A model's name within words. */
export interface Model {
  /** How many words it takes, makers before it included. */
  readonly length: number;
  /** The catalogue's id of the product it means, or null. */
  readonly product: string | null;
}

/** The model whose name begins at a word: a family with a version or a variant (`gpt-5.3-codex`, `Opus 4.6`, `qwen3`). */
export function modelAt(words: readonly Token[], start: number): Model | null {
  let at = start;
  while (isMaker(words[at]?.word ?? "") && at - start < 4 && !FAMILIES.has(words[at]?.word ?? "")) at++;
  const first = words[at]?.word ?? "";
  const glued = FAMILIES.has(first) ? null : GLUED.exec(first);
  const family = glued?.[1] ?? first;
  if (!FAMILIES.has(family)) return null;
  let end = at + 1;
  let versioned = glued !== null || /\d/.test(first);
  while (end < words.length && isQualifier(words[end]?.word ?? "")) {
    versioned ||= /\d/.test(words[end]?.word ?? "");
    end++;
  }
  const bare = end === at + 1 && glued === null;
  if ((bare || !versioned) && NEEDS_VERSION.has(family)) return null;
  return bare ? null : { length: end - start, product: FAMILIES.get(family) ?? null };
}
