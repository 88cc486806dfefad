/** Which agent a name means: what stands as a git name, as a co-author, or as a trailer's value. Never prose. */
import { AGENTS } from "./agents/index.ts";
import type { Agent } from "./catalogue.ts";
import { isFamily, isMaker, isQualifier, modelAt } from "./models.ts";
import { type Token, tokens } from "./text.ts";

/** An agent by its name; `unknown` where AI is certain and its product is not. */
export interface Named {
  readonly agent: string;
  readonly name: string;
}

export const UNKNOWN: Named = { agent: "unknown", name: "an AI assistant" };

/** How much a name says by itself: nobody bears a `name`; a `word` is an ordinary one; a `first-name` is people's too. */
export type Kind = "name" | "word" | "first-name";

interface Entry {
  readonly named: Named;
  readonly kind: Kind;
}

const named = (agent: Agent): Named => ({ agent: agent.id, name: agent.name });
const BY_ID: ReadonlyMap<string, Named> = new Map(AGENTS.map((agent) => [agent.id, named(agent)]));
const LONGEST = 5;

/** Every name of the catalogue, its words joined. */
const INDEX: ReadonlyMap<string, Entry> = (() => {
  const index = new Map<string, Entry>();
  const add = (agent: Agent, kind: Kind, names: readonly string[]) => {
    for (const name of names) {
      const key = tokens(name)
        .map((token) => token.word)
        .join("");
      if (!index.has(key)) index.set(key, { named: named(agent), kind });
    }
  };
  for (const agent of AGENTS) {
    add(agent, "name", agent.names);
    add(agent, "word", agent.words);
    add(agent, "first-name", agent.firstNames);
  }
  for (const agent of AGENTS) {
    const bots = agent.accounts.filter((account) => account.login.endsWith("[bot]") && account.onlyNamed === undefined);
    // `devin-ai-integration`; a single word would be an ordinary one.
    add(
      agent,
      "name",
      bots.map((account) => account.login.slice(0, -5)).filter((login) => login.includes("-")),
    );
  }
  return index;
})();

const FIRST_WORDS: ReadonlySet<string> = new Set(
  AGENTS.flatMap((agent) => [
    ...[...agent.names, ...agent.words, ...agent.firstNames].map((name) => tokens(name)[0]?.word ?? ""),
    ...agent.accounts.map((account) => tokens(account.login)[0]?.word ?? ""),
  ]),
);

/** Whether a word can begin an agent's name, or a model's; most people's names have none. */
function isHint(word: string): boolean {
  return FIRST_WORDS.has(word) || INDEX.has(word) || GENERIC.has(word) || isFamily(word);
}

/** The longest name of the catalogue that begins at a word. */
export function entryAt(
  words: readonly Token[],
  start: number,
): { readonly entry: Entry; readonly length: number } | null {
  let joined = "";
  let best: { entry: Entry; length: number } | null = null;
  for (let length = 1; length <= LONGEST && start + length <= words.length; length++) {
    joined += words[start + length - 1]?.word ?? "";
    const entry = INDEX.get(joined);
    if (entry) best = { entry, length };
  }
  return best;
}

/** Words that turn an ordinary word, or a person's name, into a tool's. */
const AGENTIC = new Set("agent agents ai bot cli assistant code coder coding ide composer llm".split(" "));
/** Words that may stand beside a tool's name. */
const BESIDE = new Set(
  (
    "agent agents ai bot cli assistant code coder coding ide composer llm auto editor app cloud web desktop via with using " +
    "in on mode model models version plugin extension chat translate reviewer worker autonomous supervised the and by for " +
    "session sessions tool tools github action actions swarm subagent under human supervision"
  ).split(" "),
);
/** What leads from a model, or a person, to the tool. */
export const VIA: ReadonlySet<string> = new Set(["via", "with", "using", "through", "in"]);

/** Whether a word may follow a tool's name without making it a person's. */
export function mayStandBeside(word: string): boolean {
  return BESIDE.has(word) || isQualifier(word) || isFamily(word) || isMaker(word);
}

/** Words of which a name like `AI Assistant` or `Autonomous AI Dev Agent` consists. */
const GENERIC = new Set(
  (
    "ai llm llms genai generative assistant agent agents autonomous dev developer coding coder code bot builder chatbot " +
    "engineer programmer software pair copilot generic model models language large helper automated"
  ).split(" "),
);
const SURELY_AI = new Set(["ai", "llm", "llms", "genai"]);

/** Whether a name is a bare description of an AI: `certain` unless people could be called so. */
export function genericName(words: readonly Token[]): { readonly certain: boolean } | null {
  if (words.length === 0 || !words.every((token) => GENERIC.has(token.word))) return null;
  const ai = words.some((token) => SURELY_AI.has(token.word));
  if (ai && words.length > 1) return { certain: true };
  return ai || words.some((token) => token.word === "assistant") ? { certain: false } : null;
}

/** What a whole name means; `certain` unless it takes an address that isn't a person's to be believed. */
export interface WholeName extends Named {
  readonly certain: boolean;
}

/**
 * The agent that a git name or a co-author's name is: `Claude Opus 4.6`, `OpenHands-GPT-5`, `aider (gpt-5.4)`, a
 * person's name with an agent's suffix (`Jo Doe (aider)`, `Jo Doe + Claude`), or `AI Assistant`.
 */
export function agentOfName(name: string): WholeName | null {
  const open = name.indexOf("(");
  const words = tokens(name);
  if (!words.some((token) => isHint(token.word))) return null;
  const base = open > 0 ? tokens(name.slice(0, open)) : words;
  const whole = wholeName(base);
  if (whole && (whole.certain || open < 0)) return whole;
  return suffix(name, open) ?? whole;
}

function wholeName(words: readonly Token[]): WholeName | null {
  const entry = entryAt(words, 0);
  const model = modelAt(words, 0);
  const length = Math.max(entry?.length ?? 0, model?.length ?? 0);
  if (length === 0) {
    const generic = genericName(words);
    return generic ? { ...UNKNOWN, certain: generic.certain } : null;
  }
  const rest = words.slice(length);
  const via = rest.findIndex((token) => VIA.has(token.word));
  const through = via < 0 ? null : entryAt(rest, via + 1);
  if (through) return { ...through.entry.named, certain: true };
  const commented = (rest[0]?.before ?? "").includes(",");
  if (!commented && !rest.every((token) => mayStandBeside(token.word))) return null;
  if (model && model.length > (entry?.length ?? 0)) return { ...productOfModel(model.product), certain: true };
  if (!entry) return null;
  const { named, kind } = entry.entry;
  if (kind === "name") return { ...named, certain: true };
  const next = rest[0]?.word ?? "";
  const agentic = AGENTIC.has(next) || (kind === "word" && (isFamily(next) || modelAt(rest, 0) !== null));
  if (kind === "first-name") return agentic ? { ...named, certain: true } : null;
  return { ...named, certain: agentic };
}

export function productOfModel(product: string | null): Named {
  return (product === null ? undefined : BY_ID.get(product)) ?? UNKNOWN;
}

const JOINED = /(?:[+&]| via | with | using )\s*([^+&]{1,60})$/i;

/** `Jo Doe (aider)`, `Jo Doe (claude-sonnet-4)`, `Jo Doe + Claude`, `Jo & Claude Sonnet 4.6`. */
function suffix(name: string, open: number): WholeName | null {
  const close = name.lastIndexOf(")");
  const text = open > 0 && close > open ? name.slice(open + 1, close) : (JOINED.exec(name.slice(-80))?.[1] ?? "");
  const words = tokens(text);
  const entry = entryAt(words, 0);
  const model = modelAt(words, 0);
  const length = Math.max(entry?.length ?? 0, model?.length ?? 0);
  if (length === 0 || !words.slice(length).every((token) => mayStandBeside(token.word))) return null;
  if (model && model.length > (entry?.length ?? 0)) return { ...productOfModel(model.product), certain: true };
  // `(Devin)` may be a second first name, and `(continue)` or `(goose)` a remark.
  const sure = entry?.entry.kind === "name" || entry?.entry.named.agent === "claude-code";
  return entry && sure ? { ...entry.entry.named, certain: true } : null;
}

/** The agent that a single name means in a machine's record, such as a note's `tool`: every name counts there. */
export function agentOfTool(tool: string): Named {
  const words = tokens(tool);
  const entry = entryAt(words, 0);
  return entry && (entry.length === words.length || mayStandBeside(words[entry.length]?.word ?? ""))
    ? entry.entry.named
    : UNKNOWN;
}

/** The agent whose name begins a text, with how many words it takes; for footers, where every name counts. */
export function agentAtStart(
  text: string,
): { readonly named: Named; readonly kind: Kind; readonly words: number } | null {
  const words = tokens(text.slice(0, 80));
  const entry = entryAt(words, 0);
  const model = modelAt(words, 0);
  if (model && model.length > (entry?.length ?? 0)) {
    return { named: productOfModel(model.product), kind: "name", words: model.length };
  }
  return entry ? { named: entry.entry.named, kind: entry.entry.kind, words: entry.length } : null;
}
