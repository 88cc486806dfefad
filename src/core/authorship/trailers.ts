/**
 * The structured lines of a commit message: trailers as git parses them, and as people really write them (odd case,
 * CRLF, several blocks, bullets in squash bodies, a value on the next line, letters that only look right).
 */
import { fold, plain } from "./text.ts";

export interface Trailer {
  /** Lower case, words joined by `-`. */
  readonly key: string;
  readonly value: string;
  /** As it stands in the message. */
  readonly line: string;
  /** Whether its whole paragraph consists of such lines. */
  readonly inBlock: boolean;
}

export interface Message {
  readonly subject: string;
  /** Every line that may carry a mark, trimmed. The subject isn't one of them. */
  readonly lines: readonly string[];
  readonly trailers: readonly Trailer[];
}

const FENCE = /^(```|~~~)/;
const [BACKTICK, TILDE, UNDERSCORE, LAST_SIGN] = [0x60, 0x7e, 0x5f, 0x40];
const BULLET = /^([*+•-]|\d{1,3}[.)])[ \t]+/;
const EMPHASIS = /^[*_~]{1,3}(?=[^*_~\s])/;
/** Git indents the messages of `git merge --squash`; there an indented line is no quotation. */
const SQUASHED = "Squashed commit of the following";
const REVERTS = "This reverts commit ";
/** A key and its colon stand within so many characters. */
const LONGEST_KEY = 64;
const PLAIN_KEY = /^[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$/;
const KEY = /^[a-z][a-z0-9-]*[a-z0-9]$/;
/** What stands in sentences and never in a key: punctuation, or more than three words. */
const NO_KEY = /[^\w\s*~\u0080-\uffff-]|\S\s+\S+\s+\S+\s+\S/;
const VALUE_EMPHASIS = /^[*_~]+/;
/** Longer lines carry no mark; a person would see none in them either. */
const LONGEST_LINE = 2000;

/** Reads a message. Linear in its length. */
export function readMessage(message: string): Message {
  const all = splitLines(message);
  const first = all.findIndex((line) => line.trim() !== "");
  const subject = (all[first] ?? "").trim();
  const paragraphs = markLines(all.slice(first + 1), subject, !isIndented(all[first] ?? ""));
  return { subject, lines: paragraphs.flat(), trailers: paragraphs.flatMap(trailersOf) };
}

/** Lines of a Markdown text, such as a request's body, that may carry a mark. */
export function readBody(body: string): readonly string[] {
  return markLines(splitLines(body), "", true).flat();
}

function splitLines(text: string): string[] {
  const shown = plain(text);
  return OTHER_BREAKS.test(shown) ? shown.split(/\r\n|[\n\r\u2028\u2029\u0085]/) : shown.split("\n");
}

/** The lines that aren't quoted, paragraph by paragraph. What is indented as a whole quotes nothing by that. */
function markLines(all: readonly string[], subject: string, mayQuoteByIndent: boolean): string[][] {
  const own = all.slice(startOfOwnWords(all, subject));
  const squashed = subject.startsWith(SQUASHED) || own.some((line) => line.startsWith(SQUASHED));
  const quotesByIndent = !squashed && (mayQuoteByIndent || own.some((line) => line.trim() !== "" && !isIndented(line)));
  const paragraphs: string[][] = [];
  let paragraph: string[] = [];
  let openFences = own
    .filter((line) => line.includes("```") || line.includes("~~~"))
    .filter((line) => FENCE.test(line.trim())).length;
  let fenced = false;
  for (const raw of own) {
    const line = raw.trim();
    const sign = line.charCodeAt(0);
    if ((sign === BACKTICK || sign === TILDE) && FENCE.test(line)) {
      openFences--;
      // A fence that nothing closes hides nothing: git reads on.
      fenced = fenced ? false : openFences > 0;
      continue;
    }
    if (line === "") {
      if (paragraph.length > 0) paragraphs.push(paragraph);
      paragraph = [];
      continue;
    }
    if (fenced || line.length > LONGEST_LINE || line.startsWith(">") || (quotesByIndent && isIndented(raw))) continue;
    // Most lines begin with a letter, and nothing is to be taken off.
    paragraph.push(
      sign > LAST_SIGN && sign < TILDE && sign !== UNDERSCORE ? line : line.replace(BULLET, "").replace(EMPHASIS, ""),
    );
  }
  if (paragraph.length > 0) paragraphs.push(paragraph);
  return paragraphs;
}

function isIndented(line: string): boolean {
  return line.startsWith("\t") || line.startsWith("    ");
}

/** In a revert, what stands before "This reverts commit" is the reverted message; the revert's own words follow it. */
function startOfOwnWords(all: readonly string[], subject: string): number {
  if (!/^Revert "/i.test(subject)) return 0;
  return all.findLastIndex((line) => line.trim().startsWith(REVERTS)) + 1;
}

const OTHER_BREAKS = /[\r\u2028\u2029\u0085]/;
const ADDRESS_ALONE = /^<?[^<>\s@]+@[^<>\s@]+>$/;

/** The trailers of a paragraph. A value may stand on the next line, and an address may be wrapped off its name. */
function trailersOf(lines: readonly string[]): Trailer[] {
  const found: { key: string; value: string; line: string }[] = [];
  let others = 0;
  for (const line of lines) {
    const trailer = toTrailer(line);
    const last = found.at(-1);
    if (trailer) {
      found.push(trailer);
    } else if (last && (last.value === "" || (!last.value.includes("<") && ADDRESS_ALONE.test(line)))) {
      last.value = `${last.value} ${line}`.trim();
      last.line = `${last.line} ${line}`;
    } else {
      others++;
    }
  }
  return found.filter((trailer) => trailer.value !== "").map((trailer) => ({ ...trailer, inBlock: others === 0 }));
}

function toTrailer(line: string): { key: string; value: string; line: string } | null {
  const colon = line.indexOf(":");
  if (colon < 2 || colon > LONGEST_KEY || line.startsWith("//", colon + 1)) return null;
  const key = keyOf(line.slice(0, colon));
  if (key === null) return null;
  return {
    key,
    value: unescapeHtml(
      line
        .slice(colon + 1)
        .replace(VALUE_EMPHASIS, "")
        .trim(),
    ),
    line,
  };
}

/** A key in one spelling: lower case, `-` between its words. Null for what is no key. */
function keyOf(text: string): string | null {
  if (PLAIN_KEY.test(text)) return text.toLowerCase();
  if (NO_KEY.test(text)) return null;
  const key = fold(text)
    .replace(/[\s_]+/g, "-")
    .replace(/^[*-]+|[*-]+$/g, "");
  return KEY.test(key) ? key : null;
}

function unescapeHtml(text: string): string {
  return text.includes("&") ? text.replace(/&lt;/g, "<").replace(/&gt;/g, ">") : text;
}

/** A person as a trailer writes one: `Name <address>`. */
export interface Named {
  readonly name: string;
  readonly email: string;
}

/** @returns null if the value has no address */
export function toNamed(value: string): Named | null {
  const open = value.lastIndexOf("<");
  const close = value.indexOf(">", open);
  if (open < 0 || close < 0) return null;
  return { name: value.slice(0, open).trim(), email: value.slice(open + 1, close).trim() };
}

/** What an address can be part of: whatever stands together. Longer than this, it is none. */
const RUN = /[^\s<>()"'`,;:]+/g;
const LONGEST_ADDRESS = 320;
const ADDRESS = /^.+@.+$/;

/** Every name with its address in a value, however they are written: without brackets, several on a line, unclosed. */
export function allNamed(value: string): readonly Named[] {
  const found: Named[] = [];
  let end = 0;
  for (const match of value.matchAll(RUN)) {
    if (match[0].length > LONGEST_ADDRESS || !ADDRESS.test(match[0])) continue;
    const name = value.slice(end, match.index).replace(/^[\s>,;&]+|[\s<(]+$/g, "");
    // Brackets are part of a bot's address, and a shell may have escaped them.
    found.push({ name, email: match[0] });
    end = match.index + match[0].length;
  }
  return found;
}

/** `Co-authored-by` lines with an address, in order. */
export function coAuthors(message: Message): readonly (Named & { readonly line: string })[] {
  return message.trailers
    .filter((trailer) => trailer.key === "co-authored-by")
    .flatMap((trailer) => {
      const named = toNamed(trailer.value);
      return named ? [{ ...named, line: trailer.line }] : [];
    });
}
