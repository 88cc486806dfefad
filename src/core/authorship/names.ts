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
type Kind = "name" | "word" | "first-name";

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

/** The longest name of the catalogue that begins at a word. */
function entryAt(words: readonly Token[], start: number): { readonly entry: Entry; readonly length: number } | null {
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
const VIA = new Set(["via", "with", "using", "through", "in"]);

function mayStandBeside(word: string): boolean {
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
function genericName(words: readonly Token[]): { readonly certain: boolean } | null {
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
  const base = tokens(open > 0 ? name.slice(0, open) : name);
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

/** `Jo Doe (aider)`, `Jo Doe (claude-sonnet-4)`, `Jo Doe + Claude`, `Jo & Claude Sonnet 4.6`. */
function suffix(name: string, open: number): WholeName | null {
  const close = name.lastIndexOf(")");
  const text =
    open > 0 && close > open ? name.slice(open + 1, close) : (/[+&]\s*([^+&]{1,60})$/.exec(name.slice(-80))?.[1] ?? "");
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

/** What begins a denial: `AI-assisted: no`, `Assisted-by: none`. */
const DENIES = new Set(
  "no none not without n na nil false never human humans manual manually zero 0 nobody".split(" "),
);

/** Whether a value denies: `no`, `none`, `n/a`. */
export function denies(value: string): boolean {
  return DENIES.has(tokens(value.slice(0, 40))[0]?.word ?? "");
}

/** Characters that may stand between a tool's name and what says more of it. */
const OPENS = /[(,+/&:;[|"'`→>]/;
const CLOSES = /[(:/+,;[|&<@).\]–—-]/;

/**
 * The tool that a trailer's value names, where the key says that a tool is named (`Assisted-by`, `Generated-by` …): a
 * product before a model, and a product's own name before a word that models share with it (`Claude via Crush`).
 */
export function toolIn(value: string): Named | null {
  if (denies(value)) return null;
  const words = tokens(value);
  let family: Named | null = null;
  let at = 0;
  while (at < words.length) {
    const entry = entryAt(words, at);
    const model = modelAt(words, at);
    const length = Math.max(entry?.length ?? 0, model?.length ?? 0);
    if (entry && entry.length >= (model?.length ?? 0) && stands(words, at, entry.length, entry.entry.kind)) {
      if (!isFamily(words[at]?.word ?? "") || entry.entry.kind === "name") return entry.entry.named;
      family ??= nameOfFamily(entry.entry.named, words[at]?.word ?? "");
    } else if (model && modelStands(words, at)) {
      family ??= productOfModel(model.product);
    } else if (at === 0 && isFamily(words[0]?.word ?? "") && follows(words, 1)) {
      family ??= UNKNOWN;
    }
    at += Math.max(1, length);
  }
  return family ?? genericTool(words);
}

/** `Gemini` and the like name a model; only Claude's bare name is its product's too. */
function nameOfFamily(named: Named, word: string): Named {
  return word === "claude" ? named : UNKNOWN;
}

function stands(words: readonly Token[], at: number, length: number, kind: Kind): boolean {
  if (kind === "name") return true;
  const before = words[at]?.before ?? "";
  const begins =
    at === 0 || OPENS.test(before) || VIA.has(words[at - 1]?.word ?? "") || isQualifier(words[at - 1]?.word ?? "");
  return begins && follows(words, at + length);
}

/** A model's name stands at the beginning, or where a new thing begins; "fix GPT-4 handling" names none. */
function modelStands(words: readonly Token[], at: number): boolean {
  return at === 0 || OPENS.test(words[at]?.before ?? "") || mayStandBeside(words[at - 1]?.word ?? "");
}

function follows(words: readonly Token[], at: number): boolean {
  const next = words[at];
  return next === undefined || CLOSES.test(next.before) || mayStandBeside(next.word);
}

/** `AI`, `AI (with a few tweaks)`, `generic LLM chatbot`, `https://example.com/policy#llms`. */
function genericTool(words: readonly Token[]): Named | null {
  if (words.some((token) => token.word === "llm" || token.word === "llms" || token.word === "genai")) return UNKNOWN;
  const end = words.findIndex((token, at) => at > 0 && /[(:,;]/.test(token.before));
  return genericName(end < 0 ? words : words.slice(0, end)) ? UNKNOWN : null;
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
