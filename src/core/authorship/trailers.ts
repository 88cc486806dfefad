/**
 * The structured lines of a commit message: trailers as git parses them, and as people really write them (odd case,
 * CRLF, several blocks, bullets in squash bodies). Prose, quotations and code are left out.
 */

export interface Trailer {
  /** Lower case. */
  readonly key: string;
  readonly value: string;
  /** As it stands in the message. */
  readonly line: string;
}

export interface Message {
  readonly subject: string;
  /** Every line that may carry a mark, trimmed. The subject isn't one of them. */
  readonly lines: readonly string[];
  readonly trailers: readonly Trailer[];
}

/** Characters that show nothing, and so could hide a mark from a plain comparison. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

const FENCE = /^(```|~~~)/;
const BULLET = /^[*+-] /;
const TRAILER = /^([A-Za-z][A-Za-z0-9-]{1,63})[ \t]*:[ \t]*(\S.*)$/;
/** Git indents the messages of `git merge --squash`; there an indented line is no quotation. */
const SQUASHED = "Squashed commit of the following";
const REVERTS = "This reverts commit ";

/** Removes what can't be seen and folds compatible forms together, so that look-alikes of a mark compare equal to it. */
export function plain(text: string): string {
  return text.replace(INVISIBLE, "").normalize("NFKC");
}

/** Reads a message. Linear in its length. */
export function readMessage(message: string): Message {
  const all = plain(message).split(/\r\n|[\n\r]/);
  const first = all.findIndex((line) => line.trim() !== "");
  const subject = (all[first] ?? "").trim();
  const lines = markLines(all.slice(first + 1), subject);
  return { subject, lines, trailers: lines.map(toTrailer).filter((trailer) => trailer !== null) };
}

/** Lines of a Markdown text, such as a request's body, that may carry a mark. */
export function readBody(body: string): readonly string[] {
  return markLines(plain(body).split(/\r\n|[\n\r]/), "");
}

function markLines(all: readonly string[], subject: string): string[] {
  const squashed = all.some((line) => line.startsWith(SQUASHED)) || subject.startsWith(SQUASHED);
  const lines: string[] = [];
  let fenced = false;
  for (const raw of all.slice(startOfOwnWords(all, subject))) {
    const line = raw.trim();
    if (FENCE.test(line)) {
      fenced = !fenced;
      continue;
    }
    const indented = /^(\t| {4})/.test(raw) && !squashed;
    if (fenced || indented || line === "" || line.startsWith(">")) continue;
    lines.push(line.replace(BULLET, ""));
  }
  return lines;
}

/** In a revert, what stands before "This reverts commit" is the reverted message; the revert's own words follow it. */
function startOfOwnWords(all: readonly string[], subject: string): number {
  if (!/^Revert "/.test(subject)) return 0;
  return all.findLastIndex((line) => line.trim().startsWith(REVERTS)) + 1;
}

function toTrailer(line: string): Trailer | null {
  const match = TRAILER.exec(line);
  return match?.[1] && match[2] ? { key: match[1].toLowerCase(), value: match[2].trim(), line } : null;
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

/** `Co-authored-by` lines with an address, in order. */
export function coAuthors(message: Message): readonly (Named & { readonly line: string })[] {
  return message.trailers
    .filter((trailer) => trailer.key === "co-authored-by")
    .flatMap((trailer) => {
      const named = toNamed(trailer.value);
      return named ? [{ ...named, line: trailer.line }] : [];
    });
}
