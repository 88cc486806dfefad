/** Spelling: what a text says once tricks of writing are taken away. */

/** Characters that show nothing, and so could hide a mark from a plain comparison. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const ASCII = /^\p{ASCII}*$/u;
const MARKS = /\p{M}/gu;
const DASHES = /[\p{Pd}\u2212]/gu;

/** Letters that look like Latin ones, Cyrillic, Greek and a few more. https://www.unicode.org/reports/tr39/ */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  [
    ["АВЕЅІЈКМНОРСТУХԀԚԜҮ", "abesijkmhopctyxdqwy"],
    ["авеѕіјкмнорстухԁԛԝһӏүьг", "abesijkmhopctyxdqwhlybr"],
    ["ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "abezhikmnoptyx"],
    ["αβεικνορτυχγηω", "abeikvoptuxynw"],
    ["ıɑɡᴄοօսհոԁ", "iagcoouhnd"],
  ].flatMap(([from = "", to = ""]) => [...from].map((letter, at): [string, string] => [letter, to.charAt(at)])),
);

/** Signs that look like a colon, beyond those that Unicode itself folds into one. */
const COLONS = /[\u2236\u02d0\ua789]/g;

/** Removes what can't be seen and folds compatible forms together; what people read stays as it is. */
export function plain(text: string): string {
  return ASCII.test(text) ? text : text.replace(INVISIBLE, "").normalize("NFKC").replace(COLONS, ":");
}

/** For comparing only: lower case, one kind of dash, no accents, and Latin letters for those that look like them. */
export function fold(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  const bare = text.normalize("NFKD").replace(INVISIBLE, "").replace(MARKS, "").replace(DASHES, "-");
  let folded = "";
  for (const letter of bare) folded += LOOKALIKES.get(letter) ?? letter;
  return folded.toLowerCase();
}

/** A word of a name, and what stands between it and the one before. */
export interface Token {
  readonly word: string;
  readonly before: string;
}

const WORD = /[\p{L}\p{N}]+/gu;
/** No tool's name is longer; a hostile line isn't read to its end. */
const LONGEST_NAME = 300;

/** The words of a name or a trailer's value, folded. */
export function tokens(text: string): readonly Token[] {
  const folded = fold(text.slice(0, LONGEST_NAME));
  const found: Token[] = [];
  let end = 0;
  WORD.lastIndex = 0;
  for (let match = WORD.exec(folded); match; match = WORD.exec(folded)) {
    found.push({ word: match[0], before: folded.slice(end, match.index) });
    end = WORD.lastIndex;
  }
  return found;
}
