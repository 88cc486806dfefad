/** Which tool a trailer's value names, where its key says that a tool is named. */
import { isFamily, isQualifier, modelAt } from "./models.ts";
import { entryAt, genericName, type Kind, mayStandBeside, type Named, productOfModel, UNKNOWN, VIA } from "./names.ts";
import { type Token, tokens } from "./text.ts";

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
  const before = words[at - 1]?.word ?? "";
  return (
    at === 0 ||
    OPENS.test(words[at]?.before ?? "") ||
    VIA.has(before) ||
    before === "model" ||
    entryAt(words, at - 1) !== null
  );
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
