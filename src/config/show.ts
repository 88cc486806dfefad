/** What somebody else wrote, made fit for a message that people and terminals read. */

/** Control, format (bidirectional ones too) and unusual space characters, written out: `off\u{85}` isn't `off`. */
function visible(text: string): string {
  return text.replace(
    /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu,
    (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

/** Cuts between characters. */
function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most).replace(/[\uD800-\uDBFF]$/, "")}…` : text;
}

/** A value in a message: short, on one line, and told apart from another kind that looks alike. */
export function show(value: unknown): string {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object") return "a mapping";
  return typeof value === "string" ? visible(JSON.stringify(cut(value, 60))) : String(value);
}

/** A sentence that quotes what a library says of somebody's text. */
export function sentence(text: string): string {
  return visible(cut(text, 300));
}
