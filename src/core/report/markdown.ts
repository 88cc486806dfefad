/** Markdown that shows what others wrote as text, whatever they wrote. */

/** Text of others as inline code: nothing in it is markup, a mention or a link. */
export function code(text: string): string {
  const line = text.replace(/[\r\n\t\p{Cc}]+/gu, " ").trim() || " ";
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  const pad = line.startsWith("`") || line.endsWith("`") ? " " : "";
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** An account's login, which GitHub restricts to letters, digits and hyphens (and `[bot]`). */
export function mention(login: string): string {
  return /^[A-Za-z0-9_-]+$/.test(login) ? `@${login}` : code(login);
}

export function list(items: readonly string[]): string {
  return items.map((item) => `- ${item}`).join("\n");
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(items: readonly string[], word: "and" | "or" = "and"): string {
  if (items.length < 2) return items[0] ?? "";
  return `${items.slice(0, -1).join(", ")} ${word} ${items.at(-1)}`;
}

export function people(count: number, more = false): string {
  return `${count} ${more ? "more " : ""}${count === 1 ? "person" : "people"}`;
}

/** Cuts a text to a number of characters at a line's end, and says so. GitHub counts characters and refuses the rest. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const note = "\n\n… the rest is left out: GitHub takes no more.";
  const head = text.slice(0, most - note.length);
  return `${head.slice(0, Math.max(0, head.lastIndexOf("\n")))}${note}`;
}
