/** Markdown that shows what others wrote as text, whatever they wrote. */

/** How much of somebody's text is shown in one place. */
const LONGEST_CODE = 200;

/** Text of others as inline code: nothing in it is markup, a mention or a link. */
export function code(text: string): string {
  // Format characters show nothing, or turn the direction of what follows them.
  const line = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/\p{Cf}/gu, "")
    .trim();
  const short = shorten(line, LONGEST_CODE) || " ";
  const longest = Math.max(0, ...[...short.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  const pad = short.startsWith("`") || short.endsWith("`") ? " " : "";
  return `${fence}${pad}${short}${pad}${fence}`;
}

/** Cuts a line between characters, never within one. */
export function shorten(line: string, most: number): string {
  if (line.length <= most) return line;
  const head = line.slice(0, most - 1);
  return `${/[\uD800-\uDBFF]$/.test(head) ? head.slice(0, -1) : head}…`;
}

/** An account's login. Whatever GitHub wouldn't take as a person's login (a bot's too) mentions nobody. */
export function mention(login: string): string {
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(login) ? `@${login}` : code(login);
}

/** A name from the policy or the catalogue: as it is where nothing in it is markup, else as code. */
export function words(name: string): string {
  return /^[\p{L}\p{N}][\p{L}\p{N} .,'&/+-]*$/u.test(name) ? name : code(name);
}

/** A list of at most so many items, which says how many more there are. */
export function list(items: readonly string[], most = 100): string {
  const left = items.length - most;
  const shown = left > 0 ? [...items.slice(0, most), `… and ${left} more`] : items;
  return shown.map((item) => `- ${item}`).join("\n");
}

/** How many names a sentence bears. */
const MOST_NAMES = 10;

/** `a`, `a and b`, `a, b and c`; of very many only the first and how many more. */
export function enumerate(items: readonly string[], word: "and" | "or" = "and"): string {
  const left = items.length - MOST_NAMES;
  const shown = left > 1 ? [...items.slice(0, MOST_NAMES), `${left} more`] : items;
  if (shown.length < 2) return shown[0] ?? "";
  return `${shown.slice(0, -1).join(", ")} ${word} ${shown.at(-1)}`;
}

/** `1 person`, `2 people`, `2 more people`. */
export function people(count: number, more: "" | "more " = ""): string {
  return `${count} ${more}${count === 1 ? "person" : "people"}`;
}

const REST_LEFT_OUT = "\n\n… the rest is left out: GitHub takes no more.";

/** GitHub's bound on summary and text. https://docs.github.com/rest/checks/runs#create-a-check-run */
const LONGEST_TEXT = 65_535;

/** Cuts a summary or a text to what GitHub takes. */
export function cutToFit(text: string): string {
  return cut(text, LONGEST_TEXT);
}

/**
 * Cuts a text at a line's end, and says so. Measured in UTF-8, so that it holds whether GitHub counts bytes or characters.
 *
 * @param most the most bytes, hence also the most characters
 */
export function cut(text: string, most: number): string {
  if (sizeOf(text) <= most) return text;
  let size = sizeOf(REST_LEFT_OUT);
  const kept: string[] = [];
  for (const line of text.split("\n")) {
    size += sizeOf(line) + 1;
    if (size > most) break;
    kept.push(line);
  }
  return `${kept.join("\n")}${REST_LEFT_OUT}`;
}

/** In UTF-8. */
export function sizeOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
